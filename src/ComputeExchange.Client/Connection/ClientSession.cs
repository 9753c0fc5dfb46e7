// What callers and connections share, under one gate: the ledger of requests, and whether there is a connection to send on.
// A request gets its number and goes out under the same hold of the gate, so that numbers leave in order; a query or a
// subscription is noted and sent under one hold too, so that a connection that comes up meanwhile does not ask it twice.

using ComputeExchange.Client.MarketData;
using ComputeExchange.Client.Queries;
using ComputeExchange.Client.Requests;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Connection;

/// <summary>One session of the exchange, over as many connections as it takes.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    private static readonly TimeSpan LogoutTimeout = TimeSpan.FromSeconds(1);

    private readonly ConnectionLoop _loop;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly PendingQueries _queries = new();
    private readonly SubscriptionTable _subscriptions = new();
    private readonly TaskCompletionSource _firstLogon = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RequestLedger _ledger;
    private readonly SemaphoreSlim _room;
    private Task _running = Task.CompletedTask;
    private ServerConnection? _connection;
    private ExchangeException? _failure;
    private LogonAccepted _accepted;
    private bool _isLive;
    private bool _hasBeenLive;
    private bool _isDisposing;

    public ClientSession(ClientOptions options)
    {
        _loop = new ConnectionLoop(options, this, _closing.Token);
        Intake = new MessageIntake(this, _queries, _subscriptions);
        _room = new SemaphoreSlim(options.MaxUnanswered, options.MaxUnanswered);
        _ledger = new RequestLedger { LastReport = options.LastReportNumber };
    }

    /// <summary>Begins to connect.</summary>
    public void Start() => _running = Task.Run(_loop.RunAsync);

    public LogonAccepted Accepted
    {
        get
        {
            lock (_gate)
                return _accepted;
        }
    }

    /// <summary>Takes what the server says.</summary>
    public MessageIntake Intake { get; }

    public Action<ConnectionChange>? ConnectionChanged { get; set; }

    /// <summary>Told once, when the session has ended for good.</summary>
    public Action<ExchangeException>? Ended { get; set; }

    public long LastReportNumber
    {
        get
        {
            lock (_gate)
                return _ledger.LastReport;
        }
    }

    /// <summary>Why the session has ended for good; null while it has not.</summary>
    public ExchangeException? Failure
    {
        get
        {
            lock (_gate)
                return _failure;
        }
    }

    /// <summary>Ends when the session is on for the first time, or cannot be.</summary>
    public Task FirstLogon => _firstLogon.Task;

    /// <summary>Sends a request under the next number, once fewer than the most are unanswered.</summary>
    public async ValueTask<long> SendAsync(
        Command command, TaskCompletionSource<RequestAnswer>? completion, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                ThrowIfFailed();
                long number = _ledger.Next;
                byte[] frame = Wire.FrameOf(command.With(new CommandHeader { RequestNumber = number }));
                _ledger.Add(command, frame, completion);
                SendIfLive(frame);
                return number;
            }
        }
        catch
        {
            // Nothing was entered, so the room is the next one's, who may wait for it in vain otherwise.
            _room.Release();
            throw;
        }
    }

    /// <summary>Asks, now or once there is a connection, and again over each later one until there is an answer.</summary>
    /// <param name="frameOf">Makes the frame of a query with an id.</param>
    /// <param name="assemble">Puts the pages of the answer together.</param>
    public Task<T> AskAsync<T>(Func<uint, byte[]> frameOf, Func<List<object>, T> assemble)
    {
        lock (_gate)
        {
            if (_failure is not null)
                return Task.FromException<T>(_failure);
            uint id = _queries.NextId();
            byte[] frame = frameOf(id);
            Task<T> answer = _queries.Add(id, frame, assemble);
            SendIfLive(frame);
            return answer;
        }
    }

    public void Subscribe(MarketSubscription subscription)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            _subscriptions.Add(subscription);
            SendIfLive(SubscriptionTable.FrameOf(subscription));
        }
    }

    public void Unsubscribe(MarketSubscription subscription)
    {
        lock (_gate)
        {
            if (_subscriptions.Remove(subscription))
                SendIfLive(Wire.FrameOf(new Unsubscribe { SubscriptionId = subscription.Id }));
        }
    }

    /// <summary>Cuts the connection as a failing line would; the session goes on over a new one.</summary>
    public void DropConnection()
    {
        lock (_gate)
            _connection?.Dispose();
    }

    /// <summary>Logs out and ends; a second call waits for the first.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_isDisposing)
            {
                _isDisposing = true;
                if (_isLive)
                    _connection!.Send(default(Logout));
                _closing.CancelAfter(_isLive ? LogoutTimeout : TimeSpan.Zero);
            }
        }

        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    /// <summary>The loop has a new connection, which is not logged on yet.</summary>
    public void Use(ServerConnection connection)
    {
        lock (_gate)
            _connection = connection;
    }

    /// <summary>The server has accepted the logon; reference data follows.</summary>
    public void OnAccepted(in LogonAccepted accepted)
    {
        lock (_gate)
            _accepted = accepted;
    }

    /// <summary>Reference data is whole: what has no effect yet is sent again, and what is new goes out at once.</summary>
    public void GoLive(ServerConnection connection)
    {
        lock (_gate)
        {
            int before = _ledger.UnansweredCount;
            List<byte[]> again = _ledger.OnLogon(_accepted, isFirst: !_hasBeenLive);
            Release(before);
            foreach (byte[] frame in again)
                connection.Send(frame);
            foreach (byte[] frame in _queries.Restart())
                connection.Send(frame);
            foreach (byte[] frame in _subscriptions.Frames())
                connection.Send(frame);
            _hasBeenLive = _isLive = true;
        }

        MessageIntake.Tell(ConnectionChanged, new ConnectionChange(true, DisconnectReason.None));
        _firstLogon.TrySetResult();
    }

    /// <summary>The connection is gone.</summary>
    public void OnConnectionLost()
    {
        bool wasLive;
        lock (_gate)
            (wasLive, _isLive) = (_isLive, false);
        _subscriptions.OnConnectionLost();
        if (wasLive)
            MessageIntake.Tell(ConnectionChanged, new ConnectionChange(false, Intake.EndReason));
    }

    /// <summary>The session has ended for good: everything that waits fails.</summary>
    public void Fail(ExchangeException reason)
    {
        lock (_gate)
        {
            _failure = reason;
            int before = _ledger.UnansweredCount;
            _ledger.Fail(reason);
            Release(before);
        }

        _queries.Fail(reason);
        _subscriptions.Fail(reason);
        _firstLogon.TrySetException(reason);
        Ended?.Invoke(reason);
    }

    /// <summary>A report was told.</summary>
    public void OnReport(in ExecutionReport report)
    {
        lock (_gate)
        {
            int before = _ledger.UnansweredCount;
            _ledger.OnReport(report);
            Release(before);
        }
    }

    /// <summary>A request without reports was applied.</summary>
    public void OnApplied(in RequestApplied applied)
    {
        lock (_gate)
        {
            int before = _ledger.UnansweredCount;
            _ledger.OnApplied(applied);
            Release(before);
        }
    }

    /// <summary>A request's number was refused.</summary>
    public void OnRefused(in RequestRefused refused)
    {
        lock (_gate)
        {
            int before = _ledger.UnansweredCount;
            _ledger.OnRefused(refused);
            Release(before);
        }
    }

    /// <summary>The reports up to a number are not to be had any more.</summary>
    public void OnReportsGone(long lastReport)
    {
        lock (_gate)
            _ledger.OnReportsGone(lastReport);
    }

    /// <summary>A subscription has missed something and needs a new snapshot.</summary>
    public void AskAgain(MarketSubscription behind)
    {
        lock (_gate)
            SendIfLive(SubscriptionTable.FrameOf(behind));
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
            throw _failure;
    }

    private void SendIfLive(byte[] frame)
    {
        if (_isLive)
            _connection!.Send(frame);
    }

    private void Release(int unansweredBefore)
    {
        int released = unansweredBefore - _ledger.UnansweredCount;
        if (released > 0)
            _room.Release(released);
    }
}
