// A request lives here from its number to its effect. What has no effect yet goes to the server again after each new logon,
// unchanged, so that each is applied exactly once whatever happens to connections and server.

using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Requests;

/// <summary>The numbered requests of a session that are not known to be applied, and who waits for them. Not
/// thread-safe.</summary>
internal sealed class RequestLedger
{
    private readonly Queue<Entry> _unanswered = new();
    private readonly SortedDictionary<long, Entry> _waiting = [];
    private long _appliedAtLogon;
    private long _lastReportAtLogon;
    private bool _isRecovered = true;

    /// <summary>The number of the next request.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>The last report that was dealt with.</summary>
    public long LastReport { get; set; }

    /// <summary>How many requests are not known to be applied.</summary>
    public int UnansweredCount => _unanswered.Count;

    /// <summary>Takes a request under the next number.</summary>
    public void Add(in Command command, byte[] frame, TaskCompletionSource<RequestAnswer>? completion)
    {
        Entry entry = new(Next++, frame, completion, command.Kind, IdOf(command));
        _unanswered.Enqueue(entry);
        if (completion is not null)
            _waiting.Add(entry.Number, entry);
    }

    /// <summary>The server said where the streams stand.</summary>
    /// <returns>The frames to send again, in order.</returns>
    /// <exception cref="ExchangeException">The server has applied requests under numbers that this client did not
    /// send.</exception>
    public List<byte[]> OnLogon(in LogonAccepted accepted, bool isFirst)
    {
        if (isFirst)
            Next = accepted.LastRequestNumber + 1;
        if (accepted.LastRequestNumber >= Next)
            throw new ExchangeException(DisconnectReason.Superseded, "The session was used by another client meanwhile.");
        Applied(accepted.LastRequestNumber);
        _appliedAtLogon = accepted.LastRequestNumber;
        _lastReportAtLogon = accepted.LastReportNumber;
        _isRecovered = false;
        SettleRecovered();
        return [.. _unanswered.Select(entry => entry.Frame)];
    }

    /// <summary>Takes a report.</summary>
    public void OnReport(in ExecutionReport report)
    {
        LastReport = report.ReportNumber;
        if (report.RequestNumber > 0)
        {
            Applied(report.RequestNumber);
            SettleBefore(report.RequestNumber);
            if (_waiting.TryGetValue(report.RequestNumber, out Entry? entry) && entry.IsAnsweredBy(report))
                Settle(entry, new RequestAnswer { RequestNumber = entry.Number, Reason = report.RejectReason, Report = report });
        }

        SettleRecovered();
    }

    /// <summary>A request without reports of its own was applied.</summary>
    public void OnApplied(in RequestApplied applied)
    {
        Applied(applied.RequestNumber);
        SettleBefore(applied.RequestNumber);
        if (_waiting.TryGetValue(applied.RequestNumber, out Entry? entry))
            Settle(entry, new RequestAnswer { RequestNumber = entry.Number, Id = applied.Id });
    }

    /// <summary>A number was refused: whoever waits is told. One that is used up already is not sent again and gives its room back;
    /// behind a gap the stream stands where it stood, and goes on with the next logon.</summary>
    public void OnRefused(in RequestRefused refused)
    {
        if (refused.Reason == RejectReason.RequestNumberReused)
            Applied(refused.RequestNumber);
        if (_waiting.TryGetValue(refused.RequestNumber, out Entry? entry))
            Settle(entry, new RequestAnswer { RequestNumber = entry.Number, Reason = refused.Reason });
    }

    /// <summary>Older reports are gone: the next one has the number after that.</summary>
    public void OnReportsGone(long lastReport)
    {
        LastReport = Math.Max(LastReport, lastReport);
        SettleRecovered();
    }

    /// <summary>Nothing will be answered any more.</summary>
    public void Fail(Exception reason)
    {
        foreach (Entry entry in _waiting.Values)
            entry.Completion!.TrySetException(reason);
        _waiting.Clear();
        _unanswered.Clear();
    }

    private void Applied(long number)
    {
        while (_unanswered.TryPeek(out Entry? entry) && entry.Number <= number)
            _unanswered.Dequeue();
    }

    /// <summary>Answers come in the order of requests, so what is before an answered one and was not told about said
    /// nothing.</summary>
    private void SettleBefore(long number)
    {
        if (_isRecovered)
            SettleQuiet(number - 1);
    }

    /// <summary>Once all reports up to the logon are here, every request that was applied by then has its answer, or has
    /// none.</summary>
    private void SettleRecovered()
    {
        if (_isRecovered || LastReport < _lastReportAtLogon)
            return;
        _isRecovered = true;
        SettleQuiet(_appliedAtLogon);
    }

    private void SettleQuiet(long upTo)
    {
        while (_waiting.Count > 0 && _waiting.First() is { Key: var number, Value: var entry } && number <= upTo)
            Settle(entry, new RequestAnswer { RequestNumber = number });
    }

    private void Settle(Entry entry, in RequestAnswer answer)
    {
        _waiting.Remove(entry.Number);
        entry.Completion!.TrySetResult(answer);
    }

    private static ClOrdId IdOf(in Command command) => command.Kind switch
    {
        CommandKind.NewOrder => command.NewOrder.ClOrdId,
        CommandKind.ReplaceOrder => command.ReplaceOrder.ClOrdId,
        CommandKind.CancelOrder => command.CancelOrder.OrigClOrdId,
        _ => default,
    };

    private sealed record Entry(
        long Number, byte[] Frame, TaskCompletionSource<RequestAnswer>? Completion, CommandKind Kind, ClOrdId ClOrdId)
    {
        /// <summary>Time passes with a request, so a report that carries its number may be about another order's
        /// expiry.</summary>
        public bool IsAnsweredBy(in ExecutionReport report) => report.Type == ExecutionType.Rejected || Kind switch
        {
            CommandKind.NewOrder => report.Type == ExecutionType.New && report.ClOrdId == ClOrdId,
            CommandKind.ReplaceOrder =>
                report.Type is ExecutionType.Replaced or ExecutionType.Cancelled && report.ClOrdId == ClOrdId,
            CommandKind.CancelOrder => report.Type == ExecutionType.Cancelled && report.ClOrdId == ClOrdId,
            CommandKind.Quote => report.Type is ExecutionType.New or ExecutionType.Replaced or ExecutionType.Cancelled,
            _ => false,
        };
    }
}
