using ComputeExchange.Client.MarketData;
using ComputeExchange.Client.Queries;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client.Connection;

/// <summary>Takes what the server says, message by message, and tells it to whom it concerns. For the loop's thread.</summary>
internal sealed class MessageIntake(ClientSession session, PendingQueries queries, SubscriptionTable subscriptions)
{
    public Action<ExecutionReport>? Reported { get; set; }

    public Action<RequestRefused>? RequestRefused { get; set; }

    public Action<ReportsGone>? ReportsGone { get; set; }

    public ReferenceCatalog Reference { get; } = new();

    /// <summary>Why the connection ends, as far as the server has said.</summary>
    public DisconnectReason EndReason { get; set; }

    /// <summary>Takes one message; false when it ends the connection.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public bool Take(ReadOnlySpan<byte> body)
    {
        MessageType type = Wire.TypeOf(body);
        switch (type)
        {
            case >= MessageType.OrderAccepted and <= MessageType.RequestRejected: return TakeReport(body);
            case MessageType.RequestApplied: session.OnApplied(Wire.Read<RequestApplied>(body)); return true;
            case MessageType.RequestRefused: TakeRefused(Wire.Read<RequestRefused>(body)); return true;
            case MessageType.ReportsGone: TakeReportsGone(Wire.Read<ReportsGone>(body)); return true;
            case MessageType.Disconnected: EndReason = Wire.Read<Disconnected>(body).Reason; return false;
            case MessageType.LogonRefused: EndReason = Wire.Read<LogonRefused>(body).Reason; return false;
            case >= MessageType.ReferenceSku and <= MessageType.ReferenceBasket: Reference.Take(type, body); return true;
            case >= MessageType.OpenOrdersPage and <= MessageType.QueryRefused: queries.Take(type, body); return true;
            case >= MessageType.SubscriptionRefused and <= MessageType.MarketPrint: TakeMarketData(type, body); return true;
            default: return true;
        }
    }

    /// <summary>Tells a caller's handler.</summary>
    /// <exception cref="ExchangeException">It threw. That is no lost connection: connecting again would only tell it the same
    /// once more.</exception>
    public static void Tell<T>(Action<T>? handler, T told)
    {
        try
        {
            handler?.Invoke(told);
        }
        catch (Exception cause)
        {
            throw new ExchangeException(DisconnectReason.None, $"A handler of the client's events failed: {cause.Message}", cause);
        }
    }

    private bool TakeReport(ReadOnlySpan<byte> body)
    {
        if (ExecutionReportCodec.TryDecode(body, out ExecutionReport report) != MessagePackError.None)
            return false;
        long last = session.LastReportNumber;
        if (report.ReportNumber <= last)
            return true;

        // A number left out can only be had by asking again from the last one.
        if (report.ReportNumber > last + 1)
            return false;

        // Told before whoever waits for it goes on, so that what a caller did on a report is done by then.
        Tell(Reported, report);
        session.OnReport(report);
        return true;
    }

    private void TakeRefused(in RequestRefused refused)
    {
        session.OnRefused(refused);
        Tell(RequestRefused, refused);
    }

    private void TakeReportsGone(in ReportsGone gone)
    {
        session.OnReportsGone(gone.LastReportNumber);
        Tell(ReportsGone, gone);
    }

    private void TakeMarketData(MessageType type, ReadOnlySpan<byte> body)
    {
        if (!subscriptions.Take(type, body, out MarketSubscription? behind))
            session.AskAgain(behind);
    }
}
