using System.Diagnostics;
using System.Globalization;
using ComputeExchange.Client;

namespace ComputeExchange.LoadTest.Path;

/// <summary>Orders over a loopback socket to a server in a process of its own: through gateway, ring, journal and back.</summary>
internal sealed class OverTcp : IDisposable
{
    private readonly Process _server;
    private readonly ExchangeClient _client;
    private long _orders;
    private long _reports;

    public OverTcp(string directory)
    {
        _server = Launches.Start("serve", directory);
        string[] told = (_server.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The server process did not start.")).Split(' ', 2);
        ClientOptions options = ClientOptions.FromKeyFile(told[1], int.Parse(told[0], CultureInfo.InvariantCulture));
        _client = ExchangeClient.ConnectAsync(options).GetAwaiter().GetResult();
        _client.Reported += _ => Interlocked.Increment(ref _reports);
    }

    /// <summary>Median nanoseconds from an order to its durable report, one in flight.</summary>
    public double OneInFlight(int times) => Median(times, () => _client.EnterAsync(PathMarket.Order(++_orders)));

    /// <summary>Median nanoseconds from a question to its answer, one in flight: the same way without the disk.</summary>
    public double Question(int times) => Median(times, () => _client.OpenOrdersAsync());

    /// <summary>Durable orders a second, sent without waiting; each has two reports.</summary>
    public double Saturated(int orders)
    {
        long expected = 2L * (_orders + orders);
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < orders; i++)
        {
            ValueTask<long> sent = _client.SendAsync(PathMarket.Order(++_orders));
            if (!sent.IsCompletedSuccessfully)
                sent.AsTask().GetAwaiter().GetResult();
        }
        while (Interlocked.Read(ref _reports) < expected)
            Thread.Sleep(1);
        return orders / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _client.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }

    private static double Median(int times, Func<Task> ask)
    {
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            ask().GetAwaiter().GetResult();
            nanos[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }
        return Bounds.Percentile(nanos, 50);
    }
}
