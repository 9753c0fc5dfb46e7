using ComputeExchange.Core;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Simulation.Tests.Audit;

// The journal is what happened. The auditor applies it to a state of its own, as far as it is durable, and holds everything that
// anybody was told against what comes out: events that the server told, reports that a client got, requests that had an effect.

/// <summary>The truth about a run, made from the journal alone, across all crashes.</summary>
internal sealed class Auditor : IEventSink
{
    private readonly List<ulong> _events = [];
    private readonly List<byte[]> _records = [];
    private readonly Dictionary<SessionId, List<byte[]>> _reports = [];
    private readonly Dictionary<(SessionId, long), ulong> _effects = [];
    private readonly Dictionary<SessionId, long> _lastRequest = [];
    private readonly byte[] _encoded = new byte[ExecutionReportCodec.MaxBodyBytes];
    private Command _applying;
    private bool _isRepeat;
    private int _told;

    /// <summary>Looks at each command and event on the way; may be null.</summary>
    public IAuditWatch? Watch { get; init; }

    /// <summary>The state that the journal leads to.</summary>
    public Exchange Exchange { get; } = new();

    /// <summary>Every command, as the journal has it, from the first on: segments go, these stay.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    /// <summary>How many events happened.</summary>
    public int Events => _events.Count;

    /// <summary>Trades among them.</summary>
    public int Trades { get; private set; }

    /// <summary>Requests refused because their number was used already, or left one out.</summary>
    public List<(SessionId Session, RejectReason Reason)> NumberRefusals { get; } = [];

    /// <summary>Reports of a session, encoded, from number 1 on.</summary>
    public IReadOnlyList<byte[]> ReportsOf(SessionId session) => _reports.GetValueOrDefault(session) ?? [];

    /// <summary>Over all reports in their order: whose, which number, every byte.</summary>
    public TraceHash ReportTrace { get; } = new();

    /// <summary>The last request of a session that had its effect.</summary>
    public long LastRequestOf(SessionId session) => _lastRequest.GetValueOrDefault(session);

    /// <summary>The hash of the body that was applied under a number of a session.</summary>
    public ulong BodyHashOf(SessionId session, long request) => _effects[(session, request)];

    /// <summary>Applies what the journal has and this state has not.</summary>
    public void CatchUp(IStorage storage, long through)
    {
        if (through <= Exchange.Sequence)
            return;
        using JournalReader reader = JournalReader.Open(storage, Exchange.Sequence + 1, through);
        while (Exchange.Sequence < through)
        {
            Assert.True(reader.Read(), $"command {Exchange.Sequence + 1} was durable and is not in the journal");
            Assert.Equal(Exchange.Sequence + 1, reader.Sequence);
            Assert.Equal(MessagePackError.None, CommandRecord.TryRead(reader.Payload, out _applying));
            _records.Add(reader.Payload.ToArray());
            _isRepeat = !Note(_applying);
            Watch?.Before(Exchange, _applying);
            Exchange.Apply(_applying, this);
            Watch?.After(Exchange, _applying);
        }
    }

    /// <summary>The server starts again, and tells nothing twice.</summary>
    public void OnRestart() => _told = _events.Count;

    /// <summary>Holds what the server told, in order, against the journal.</summary>
    public void HoldAgainst(List<ulong> told)
    {
        Assert.True(
            _told + told.Count <= _events.Count,
            $"{told.Count} events were told behind {_told}, and only {_events.Count} happened");
        for (int i = 0; i < told.Count; i++)
            Assert.True(_events[_told + i] == told[i], $"event {_told + i} was told otherwise than the journal has it");
        _told += told.Count;
        told.Clear();
    }

    public void On(in Event happened)
    {
        _events.Add(EventHash.Of(happened));
        Assert.False(
            _isRepeat && !IsTimesDoing(happened),
            $"request {happened.Header.RequestNumber} of session {happened.Header.Session.Value} came again and had an effect");
        Watch?.On(_applying, happened);
        if (happened.Kind == EventKind.Rejected
            && happened.Rejected.Reason is RejectReason.RequestGap or RejectReason.RequestNumberReused)
            NumberRefusals.Add((happened.Rejected.Session, happened.Rejected.Reason));
        Report(happened, Side.Buy);
        if (happened.Kind != EventKind.Trade)
            return;
        Trades++;
        Report(happened, Side.Sell);
    }

    /// <summary>The first command with the next number of its session is the one that has the effect; whatever comes under the
    /// same number later must have none.</summary>
    private bool Note(in Command command)
    {
        CommandHeader header = command.Header;
        if (header.Session == SessionId.Engine)
            return true;
        if (header.RequestNumber != LastRequestOf(header.Session) + 1)
            return false;
        _lastRequest[header.Session] = header.RequestNumber;
        _effects.Add((header.Session, header.RequestNumber), header.BodyHash);
        return true;
    }

    /// <summary>Time passes with a repeated request as with any command, and nothing else may happen.</summary>
    private static bool IsTimesDoing(in Event happened) => happened.Kind switch
    {
        EventKind.Expired or EventKind.HourPassed or EventKind.PositionSettled or EventKind.TopChanged => true,
        EventKind.Cancelled => happened.Cancelled.Reason == CancelReason.Disconnected,
        EventKind.Rejected => happened.Rejected.Reason is RejectReason.RequestNumberReused or RejectReason.RequestGap,
        _ => false,
    };

    private void Report(in Event happened, Side side)
    {
        if (!ExecutionReportCodec.IsReported(happened, side, out SessionId session, out long number))
            return;
        byte[] body = _encoded.AsSpan(0, ExecutionReportCodec.Encode(happened, side, _encoded)).ToArray();
        if (!_reports.TryGetValue(session, out List<byte[]>? reports))
            _reports[session] = reports = [];
        reports.Add(body);
        ReportTrace.AddReport(session, number, body);
        Assert.Equal(number, reports.Count);
    }
}

/// <summary>Looks over the auditor's shoulder.</summary>
internal interface IAuditWatch
{
    /// <summary>A command is about to be applied.</summary>
    void Before(Exchange exchange, in Command command);

    /// <summary>An event of it.</summary>
    void On(in Command command, in Event happened);

    /// <summary>All of its events were told.</summary>
    void After(Exchange exchange, in Command command);
}
