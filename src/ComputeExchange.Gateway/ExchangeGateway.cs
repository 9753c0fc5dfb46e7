using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Sessions;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway;

/// <summary>The sessions of participants and operators, between a transport and the engine, as one step that never
/// waits.</summary>
/// <remarks>
/// Make it first, hand <see cref="Listener"/> to the engine, then <see cref="Attach"/> the engine and step: on a thread of its
/// own with <see cref="GatewayLoop"/>, or by hand in a simulation. All but the listener belongs to the thread that steps.
/// </remarks>
public sealed class ExchangeGateway : IDisposable
{
    /// <summary>How many connections are accepted between two looks at those there are: a flood of them must not keep sessions
    /// waiting.</summary>
    private const int AcceptsPerStep = 4;

    private const long TimerNanos = 10_000_000;

    private readonly GatewayOptions _options;
    private readonly ITransport _transport;
    private readonly KeyStore _keys;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly EngineTimeSource _engineTime = new();
    private readonly EngineInbox _inbox;
    private readonly List<SessionConnection> _connections = [];
    private readonly TokenBucket _admission;
    private readonly long _startTimestamp;
    private GatewayContext? _context;
    private long _nextTimerNanos;
    private long _heldBytes;
    private long _mostHeldBytes;
    private volatile bool _isStopping;

    /// <summary>A gateway without an engine yet; it listens on the transport once it is attached to one.</summary>
    /// <param name="options">Validated here.</param>
    /// <param name="transport">Where clients come from.</param>
    /// <param name="keys">Who may log on.</param>
    /// <param name="directory">The reference data there is at start.</param>
    /// <param name="time">The clock of heartbeats, timeouts and rates; the system's unless given.</param>
    /// <param name="log">Takes a sentence for the operator; nowhere unless given.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ExchangeGateway(
        GatewayOptions options, ITransport transport, KeyStore keys, ReferenceDirectory directory,
        TimeProvider? time = null, Action<string>? log = null)
    {
        _options = options.Validated();
        _transport = transport;
        _keys = keys;
        _time = time ?? TimeProvider.System;
        _log = log ?? (_ => { });
        _startTimestamp = _time.GetTimestamp();
        _admission = new TokenBucket(options.ConnectionsPerSecond, options.ConnectionBurst, nowNanos: 0);
        Directory = directory;
        Wake = new WakeSignal();
        _inbox = new EngineInbox(directory, _engineTime, options.MaxInboxBytes, Wake);
    }

    /// <summary>What the engine tells.</summary>
    public IEngineListener Listener => _inbox;

    /// <summary>The reference data that clients are told.</summary>
    public ReferenceDirectory Directory { get; }

    /// <summary>Set when there is something to do.</summary>
    public WakeSignal Wake { get; }

    /// <summary>How many connections there are, those that are ending included.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>The memory that is held for what clients have not read yet, as of the last step, in bytes. From any
    /// thread.</summary>
    public long HeldBytes => Volatile.Read(ref _heldBytes);

    /// <summary>The most that <see cref="HeldBytes"/> has been after a step.</summary>
    public long MostHeldBytes => Volatile.Read(ref _mostHeldBytes);

    /// <summary>How many commands and questions of the gateway's own, as of logons, lists and subscriptions, wait for room in the
    /// engine. From the gateway's thread.</summary>
    public int WaitingForEngine => _context?.Door.WaitingCount ?? 0;

    /// <summary>Whether bytes wait for a client that has no room for them: worth another step soon.</summary>
    public bool IsSendingHeldUp { get; private set; }

    /// <summary>Whether all sessions have ended after <see cref="Stop"/>.</summary>
    public bool HasStopped => _isStopping && _connections.Count == 0;

    /// <summary>Connects the engine and begins to listen.</summary>
    public void Attach(IEngine engine)
    {
        _engineTime.Engine = engine;
        _context = new GatewayContext
        {
            Options = _options,
            Engine = engine,
            Door = new EngineDoor(engine),
            Inbox = _inbox,
            Keys = _keys,
            Directory = Directory,
            Register = new SessionRegister(),
            Snapshots = new SnapshotRequests(engine),
            Sentences = new BoundedLog(_log),
            Guard = new LogonGuard(_options),
        };
        _transport.Start(Wake);
    }

    /// <summary>Does what can be done now, without waiting.</summary>
    /// <returns>Whether anything was done: if so, step again.</returns>
    public bool Step()
    {
        GatewayContext context = _context ?? throw new InvalidOperationException("Attach an engine first.");
        context.NowNanos = _time.GetElapsedTime(_startTimestamp).Ticks * TimeSpan.NanosecondsPerTick;
        bool hasWorked = TakeInbox(context);
        hasWorked |= Accept(context);
        hasWorked |= StepConnections(context);
        hasWorked |= context.Door.Step();
        return hasWorked;
    }

    /// <summary>Ends every session with <see cref="DisconnectReason.ServerStopping"/> at the next step, and takes no
    /// more.</summary>
    public void Stop()
    {
        _isStopping = true;
        Wake.Set();
    }

    /// <summary>Closes every connection at once.</summary>
    public void Dispose()
    {
        foreach (SessionConnection connection in _connections)
            connection.Close();
        _transport.Dispose();
    }

    private bool TakeInbox(GatewayContext context)
    {
        InboxBatch batch = _inbox.Take(out bool hasOverflowed);
        foreach (InboxEntry entry in batch.Entries)
            Hand(context, batch, entry);
        if (_inbox.IsHalted)
            EndAll(DisconnectReason.ServerFailed);
        else if (_isStopping)
            EndAll(DisconnectReason.ServerStopping);
        else if (hasOverflowed)
            EndAll(DisconnectReason.SlowReader);
        return batch.Entries.Count > 0;
    }

    private static void Hand(GatewayContext context, InboxBatch batch, in InboxEntry entry)
    {
        switch (entry.Kind)
        {
            case InboxKind.Report:
                context.Register.Find(entry.Session)?.Reports.OnReport(entry.Number, batch.BytesOf(entry));
                break;
            case InboxKind.RequestAnswer:
                if (context.Register.Find(entry.Session) is { Stage: SessionStage.Live } asker)
                    asker.Outbound.Add(batch.BytesOf(entry));
                break;
            case InboxKind.Reference:
                foreach (SessionConnection connection in context.Register.Connected)
                    if (connection.Stage == SessionStage.Live)
                        connection.Outbound.Add(batch.BytesOf(entry));
                break;
            case InboxKind.Market:
                foreach (SessionConnection connection in context.Register.Connected)
                    connection.MarketData.OnMarket(batch.Market[entry.Offset]);
                break;
            case InboxKind.SessionOpened:
                foreach (SessionConnection waiting in context.Register.TakeAwaiting(batch.Opened[entry.Offset].Name))
                    waiting.OnSessionOpened(entry.Session);
                break;
            case InboxKind.Answer: context.Door.OnAnswer(batch.Answers[entry.Offset]); break;
            case InboxKind.Snapshot: context.Snapshots.OnSnapshot(entry.Number); break;
        }
    }

    private bool Accept(GatewayContext context)
    {
        int accepted = 0;
        for (; accepted < AcceptsPerStep && _admission.HasOne(context.NowNanos); accepted++)
        {
            if (_transport.TryAccept() is not { } connection)
                break;
            _admission.TryTake(context.NowNanos);
            SessionConnection session = new(context, connection);
            if (_connections.Count >= _options.MaxConnections || HasTooManyLoggingOn(connection.Address))
                session.Refuse(DisconnectReason.TooManySessions);
            else if (context.Guard.IsLockedOut(connection.Address, context.NowNanos))
                session.Refuse(DisconnectReason.LockedOut);
            else
                _connections.Add(session);
        }

        return accepted > 0;
    }

    private bool HasTooManyLoggingOn(string address)
    {
        int count = 0;
        foreach (SessionConnection connection in _connections)
            if (connection.Stage is SessionStage.Greeting or SessionStage.LoggingOn && connection.Address == address)
                count++;
        return count >= _options.MaxLoggingOnPerAddress;
    }

    private bool StepConnections(GatewayContext context)
    {
        bool isTime = context.NowNanos >= _nextTimerNanos;
        if (isTime)
            _nextTimerNanos = context.NowNanos + TimerNanos;
        bool hasWorked = false;
        bool isHeldUp = false;
        long heldBytes = 0;
        for (int i = _connections.Count - 1; i >= 0; i--)
        {
            SessionConnection connection = _connections[i];
            if (isTime)
                connection.OnTimer();
            hasWorked |= connection.Step();
            isHeldUp |= connection.Outbound.WaitingBytes > 0;
            heldBytes += connection.Outbound.HeldBytes;
            if (connection.Stage == SessionStage.Closed)
                _connections.RemoveAt(i);
        }

        IsSendingHeldUp = isHeldUp;
        Volatile.Write(ref _heldBytes, heldBytes);
        Volatile.Write(ref _mostHeldBytes, Math.Max(_mostHeldBytes, heldBytes));
        return hasWorked;
    }

    private void EndAll(DisconnectReason reason)
    {
        foreach (SessionConnection connection in _connections.ToArray())
            connection.End(reason);
    }
}
