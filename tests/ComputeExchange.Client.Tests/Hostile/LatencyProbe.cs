using System.Diagnostics;

namespace ComputeExchange.Client.Tests.Hostile;

/// <summary>An honest session that enters an order every few milliseconds and notes how long each took to be accepted.</summary>
internal sealed class LatencyProbe : IAsyncDisposable
{
    private const int PauseMillis = 2;

    private readonly ExchangeClient _client;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private readonly Lock _gate = new();
    private List<double> _micros = [];

    public LatencyProbe(ExchangeClient client)
    {
        _client = client;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Waits until so many orders were accepted since the last call; says how long they took.</summary>
    public async Task<string> MeasureAsync(int orders)
    {
        while (true)
        {
            lock (_gate)
                if (_micros.Count >= orders)
                    return Figures();
            await Task.Delay(1);
            if (_running.IsCompleted)
                await _running;
        }
    }

    /// <summary>How long the orders since the last call took.</summary>
    public string Take()
    {
        lock (_gate)
            return Figures();
    }

    /// <summary>The same over several sessions.</summary>
    public static string Take(IEnumerable<LatencyProbe> probes) => Of([.. probes.SelectMany(probe =>
    {
        lock (probe._gate)
        {
            List<double> taken = probe._micros;
            probe._micros = [];
            return taken;
        }
    })]);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _client.DisposeAsync();
        _ending.Dispose();
    }

    private string Figures()
    {
        string figures = Of(_micros);
        _micros = [];
        return figures;
    }

    private static string Of(List<double> micros)
    {
        if (micros.Count == 0)
            return "no orders";
        micros.Sort();
        return $"{micros.Count} orders, p50 {micros[micros.Count / 2]:N0} us, p99 {micros[micros.Count * 99 / 100]:N0} us";
    }

    private async Task RunAsync()
    {
        for (int i = 1; !_ending.IsCancellationRequested; i++)
        {
            NewOrder order = Order.Buy(DemoMarket.Future, 1, 0.01m, $"p{i}") with
            {
                TimeInForce = TimeInForce.ImmediateOrCancel,
            };
            long started = Stopwatch.GetTimestamp();
            await _client.EnterAsync(order, _ending.Token);
            double micros = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            lock (_gate)
                _micros.Add(micros);
            await Task.Delay(PauseMillis, _ending.Token);
        }
    }
}
