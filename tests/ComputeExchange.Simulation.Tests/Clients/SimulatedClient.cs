using ComputeExchange.Client;
using ComputeExchange.Client.Requests;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Simulation.Tests.Network;

namespace ComputeExchange.Simulation.Tests.Clients;

// The client library connects with sockets, tasks and timers. Here the same protocol is spoken in steps over simulated lines, and
// what decides between exactly once and not, the ledger of requests, is the library's own.

/// <summary>A client of one session that connects again whenever it has to, and keeps every report.</summary>
internal sealed class SimulatedClient(
    VirtualClock clock, Random chance, SimulatedNetwork network, byte[] key, ClientHabits habits, TraceHash trace)
{
    private const int CopiesWithin = 60;
    private const long NanosPerMilli = 1_000_000;

    private readonly List<byte[]> _frames = [];
    private readonly List<Task<RequestAnswer>> _answers = [];
    private readonly PriorityQueue<byte[], int> _copies = new();
    private readonly byte[] _received = new byte[ClientFrame.MaxBodyBytes];
    private readonly List<byte> _inbound = [];
    private readonly List<byte> _outbound = [];
    private readonly ListingDesk _listings = new();
    private RequestLedger _ledger = new();
    private ReportBook _reports = new();
    private int _framesBeforeThisLife;
    private IConnection? _line;
    private LogonAccepted _accepted;
    private bool _isLive;
    private bool _hasBeenLive;
    private long _nextTryNanos;
    private long _heardNanos;
    private long _sentNanos;

    /// <summary>Its session's name.</summary>
    public string Name => habits.Session;

    /// <summary>Its session's id; 0 before the first logon.</summary>
    public SessionId Session => _accepted.Session;

    /// <summary>The participant that it speaks for; 0 before the first logon.</summary>
    public ParticipantId Participant => _accepted.Participant;

    /// <summary>The reports it knows.</summary>
    public ReportBook Reports => _reports;

    /// <summary>The lists of its orders and positions that it was given, in all of its lives.</summary>
    public IReadOnlyList<Listing> Listings => _listings.Taken;

    /// <summary>Every request it ever made, as a frame, from number 1 on. A number whose request went down with the memory of a
    /// life before and had no effect is used by the next life.</summary>
    public IReadOnlyList<byte[]> Frames => _frames;

    /// <summary>What became of each request, in order; of those that an earlier life left, where it knew.</summary>
    public IReadOnlyList<Task<RequestAnswer>> Answers => _answers;

    /// <summary>How often it was logged on.</summary>
    public int Logons { get; private set; }

    /// <summary>How often it lost its memory.</summary>
    public int MemoryLosses { get; private set; }

    /// <summary>How often it was told that reports are gone.</summary>
    public int TimesGone { get; private set; }

    /// <summary>How many requests it sent once more without need.</summary>
    public int Repeats { get; private set; }

    /// <summary>Whether it is logged on and has every answer. That a request was applied may be known before what became of it
    /// is: the report of an order that it cancelled comes first.</summary>
    public bool IsSettled => _isLive && _ledger.UnansweredCount == 0 && _outbound.Count == 0 && !_listings.IsWanted
        && _answers.TrueForAll(answer => answer.IsCompleted);

    /// <summary>Whether it may send another request.</summary>
    public bool HasRoom => _hasBeenLive && _ledger.UnansweredCount < habits.MaxUnanswered;

    /// <summary>How it stands, for a person.</summary>
    public string Standing => $"{Name} {(_line is null ? "not connected" : _isLive ? "on" : "logging on")} "
        + $"with {_ledger.UnansweredCount} unanswered of {_frames.Count}, "
        + $"{_answers.Count(answer => !answer.IsCompleted)} waited for, {_outbound.Count} bytes to send, {Logons} logons";

    /// <summary>The last report, decoded, for whoever wants to act on it.</summary>
    public ExecutionReport LastReport { get; private set; }

    /// <summary>Sends a request under the next number, now or when it is connected again.</summary>
    /// <returns>False for a command that has no form on the wire.</returns>
    public bool TrySend(in Command command)
    {
        byte[] body = new byte[CommandCodec.MaxBodyBytes];
        Command numbered = command.With(new CommandHeader { RequestNumber = _ledger.Next });
        int bytes = CommandCodec.Encode(numbered, body);
        if (bytes == 0)
            return false;
        byte[] frame = ClientFrame.Of(body.AsSpan(0, bytes));
        TaskCompletionSource<RequestAnswer> completion = new();
        _answers.Add(completion.Task);
        _ledger.Add(numbered, frame, completion);
        _frames.Add(frame);
        for (int copies = chance.Next(habits.MaxCopies); copies > 0; copies--)
            _copies.Enqueue(frame, _frames.Count + chance.Next(CopiesWithin));
        if (_isLive)
            Send(frame);
        return true;
    }

    /// <summary>Takes in and gives out what can be now.</summary>
    public bool Step()
    {
        if (_line is null)
            return TryConnect();
        bool hasWorked = Receive();
        if (_line is null)
            return true;
        if (_isLive && _frames.Count > _framesBeforeThisLife && chance.Next(1_000) < habits.DuplicatesInThousand)
            Repeat(_frames[_framesBeforeThisLife + chance.Next(Math.Max(1, SettledFrames))]);
        if (_isLive && _listings.NextQuery() is { } query)
            Send(query);
        while (_isLive && _copies.TryPeek(out byte[]? copy, out int due) && due <= _frames.Count)
            Repeat(_copies.Dequeue());
        KeepAlive();
        return Flush() || hasWorked;
    }

    /// <summary>Closes the connection without a word, and connects again later.</summary>
    public void Drop()
    {
        _line?.Close();
        _line = null;
        _isLive = false;
        _listings.OnDisconnected();
        _inbound.Clear();
        _outbound.Clear();
        _nextTryNanos = clock.Nanos + chance.NextInt64(1, habits.RetryNanos);
    }

    /// <summary>The process is gone with everything that it knew, and another one takes its place: it has the key of the session
    /// and nothing else.</summary>
    public void LoseMemory()
    {
        Drop();
        MemoryLosses++;
        _ledger = new RequestLedger();
        _reports = new ReportBook();
        _copies.Clear();
        _hasBeenLive = false;
        _listings.Want();
    }

    private int SettledFrames => _frames.Count - _framesBeforeThisLife - _ledger.UnansweredCount;

    /// <summary>All requests up to this one went out over this connection or are applied, so that it leaves no gap.</summary>
    private void Repeat(byte[] frame)
    {
        Repeats++;
        Send(frame);
    }

    private bool TryConnect()
    {
        if (clock.Nanos < _nextTryNanos)
            return false;
        _nextTryNanos = clock.Nanos + chance.NextInt64(1, habits.RetryNanos);
        _line = network.Connect(Name);
        _heardNanos = _sentNanos = clock.Nanos;
        return _line is not null;
    }

    private bool Receive()
    {
        int count = _line!.TryReceive(_received);
        if (count == IConnection.Ended)
            Drop();
        if (count <= 0)
            return false;
        _heardNanos = clock.Nanos;
        _inbound.AddRange(_received.AsSpan(0, count));
        byte[] all = [.. _inbound];
        FrameReader frames = new(ClientFrame.MaxBodyBytes);
        int at = 0;
        while (_line is not null
            && frames.Read(all.AsSpan(at), out ReadOnlySpan<byte> body, out int frameBytes) == FrameStatus.Complete)
        {
            at += frameBytes;
            Take(body);
        }

        if (_line is not null)
            _inbound.RemoveRange(0, at);
        return true;
    }

    private void Take(ReadOnlySpan<byte> body)
    {
        Assert.Equal(MessagePackError.None, MessageCodec.TryPeek(body, out MessageType type));
        trace.Add((long)type);
        switch (type)
        {
            case MessageType.Hello: LogOn(Read<Hello>(body).Nonce); break;
            case MessageType.LogonAccepted: _accepted = Read<LogonAccepted>(body); break;
            case MessageType.ReferenceDataEnd: GoLive(); break;
            case >= MessageType.OrderAccepted and <= MessageType.RequestRejected: TakeReport(body); break;
            case MessageType.RequestApplied: _ledger.OnApplied(Read<RequestApplied>(body)); break;
            case MessageType.RequestRefused: _ledger.OnRefused(Read<RequestRefused>(body)); break;
            case MessageType.ReportsGone: TakeReportsGone(Read<ReportsGone>(body)); break;
            case MessageType.OpenOrdersPage: _listings.Take(Read<OpenOrdersPage>(body), Session, Participant); break;
            case MessageType.PositionsPage: _listings.Take(Read<PositionsPage>(body), Session, Participant); break;
            case MessageType.QueryRefused: _listings.OnRefused(Read<QueryRefused>(body)); break;
            case MessageType.LogonRefused: TakeRefusal(Read<LogonRefused>(body).Reason); break;
            case MessageType.Disconnected: Drop(); break;
        }
    }

    private void TakeRefusal(DisconnectReason reason)
    {
        Assert.True(reason is DisconnectReason.ServerFailed or DisconnectReason.LogonTimeout or DisconnectReason.Superseded
            or DisconnectReason.SlowReader or DisconnectReason.ServerStopping, $"{Name} was refused: {reason}");
        Drop();
    }

    private void LogOn(Bytes32 nonce)
    {
        Code name = Code.Parse(Name);
        Send(ClientFrame.Encode(new Logon
        {
            ProtocolVersion = ProtocolVersion.Current,
            SessionName = name,
            Answer = LogonAnswer.Of(key, nonce, name),
            LastReportNumber = _ledger.LastReport,
            CancelOnDisconnect = habits.CancelOnDisconnect,
            GraceMillis = habits.GraceMillis,
        }));
    }

    private void GoLive()
    {
        Logons++;
        if (!_hasBeenLive)
            BeginLife();
        foreach (byte[] frame in _ledger.OnLogon(_accepted, isFirst: !_hasBeenLive))
            Send(frame);
        _hasBeenLive = _isLive = true;
    }

    /// <summary>What has had no effect by now has none any more: nobody is left who would send it.</summary>
    private void BeginLife()
    {
        _framesBeforeThisLife = checked((int)_accepted.LastRequestNumber);
        _frames.RemoveRange(_framesBeforeThisLife, _frames.Count - _framesBeforeThisLife);
        _answers.RemoveAll(answer => !answer.IsCompleted);
    }

    private void TakeReportsGone(in ReportsGone gone)
    {
        TimesGone++;
        Assert.True(
            gone.FirstReportNumber > _ledger.LastReport + 1 && gone.LastReportNumber >= gone.FirstReportNumber - 1,
            $"{Name} has reports up to {_ledger.LastReport} and is told that they are gone up to {gone.FirstReportNumber}");
        _reports.SkipTo(gone.LastReportNumber);
        _ledger.OnReportsGone(gone.LastReportNumber);
        _listings.Want();
    }

    private void TakeReport(ReadOnlySpan<byte> body)
    {
        Assert.Equal(MessagePackError.None, ExecutionReportCodec.TryDecode(body, out ExecutionReport report));
        if (report.ReportNumber <= _ledger.LastReport)
            return;
        Assert.True(
            report.ReportNumber == _ledger.LastReport + 1, $"{Name} gets report {report.ReportNumber} behind {_ledger.LastReport}");
        _reports.Add(report.ReportNumber, body.ToArray());
        LastReport = report;
        _ledger.OnReport(report);
    }

    private void KeepAlive()
    {
        long heartbeat = _accepted.HeartbeatMillis * NanosPerMilli;
        if (_isLive && clock.Nanos - _sentNanos >= heartbeat / 2)
            Send(ClientFrame.Encode(default(Heartbeat)));
        if (clock.Nanos - _heardNanos > 2 * Math.Max(heartbeat, habits.RetryNanos))
            Drop();
    }

    private bool Flush()
    {
        if (_line is null || _outbound.Count == 0)
            return false;
        int sent = _line.TrySend(_outbound.ToArray());
        if (sent == IConnection.Ended)
            Drop();
        else
            _outbound.RemoveRange(0, sent);
        return sent > 0;
    }

    private void Send(byte[] frame)
    {
        _sentNanos = clock.Nanos;
        _outbound.AddRange(frame);
    }

    private static T Read<T>(ReadOnlySpan<byte> body) where T : struct, IMessage<T>
    {
        Assert.Equal(MessagePackError.None, MessageCodec.TryDecode(body, out T message));
        return message;
    }
}
