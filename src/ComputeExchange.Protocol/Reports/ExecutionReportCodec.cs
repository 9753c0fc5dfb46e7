// A report is made from an event and a side, once, by the publisher; the very bytes then go to the socket and into the report
// log, from which they are sent again. Each session sees its own side only: of the other, at most who it was.

using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>Writes reports from events, for the engine's side; allocates nothing. Clients read with the reader's half.</summary>
public static class ExecutionReportCodec
{
    /// <summary>No report's body is longer.</summary>
    public const int MaxBodyBytes = 256;

    internal const int LeadingFields = 6;
    internal const int OrderFields = 8;
    internal const int AcceptedFields = LeadingFields + OrderFields;
    internal const int TradedFields = AcceptedFields + 6;
    internal const int ReplacedFields = AcceptedFields + 1;
    internal const int CancelledFields = AcceptedFields + 2;
    internal const int ExpiredFields = AcceptedFields + 1;
    internal const int RejectedFields = LeadingFields + 6;

    /// <summary>Whether an event is reported to the session of one side, to which one and under which number.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="side">The side of a trade; of no meaning for the other events, which have one order at most.</param>
    /// <param name="session">The session that is told.</param>
    /// <param name="reportNumber">The report's number there.</param>
    /// <returns>False for events that are no reports, and for orders and commands of the engine's own.</returns>
    public static bool IsReported(in Event happened, Side side, out SessionId session, out long reportNumber)
    {
        if (happened.Kind == EventKind.Rejected)
        {
            session = happened.Rejected.Session;
            reportNumber = happened.Rejected.ReportNumber;
        }
        else if (IsOrderEvent(happened.Kind))
        {
            OrderState order = OrderOf(happened, side);
            session = order.Session;
            reportNumber = order.ReportNumber;
        }
        else
        {
            session = default;
            reportNumber = 0;
        }

        return reportNumber > 0;
    }

    /// <summary>Writes the report of an event for the session of one side.</summary>
    /// <param name="happened">An event of kind New, Trade, Replaced, Cancelled, Expired or Rejected.</param>
    /// <param name="side">The side of a trade; of no meaning for the others.</param>
    /// <param name="into">Where to; <see cref="MaxBodyBytes"/> is always enough.</param>
    /// <returns>The bytes written; 0 when they do not fit or the event is of another kind.</returns>
    public static int Encode(in Event happened, Side side, Span<byte> into)
    {
        MessagePackWriter writer = new(into);
        if (happened.Kind == EventKind.Rejected) WriteRejection(ref writer, happened);
        else if (IsOrderEvent(happened.Kind)) WriteOrderReport(ref writer, happened, side);
        else return 0;
        return writer.Error == MessagePackError.None ? writer.Position : 0;
    }

    /// <summary>Reads a report.</summary>
    /// <returns>None; otherwise why it is malformed, <see cref="MessagePackError.OutOfRange"/> for what is no report.</returns>
    public static MessagePackError TryDecode(ReadOnlySpan<byte> body, out ExecutionReport report) =>
        ExecutionReportReader.TryRead(body, out report);

    private static bool IsOrderEvent(EventKind kind) =>
        kind is EventKind.New or EventKind.Trade or EventKind.Replaced or EventKind.Cancelled or EventKind.Expired;

    private static OrderState OrderOf(in Event happened, Side side) => happened.Kind switch
    {
        EventKind.New => happened.Accepted.Order,
        EventKind.Trade => side == Side.Buy ? happened.Trade.Buy : happened.Trade.Sell,
        EventKind.Replaced => happened.Replaced.Order,
        EventKind.Cancelled => happened.Cancelled.Order,
        _ => happened.Expired.Order,
    };

    private static void WriteOrderReport(ref MessagePackWriter writer, in Event happened, Side side)
    {
        OrderState order = OrderOf(happened, side);
        switch (happened.Kind)
        {
            case EventKind.New:
                WriteOrder(ref writer, MessageType.OrderAccepted, AcceptedFields, happened.Header, order);
                break;
            case EventKind.Trade:
                WriteOrder(ref writer, MessageType.OrderTraded, TradedFields, happened.Header, order);
                WriteTrade(ref writer, happened.Trade, side);
                break;
            case EventKind.Replaced:
                WriteOrder(ref writer, MessageType.OrderReplaced, ReplacedFields, happened.Header, order);
                writer.Write(happened.Replaced.OrigClOrdId);
                break;
            case EventKind.Cancelled:
                WriteOrder(ref writer, MessageType.OrderCancelled, CancelledFields, happened.Header, order);
                writer.Write(happened.Cancelled.OrigClOrdId);
                writer.WriteUInt64((byte)happened.Cancelled.Reason);
                break;
            default:
                WriteOrder(ref writer, MessageType.OrderExpired, ExpiredFields, happened.Header, order);
                writer.WriteUInt64((byte)happened.Expired.Reason);
                break;
        }
    }

    private static void WriteLeading(
        ref MessagePackWriter writer, MessageType type, int fields, in EventHeader header, SessionId told, long reportNumber)
    {
        writer.WriteArrayHeader(fields);
        writer.WriteUInt64((byte)type);
        writer.WriteInt64(reportNumber);
        writer.WriteInt64(header.Sequence);
        writer.WriteInt64(header.Index);
        writer.Write(header.Time);

        // The number of somebody else's request is nobody's business.
        writer.WriteOptionalNumber(header.Session == told ? header.RequestNumber : 0);
    }

    private static void WriteOrder(
        ref MessagePackWriter writer, MessageType type, int fields, in EventHeader header, in OrderState order)
    {
        WriteLeading(ref writer, type, fields, header, order.Session, order.ReportNumber);
        writer.Write(order.Participant);
        writer.Write(order.ClOrdId);
        writer.WriteInt64(order.Entry);
        writer.WriteUInt64((byte)order.Side);
        writer.Write(order.Instrument);
        writer.WriteOptionalNumber(order.Limit.Ticks);
        writer.WriteInt64(order.Leaves);
        writer.WriteInt64(order.Cumulative);
    }

    private static void WriteTrade(ref MessagePackWriter writer, in Trade trade, Side side)
    {
        OrderState other = side == Side.Buy ? trade.Sell : trade.Buy;
        writer.WriteInt64(trade.Group);
        writer.Write(trade.Instrument);
        writer.WriteInt64(trade.Quantity);
        writer.Write(trade.Price);
        writer.WriteBoolean(trade.AggressorSide == side);
        writer.WriteOptionalNumber(trade.Instrument.IsBasket ? 0 : other.Participant.Value);
    }

    private static void WriteRejection(ref MessagePackWriter writer, in Event happened)
    {
        Rejected rejected = happened.Rejected;
        WriteLeading(
            ref writer, MessageType.RequestRejected, RejectedFields, happened.Header, rejected.Session, rejected.ReportNumber);
        writer.WriteOptionalNumber(rejected.Participant.Value);
        writer.Write(rejected.ClOrdId);
        writer.WriteUInt64((byte)CommandForm.TypeOf(rejected.Command));
        writer.WriteUInt64((byte)rejected.Reason);
        writer.WriteUInt64((byte)rejected.Field);
        Span<byte> text = stackalloc byte[RejectText.MaxBytes];
        writer.WriteUtf8(text[..RejectText.Write(rejected.Reason, rejected.Field, text)]);
    }
}
