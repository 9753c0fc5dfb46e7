namespace ComputeExchange.SystemTests;

/// <summary>A session that enters orders until it is stopped, over whatever becomes of the server, and keeps a hash of all that
/// it hears.</summary>
internal sealed class StormSession(string keyFile, string prefix) : IAsyncDisposable
{
    private const int UnderWay = 128;

    /// <summary>Every so many orders one rests, away from the market, so that the state to be kept grows.</summary>
    private const int RestingEvery = 32;

    private readonly HashSet<string> _accepted = [];
    private readonly HashSet<string> _open = [];
    private ExchangeClient? _client;
    private long _acknowledged;
    private long _reports;
    private int _hash;
    private int _next;
    private volatile bool _isStopped;

    /// <summary>Orders that were acknowledged.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Reports heard; all that is kept of them is in place when this counts them.</summary>
    public long Reports => Volatile.Read(ref _reports);

    /// <summary>Orders that were acknowledged and have not traded.</summary>
    public int Open => _open.Count;

    /// <summary>Logs on; from then on it comes back by itself.</summary>
    public async Task ConnectAsync(int port)
    {
        ClientOptions options = ClientOptions.FromKeyFile(keyFile, port) with { LongestRetry = TimeSpan.FromMilliseconds(100) };
        _client = await ExchangeClient.ConnectAsync(options, client => client.Reported += OnReport).WaitAsync(Processes.HostProgram.Limit);
    }

    /// <summary>Enters orders, most of which meet those of the other side; ends when it was stopped and all are acknowledged.
    /// </summary>
    public Task EnterUntilStoppedAsync(bool isBuyer)
    {
        Instrument future = Listed.Future(_client!);
        async Task EnterOneByOneAsync()
        {
            while (!_isStopped)
            {
                int number = Interlocked.Increment(ref _next);
                decimal price = number % RestingEvery != 0 ? 2.5m : isBuyer ? 2.4m : 2.6m;
                string id = $"{prefix}{number}";
                NewOrder order = isBuyer ? Order.Buy(future, 1, price, id) : Order.Sell(future, 1, price, id);
                ExecutionReport report = await _client!.EnterAsync(order);
                Assert.Equal(ExecutionType.New, report.Type);
                Interlocked.Increment(ref _acknowledged);
            }
        }

        return Task.WhenAll(Enumerable.Range(0, UnderWay).Select(_ => EnterOneByOneAsync()));
    }

    /// <summary>No more orders.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Every acknowledged order that has not traded is there, and a client that knows nothing hears every report from the
    /// first on: the same that this one heard.</summary>
    public async Task HoldAgainstTheServerAsync(int port)
    {
        OpenOrderList open = await _client!.OpenOrdersAsync().WaitAsync(Processes.HostProgram.Limit);
        while (_client.LastReportNumber < open.AsOfReportNumber)
            await Task.Delay(1);
        await _client.DisposeAsync();
        Assert.Equal(Acknowledged, _accepted.Count);
        Assert.Equal(
            _open.Order(StringComparer.Ordinal),
            open.Orders.Select(order => order.ClOrdId.ToString()).Order(StringComparer.Ordinal));

        StormSession again = new(keyFile, prefix);
        await again.ConnectAsync(port);
        for (int waited = 0; again.Reports < Reports; waited++)
        {
            Assert.True(waited < Processes.HostProgram.Limit.TotalMilliseconds / 10, $"{again.Reports} of {Reports} reports came again");
            await Task.Delay(10);
        }

        Assert.Equal((Reports, _hash), (again.Reports, again._hash));
        await again.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }

    private void OnReport(ExecutionReport report)
    {
        Assert.Equal(_reports + 1, report.ReportNumber);
        _hash = HashCode.Combine(_hash, report);
        string id = report.ClOrdId.ToString();
        if (report.Type == ExecutionType.New)
            Assert.True(_accepted.Add(id) && _open.Add(id), $"{id} was accepted twice");
        else
            Assert.True(report.Type == ExecutionType.Trade && _open.Remove(id), $"{id}: {report.Type}");
        // Counted last: who waits on another thread for this count reads the rest then.
        Volatile.Write(ref _reports, _reports + 1);
    }
}
