// One connection from Hello to its end, as steps that never wait. What it does is spread over parts with a subject each:
// logon, requests, reports, queries, market data; this file has the bytes, the timers and the end.

using ComputeExchange.Gateway.MarketData;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>How far a connection is.</summary>
internal enum SessionStage : byte
{
    /// <summary>Hello was sent; a logon is awaited.</summary>
    Greeting,

    /// <summary>The logon is right; the engine is asked to open, connect and describe the session.</summary>
    LoggingOn,

    /// <summary>The session is on.</summary>
    Live,

    /// <summary>It has ended; what says why is being sent.</summary>
    Ending,

    /// <summary>The connection is closed.</summary>
    Closed,
}

/// <summary>One client's connection.</summary>
internal sealed class SessionConnection
{
    private const long NanosPerMilli = 1_000_000;

    private readonly GatewayContext _context;
    private readonly IConnection _connection;
    private readonly InboundBuffer _inbound;
    private readonly LogonSteps _logon;
    private readonly RequestIntake _requests;
    private readonly QueryDesk _queries;
    private readonly long _startedNanos;
    private long _heardNanos;
    private long _sentNanos;
    private long _endedNanos;
    private long _heartbeatNanos;
    private long _stalledNanos;
    private bool _isStalled;
    private bool _hasFrames;

    public SessionConnection(GatewayContext context, IConnection connection)
    {
        _context = context;
        _connection = connection;
        Door = new DoorShare(context.Door);
        _inbound = new InboundBuffer(context.Options.MaxBodyBytes);
        Outbound = new OutboundBuffer(context.Options.MaxOutboundBytes, context.Chunks);
        _startedNanos = _heardNanos = _sentNanos = context.NowNanos;
        Reports = new ReportStream(context, this);
        MarketData = new MarketDataStream(context, this);
        _requests = new RequestIntake(context, this);
        _queries = new QueryDesk(context, this);
        _logon = new LogonSteps(context, this);
        _logon.Greet();
    }

    public SessionStage Stage { get; private set; }

    public string Peer => _connection.Peer;

    /// <summary>What wrong keys are counted by.</summary>
    public string Address => _connection.Address;

    /// <summary>Whose certificate was shown; null where none was.</summary>
    public string? CertifiedName => _connection.CertifiedName;

    /// <summary>The session; 0 until it is known.</summary>
    public SessionId Session { get; set; }

    public ParticipantId Participant { get; set; }

    public ParticipantKind Kind { get; set; }

    /// <summary>Its way to the engine for what is no request.</summary>
    public DoorShare Door { get; }

    public OutboundBuffer Outbound { get; }

    public ReportStream Reports { get; }

    public MarketDataStream MarketData { get; }

    /// <summary>Why it ended; none while it has not.</summary>
    public DisconnectReason EndReason { get; private set; }

    /// <summary>Whether there is a session to be disconnected in the core when this connection ends.</summary>
    public bool IsConnected { get; set; }

    /// <summary>The logon is right and is being carried out.</summary>
    public void BeginLogon() => Stage = SessionStage.LoggingOn;

    /// <summary>The session with that name is open in the core, or could not be opened.</summary>
    public void OnSessionOpened(SessionId session) => _logon.OnOpened(session);

    /// <summary>The session is on, from the next request on, with a heartbeat of that length.</summary>
    public void GoLive(long nextRequest, int heartbeatMillis)
    {
        Stage = SessionStage.Live;
        _heartbeatNanos = heartbeatMillis * NanosPerMilli;
        _heardNanos = _sentNanos = _context.NowNanos;
        _requests.Start(nextRequest);
        TakeFrames();
    }

    /// <summary>Takes in and gives out what can be now.</summary>
    /// <returns>Whether anything was done.</returns>
    public bool Step()
    {
        if (Stage == SessionStage.Closed)
            return false;
        bool hasWorked = _requests.Retry(_inbound) | Receive();
        if (Stage == SessionStage.Live)
            hasWorked |= _logon.TellReferenceData() | Reports.Step();
        return hasWorked | Flush();
    }

    /// <summary>Looks at the clock: heartbeats, timeouts, the end of an end.</summary>
    public void OnTimer()
    {
        long now = _context.NowNanos;

        // What is not read cannot be heard.
        if (_requests.IsWaiting || Door.IsFull)
            _heardNanos = now;
        switch (Stage)
        {
            case SessionStage.Greeting or SessionStage.LoggingOn
                when now - _startedNanos >= _context.Options.LogonTimeoutMillis * NanosPerMilli:
                End(DisconnectReason.LogonTimeout);
                break;
            case SessionStage.LoggingOn or SessionStage.Live
                when _isStalled && now - _stalledNanos >= _context.Options.SlowReaderMillis * NanosPerMilli:
                End(DisconnectReason.SlowReader);
                break;
            case SessionStage.Live when _requests.IsStuck:
                End(DisconnectReason.TooMuchPendingWork);
                break;
            case SessionStage.Live when now - _heardNanos >= 2 * _heartbeatNanos:
                End(DisconnectReason.HeartbeatTimeout);
                break;
            case SessionStage.Live when now - _sentNanos >= _heartbeatNanos:
                _sentNanos = now;
                Outbound.Add(default(Heartbeat));
                break;
            case SessionStage.Ending when now - _endedNanos >= _context.Options.LingerMillis * NanosPerMilli:
                Close();
                break;
        }
    }

    /// <summary>Says why there will be no session, as far as the connection takes it at once, and closes it.</summary>
    public void Refuse(DisconnectReason reason)
    {
        End(reason);
        Flush();
        Close();
    }

    /// <summary>Ends the session and says why; the connection closes once that is sent. Again is no error.</summary>
    public void End(DisconnectReason reason)
    {
        if (Stage is SessionStage.Ending or SessionStage.Closed)
            return;
        bool wasLive = Stage == SessionStage.Live;
        Stage = SessionStage.Ending;
        EndReason = reason;
        _endedNanos = _context.NowNanos;
        MarketData.End();
        _queries.End();
        if (_context.Register.Release(Session, this))
        {
            _context.Inbox.Listen(Session, false);
            if (IsConnected)
                Door.Disconnect(Session);
        }

        if (reason == DisconnectReason.ConnectionLost)
            Close();
        else if (wasLive)
            Outbound.AddLast(Disconnected.For(reason));
        else
            Outbound.AddLast(LogonRefused.For(reason));
        if (reason is not (DisconnectReason.LoggedOut or DisconnectReason.ServerStopping))
            _context.Log($"{Peer}: session {Session.Value} ended: {DisconnectText.Of(reason)}{Cause(reason)}");
    }

    /// <summary>Handles one message that is no request.</summary>
    public void OnMessage(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.Logon when Stage == SessionStage.Greeting: _logon.OnLogon(body); break;
            case MessageType.Heartbeat when Stage == SessionStage.Live: Require<Heartbeat>(body); break;
            case MessageType.Logout when Stage == SessionStage.Live:
                if (Require<Logout>(body))
                    End(DisconnectReason.LoggedOut);
                break;
            case MessageType.Subscribe or MessageType.Unsubscribe when Stage == SessionStage.Live:
                MarketData.OnMessage(type, body);
                break;
            case MessageType.OpenOrdersQuery or MessageType.PositionsQuery or MessageType.SnapshotNow
                when Stage == SessionStage.Live:
                _queries.OnMessage(type, body);
                break;
            default: End(DisconnectReason.UnexpectedMessage); break;
        }
    }

    /// <summary>Reads a message, or ends the session because it cannot be read.</summary>
    public bool TryRead<T>(ReadOnlySpan<byte> body, out T message) where T : struct, IMessage<T>
    {
        bool isRead = MessageCodec.TryDecode(body, out message) == MessagePackError.None;
        if (!isRead)
            End(DisconnectReason.MalformedMessage);
        return isRead;
    }

    private bool Require<T>(ReadOnlySpan<byte> body) where T : struct, IMessage<T> => TryRead<T>(body, out _);

    private bool Receive()
    {
        // While the engine is asked about a session, or has no room for what it sent, nothing more is read from it.
        if (Stage == SessionStage.LoggingOn || _requests.IsWaiting)
            return false;
        if (Stage == SessionStage.Ending)
            return Discard();
        if (Door.IsFull)
            return false;
        if (_hasFrames)
        {
            TakeFrames();
            return true;
        }

        int received = _inbound.Receive(_connection);
        if (received == IConnection.Ended)
            End(DisconnectReason.ConnectionLost);
        if (received <= 0)
            return false;
        _heardNanos = _context.NowNanos;
        TakeFrames();
        return true;
    }

    /// <summary>Takes every whole frame there is, until one has to wait.</summary>
    public void TakeFrames()
    {
        _hasFrames = false;
        while (Stage is SessionStage.Greeting or SessionStage.Live && !_requests.IsWaiting)
        {
            if (Door.IsFull)
            {
                _hasFrames = true;
                return;
            }

            switch (_inbound.Peek(out ReadOnlySpan<byte> body, out int frameBytes))
            {
                case FrameStatus.NeedMore: return;
                case FrameStatus.Empty: End(DisconnectReason.BadFrame); return;
                case FrameStatus.TooLong: End(DisconnectReason.FrameTooLong); return;
                case FrameStatus.Complete when Take(body): _inbound.Consume(frameBytes); break;
                default: return;
            }
        }
    }

    /// <summary>Handles one message; false when it has to wait at the front.</summary>
    private bool Take(ReadOnlySpan<byte> body)
    {
        if (MessageCodec.TryPeek(body, out MessageType type) != MessagePackError.None)
        {
            End(DisconnectReason.MalformedMessage);
            return true;
        }

        if (Stage == SessionStage.Live && CommandCodec.IsRequest(type))
            return _requests.Take(type, body);
        OnMessage(type, body);
        return true;
    }

    private string Cause(DisconnectReason reason) =>
        reason == DisconnectReason.ConnectionLost && _connection.Failure is { } failure ? $": {failure}" : "";

    private bool Discard()
    {
        int received = _connection.TryReceive(_context.Scratch);
        if (received == IConnection.Ended)
            Close();
        return received > 0;
    }

    private bool Flush()
    {
        MarketData.Step();
        if (Outbound.HasOverflowed)
            End(DisconnectReason.SlowReader);
        int sent = Outbound.Flush(_connection);
        if (sent > 0)
            _sentNanos = _context.NowNanos;
        bool isStalled = sent == 0 && Outbound.WaitingBytes > 0;
        if (isStalled && !_isStalled)
            _stalledNanos = _context.NowNanos;
        _isStalled = isStalled;
        if (sent != IConnection.Ended)
            return sent > 0;
        if (Stage == SessionStage.Ending)
            Close();
        else
            End(DisconnectReason.ConnectionLost);
        return true;
    }

    /// <summary>Closes the connection, whatever was not sent.</summary>
    public void Close()
    {
        End(DisconnectReason.ConnectionLost);
        Stage = SessionStage.Closed;
        Outbound.Clear();
        _connection.Close();
    }
}
