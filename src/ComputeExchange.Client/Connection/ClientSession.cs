// The session outlives its connections: this loop connects, logs on, brings both streams up to date and reads, until the
// connection is gone, and begins again. What callers wait for waits on, and is settled by what the server tells after the logon.

using System.Net.Sockets;
using ComputeExchange.Client.MarketData;
using ComputeExchange.Client.Queries;
using ComputeExchange.Client.Requests;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client.Connection;

/// <summary>One session of the exchange, over as many connections as it takes.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    private readonly ClientOptions _options;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly SubscriptionTable _subscriptions = new();
    private readonly TaskCompletionSource _firstLogon = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _room;
    private Task _running = Task.CompletedTask;
    private ServerConnection? _connection;
    private ExchangeException? _failure;
    private bool _isLive;
    private bool _hasBeenLive;
    private DisconnectReason _endReason;

    public ClientSession(ClientOptions options)
    {
        _options = options;
        _room = new SemaphoreSlim(options.MaxUnanswered, options.MaxUnanswered);
        Ledger = new RequestLedger { LastReport = options.LastReportNumber };
    }

    /// <summary>Begins to connect.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    public ReferenceCatalog Reference { get; } = new();

    public PendingQueries Queries { get; } = new();

    /// <summary>The ledger; touch it under the gate only.</summary>
    public RequestLedger Ledger { get; }

    public LogonAccepted Accepted { get; private set; }

    public Action<ExecutionReport>? Reported { get; set; }

    public Action<RequestRefused>? RequestRefused { get; set; }

    public Action<ReportsGone>? ReportsGone { get; set; }

    public Action<ConnectionChange>? ConnectionChanged { get; set; }

    public long LastReportNumber
    {
        get
        {
            lock (_gate)
                return Ledger.LastReport;
        }
    }

    /// <summary>Ends when the session is on for the first time, or cannot be.</summary>
    public Task FirstLogon => _firstLogon.Task;

    /// <summary>Sends a request under the next number, once fewer than the most are unanswered.</summary>
    public async ValueTask<long> SendAsync(
        Command command, TaskCompletionSource<RequestAnswer>? completion, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            if (_failure is not null)
                throw _failure;
            long number = Ledger.Next;
            byte[] frame = Wire.FrameOf(command.With(new CommandHeader { RequestNumber = number }));
            Ledger.Add(command, frame, completion);
            if (_isLive)
                _connection!.Send(frame);
            return number;
        }
    }

    /// <summary>Sends what is no request, now or once there is a connection that asks for it again.</summary>
    public void SendUnnumbered(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_failure is not null)
                throw _failure;
            if (_isLive)
                _connection!.Send(frame);
        }
    }

    public void Subscribe(MarketSubscription subscription)
    {
        _subscriptions.Add(subscription);
        SendUnnumbered(SubscriptionTable.FrameOf(subscription));
    }

    public void Unsubscribe(MarketSubscription subscription)
    {
        if (_subscriptions.Remove(subscription))
            SendUnnumbered(Wire.FrameOf(new Unsubscribe { SubscriptionId = subscription.Id }));
    }

    /// <summary>Cuts the connection as a failing line would; the session goes on over a new one.</summary>
    public void DropConnection()
    {
        lock (_gate)
            _connection?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isLive)
                _connection!.Send(default(Logout));
        }

        _closing.CancelAfter(_isLive ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan retry = TimeSpan.Zero;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                _endReason = DisconnectReason.ConnectionLost;
                await RunConnectionAsync(() => retry = TimeSpan.Zero).ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is SocketException or ObjectDisposedException or OperationCanceledException
                or InvalidDataException)
            {
                // Every one of these is a lost connection.
            }
            catch (ExchangeException ended)
            {
                Fail(ended);
                return;
            }

            if (SessionEnd.IsForGood(_endReason))
            {
                Fail(new ExchangeException(_endReason, $"The session ended: {DisconnectText.Of(_endReason)}."));
                return;
            }

            await Task.Delay(retry, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            long doubled = Math.Min(retry.Ticks * 2, _options.LongestRetry.Ticks);
            retry = doubled == 0 ? _options.FirstRetry : TimeSpan.FromTicks(doubled);
        }

        Fail(new ExchangeException(DisconnectReason.LoggedOut, "The client was closed."));
    }

    private async Task RunConnectionAsync(Action loggedOn)
    {
        using CancellationTokenSource logonTime = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        logonTime.CancelAfter(_options.LogonTimeout);
        using ServerConnection connection = await ServerConnection.ConnectAsync(_options, logonTime.Token).ConfigureAwait(false);
        lock (_gate)
            _connection = connection;
        try
        {
            await LogOnAsync(connection, logonTime.Token).ConfigureAwait(false);
            loggedOn();
            _ = connection.KeepAliveAsync((int)Accepted.HeartbeatMillis);
            while (await connection.ReceiveAsync(_closing.Token).ConfigureAwait(false) is { Length: > 0 } body)
                if (!Take(body.Span))
                    return;
        }
        finally
        {
            bool wasLive;
            lock (_gate)
                (wasLive, _isLive) = (_isLive, false);
            _subscriptions.OnConnectionLost();
            if (wasLive)
                ConnectionChanged?.Invoke(new ConnectionChange(false, _endReason));
        }
    }

    private async Task LogOnAsync(ServerConnection connection, CancellationToken cancellation)
    {
        Hello hello = Wire.Read<Hello>((await connection.ReceiveAsync(cancellation).ConfigureAwait(false)).Span);
        Code session = Code.Parse(_options.Session);
        connection.Send(new Logon
        {
            ProtocolVersion = ProtocolVersion.Current,
            SessionName = session,
            Answer = LogonAnswer.Of(_options.Key.Span, hello.Nonce, session),
            LastReportNumber = LastReportNumber,
            CancelOnDisconnect = _options.CancelOnDisconnect,
            GraceMillis = (uint)_options.Grace.TotalMilliseconds,
            HeartbeatMillis = (uint)_options.Heartbeat.TotalMilliseconds,
        });
        ReadOnlyMemory<byte> answer = await connection.ReceiveAsync(cancellation).ConfigureAwait(false);
        if (answer.Length == 0 || Wire.TypeOf(answer.Span) != MessageType.LogonAccepted)
        {
            if (answer.Length > 0)
                Take(answer.Span);
            throw new OperationCanceledException("The logon was not accepted.", cancellation);
        }

        Accepted = Wire.Read<LogonAccepted>(answer.Span);
        await TakeReferenceDataAsync(connection, cancellation).ConfigureAwait(false);
        GoLive(connection);
    }

    private async Task TakeReferenceDataAsync(ServerConnection connection, CancellationToken cancellation)
    {
        while (await connection.ReceiveAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } body)
        {
            if (Wire.TypeOf(body.Span) == MessageType.ReferenceDataEnd)
                return;
            if (!Take(body.Span))
                break;
        }

        throw new OperationCanceledException("The connection ended before all reference data was told.", cancellation);
    }

    private void GoLive(ServerConnection connection)
    {
        lock (_gate)
        {
            int before = Ledger.UnansweredCount;
            List<byte[]> again = Ledger.OnLogon(Accepted, isFirst: !_hasBeenLive);
            Release(before);
            foreach (byte[] frame in again)
                connection.Send(frame);
            foreach (byte[] frame in Queries.Restart())
                connection.Send(frame);
            foreach (byte[] frame in _subscriptions.Frames())
                connection.Send(frame);
            _hasBeenLive = _isLive = true;
        }

        ConnectionChanged?.Invoke(new ConnectionChange(true, DisconnectReason.None));
        _firstLogon.TrySetResult();
    }

    /// <summary>Takes one message; false when it ends the connection.</summary>
    private bool Take(ReadOnlySpan<byte> body)
    {
        MessageType type = Wire.TypeOf(body);
        switch (type)
        {
            case >= MessageType.OrderAccepted and <= MessageType.RequestRejected: return TakeReport(body);
            case MessageType.RequestApplied: TakeApplied(Wire.Read<RequestApplied>(body)); return true;
            case MessageType.RequestRefused: TakeRefused(Wire.Read<RequestRefused>(body)); return true;
            case MessageType.ReportsGone: TakeReportsGone(Wire.Read<ReportsGone>(body)); return true;
            case MessageType.Disconnected: _endReason = Wire.Read<Disconnected>(body).Reason; return false;
            case MessageType.LogonRefused: _endReason = Wire.Read<LogonRefused>(body).Reason; return false;
            case >= MessageType.ReferenceSku and <= MessageType.ReferenceBasket: Reference.Take(type, body); return true;
            case >= MessageType.OpenOrdersPage and <= MessageType.QueryRefused: Queries.Take(type, body); return true;
            case >= MessageType.SubscriptionRefused and <= MessageType.MarketPrint: TakeMarketData(type, body); return true;
            default: return true;
        }
    }

    private bool TakeReport(ReadOnlySpan<byte> body)
    {
        if (ExecutionReportCodec.TryDecode(body, out ExecutionReport report) != MessagePackError.None)
            return false;
        lock (_gate)
        {
            if (report.ReportNumber <= Ledger.LastReport)
                return true;

            // A number left out can only be had by asking again from the last one.
            if (report.ReportNumber > Ledger.LastReport + 1)
                return false;
        }

        // Told before whoever waits for it goes on, so that what a caller did on a report is done by then.
        Reported?.Invoke(report);
        lock (_gate)
        {
            int before = Ledger.UnansweredCount;
            Ledger.OnReport(report);
            Release(before);
        }

        return true;
    }

    private void TakeApplied(in RequestApplied applied)
    {
        lock (_gate)
        {
            int before = Ledger.UnansweredCount;
            Ledger.OnApplied(applied);
            Release(before);
        }
    }

    private void TakeRefused(in RequestRefused refused)
    {
        lock (_gate)
            Ledger.OnRefused(refused);
        RequestRefused?.Invoke(refused);
    }

    private void TakeReportsGone(in ReportsGone gone)
    {
        lock (_gate)
            Ledger.OnReportsGone(gone.LastReportNumber);
        ReportsGone?.Invoke(gone);
    }

    private void TakeMarketData(MessageType type, ReadOnlySpan<byte> body)
    {
        if (!_subscriptions.Take(type, body, out MarketSubscription? behind))
            SendUnnumbered(SubscriptionTable.FrameOf(behind));
    }

    private void Release(int unansweredBefore)
    {
        int released = unansweredBefore - Ledger.UnansweredCount;
        if (released > 0)
            _room.Release(released);
    }

    private void Fail(ExchangeException reason)
    {
        lock (_gate)
        {
            _failure = reason;
            Ledger.Fail(reason);
        }

        Queries.Fail(reason);
        _subscriptions.Fail(reason);
        _firstLogon.TrySetException(reason);
    }
}
