// The real market behind the gateway's contract with the engine, on the caller's thread: no ring, no disk, no hedger. What the
// real
// engine promises holds here too: answers stand in their place between the events, and a report is in the log before it is told.

using System.Buffers.Binary;
using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Tests.Venue;

internal sealed class LocalEngine : IEngine, IEventSink
{
    private readonly Lock _gate = new();
    private readonly Exchange _exchange = new();
    private readonly Queue<(Command? Command, Query Query)> _ring = new();
    private readonly Dictionary<SessionId, List<byte[]>> _reports = [];
    private readonly Dictionary<SessionId, long> _firstKept = [];
    private readonly Dictionary<SessionId, long> _lastRequest = [];
    private readonly HashSet<SessionId> _connected = [];
    private readonly Dictionary<ulong, (Query Query, TopOfBook Told)> _watched = [];
    private Command _applying;
    private long _sequence;

    /// <summary>Who hears what happens.</summary>
    public IEngineListener? Listener { get; set; }

    /// <summary>Whether commands are applied within the call that submits them.</summary>
    public bool RunsAtOnce { get; set; }

    /// <summary>How many commands and questions wait at most.</summary>
    public int Capacity { get; set; } = 1_024;

    /// <summary>How many orders or positions a page has.</summary>
    public int PageSize { get; set; } = 3;

    public EngineTime Now { get; set; } = EngineTime.FromHour(57_000);

    /// <summary>Every command that was applied, in order.</summary>
    public List<Command> Applied { get; } = [];

    /// <summary>Every event that happened, in order.</summary>
    public List<Event> Events { get; } = [];

    public int SnapshotsAsked { get; private set; }

    /// <summary>When the made-up positions last moved; they are larger by as much.</summary>
    public long PositionsMovedAt { get; set; }

    /// <summary>Runs between two pages of a list, if set.</summary>
    public Action? BetweenPages { get; set; }

    public bool TrySubmit(in Command command, ReadOnlySpan<byte> body)
    {
        Command submitted = command;
        return TryEnqueue((submitted, default));
    }

    public bool TryAsk(in Query query)
    {
        Query asked = query;
        return TryEnqueue((null, asked));
    }

    public int ReadReports(SessionId session, long fromReportNumber, Span<byte> into, out long nextReportNumber)
    {
        lock (_gate)
        {
            nextReportNumber = fromReportNumber;
            int written = 0;
            List<byte[]> reports = _reports.GetValueOrDefault(session) ?? [];
            while (nextReportNumber <= reports.Count)
            {
                byte[] report = reports[(int)nextReportNumber - 1];
                if (into.Length - written < sizeof(int) + report.Length)
                    break;
                BinaryPrimitives.WriteInt32LittleEndian(into[written..], report.Length);
                report.CopyTo(into[(written + sizeof(int))..]);
                written += sizeof(int) + report.Length;
                nextReportNumber++;
            }

            return written;
        }
    }

    public long FirstReport(SessionId session)
    {
        lock (_gate)
            return _firstKept.GetValueOrDefault(session, 1);
    }

    /// <summary>Forgets a session's reports before a number.</summary>
    public void DropReportsBefore(SessionId session, long number) => _firstKept[session] = number;

    /// <summary>Nothing is journaled here: the hash is told as it is set.</summary>
    public JournalHead JournalHead { get; set; }

    public void RequestSnapshot()
    {
        SnapshotsAsked++;
        if (RunsAtOnce)
            Listener!.OnSnapshot(_sequence);
    }

    /// <summary>Applies a command of the engine's own at once.</summary>
    public void Apply(Command command)
    {
        lock (_gate)
        {
            ApplyNow(command);
            Listener?.OnBatchEnd();
        }
    }

    /// <summary>The header of a command of the engine's own.</summary>
    public CommandHeader Header() => new() { Time = Now, Session = SessionId.Engine };

    /// <summary>Applies and answers what waits; true when there was something.</summary>
    public bool Run()
    {
        lock (_gate)
        {
            if (_ring.Count == 0)
                return false;
            while (_ring.TryDequeue(out (Command? Command, Query Query) next))
            {
                if (next.Command is { } command)
                    ApplyNow(command);
                else
                    AnswerNow(next.Query);
            }

            AnswerWatched();
            Listener!.OnBatchEnd();
            return true;
        }
    }

    public void On(in Event happened)
    {
        Events.Add(happened);
        EventHeader header = happened.Header;
        bool isGap = happened.Kind == EventKind.Rejected && happened.Rejected.Reason == RejectReason.RequestGap;
        if (!isGap)
            _lastRequest[header.Session] = Math.Max(_lastRequest.GetValueOrDefault(header.Session), header.RequestNumber);
        Listener?.OnEvent(_applying, happened);
        Report(happened, Side.Buy);
        if (happened.Kind == EventKind.Trade)
            Report(happened, Side.Sell);
    }

    private void Report(in Event happened, Side side)
    {
        if (!ExecutionReportCodec.IsReported(happened, side, out SessionId session, out long number))
            return;
        byte[] body = new byte[ExecutionReportCodec.MaxBodyBytes];
        byte[] encoded = body[..ExecutionReportCodec.Encode(happened, side, body)];
        if (!_reports.TryGetValue(session, out List<byte[]>? reports))
            _reports[session] = reports = [];
        reports.Add(encoded);
        Assert.Equal(number, reports.Count);
        Listener?.OnReport(session, number, encoded);
    }

    private bool TryEnqueue((Command? Command, Query Query) item)
    {
        lock (_gate)
        {
            if (_ring.Count >= Capacity)
                return false;
            _ring.Enqueue(item);
        }

        if (RunsAtOnce)
            Run();
        return true;
    }

    private void ApplyNow(in Command command)
    {
        _applying = command;
        _sequence++;
        Applied.Add(command);
        if (command.Kind == CommandKind.ConnectSession)
            _connected.Add(command.ConnectSession.Session);
        if (command.Kind == CommandKind.DisconnectSession)
            _connected.Remove(command.DisconnectSession.Session);
        _exchange.Apply(command, this);
    }

    private void AnswerNow(in Query query)
    {
        SessionStreams streams = new(
            _lastRequest.GetValueOrDefault(query.Session),
            _reports.GetValueOrDefault(query.Session)?.Count ?? 0,
            _connected.Contains(query.Session));
        Answer answer = new() { Sequence = _sequence, Session = streams };
        switch (query.Kind)
        {
            case QueryKind.SessionState: Listener!.OnAnswer(query, answer); break;
            case QueryKind.OpenOrders: AnswerOrders(query, answer); break;
            case QueryKind.Positions: AnswerPositions(query, answer); break;
            case QueryKind.UnsubscribeTop: _watched.Remove(query.Token); break;
            default:
                RejectReason reason = _exchange.Top(query.Participant, query.Instrument, out TopOfBook top);
                if (query.Kind == QueryKind.SubscribeTop && reason == RejectReason.None)
                    _watched[query.Token] = (query, top);
                Listener!.OnAnswer(query, new Answer { Reason = reason, Top = top, Sequence = _sequence, Session = streams });
                break;
        }
    }

    private void AnswerOrders(in Query query, in Answer streams)
    {
        long after = query.After;
        ParticipantId participant = query.Participant;
        OrderState[] rest = [.. _exchange.OpenOrders().Select(open => open.State)
            .Where(order => order.Participant == participant && order.Entry > after)];
        Listener!.OnAnswer(query, new Answer
        {
            Sequence = _sequence,
            Session = streams.Session,
            Orders = rest.AsSpan(0, Math.Min(PageSize, rest.Length)),
            HasMore = rest.Length > PageSize,
        });
        BetweenPages?.Invoke();
    }

    /// <summary>Two rows of each kind and cash, made up: what a position is, the core's own tests say.</summary>
    private void AnswerPositions(in Query query, in Answer streams)
    {
        DeliveryMonth month = DeliveryMonth.Of(2026, 8);
        DeliveryWindow hours = DeliveryWindow.Between(month.StartHour, month.EndHour);
        PositionRow[] rows =
        [
            new PositionRow { Instrument = Instrument.Forward(DemoMarket.Market, hours), Quantity = 64 + PositionsMovedAt },
            new PositionRow { Instrument = Instrument.Forward(DemoMarket.OtherMarket, hours), Quantity = -8 },
            new PositionRow { Instrument = DemoMarket.Future, Quantity = -10, Money = new Money(-25_000) },
            new PositionRow { Money = new Money(1_234 + PositionsMovedAt) },
        ];
        int from = (int)query.After;
        int count = Math.Min(PageSize, rows.Length - from);
        Listener!.OnAnswer(query, new Answer
        {
            Sequence = _sequence,
            Session = streams.Session,
            Positions = rows.AsSpan(from, count),
            PositionsMovedAt = PositionsMovedAt,
            HasMore = from + count < rows.Length,
        });
        BetweenPages?.Invoke();
    }

    private void AnswerWatched()
    {
        foreach ((ulong token, (Query query, TopOfBook told)) in _watched.ToArray())
        {
            _exchange.Top(query.Participant, query.Instrument, out TopOfBook top);
            if (top == told)
                continue;
            _watched[token] = (query, top);
            Listener!.OnAnswer(query, new Answer { Top = top, Sequence = _sequence });
        }
    }
}
