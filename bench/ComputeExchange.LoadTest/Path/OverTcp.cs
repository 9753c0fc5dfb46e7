using System.Diagnostics;
using System.Net;
using ComputeExchange.Client;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Path;

/// <summary>Orders over a loopback socket, through gateway, ring, journal and back.</summary>
internal sealed class OverTcp : IDisposable
{
    private readonly ThreadedEngine _engine;
    private readonly GatewayLoop _loop;
    private readonly ExchangeClient _client;
    private long _orders;
    private long _reports;

    public OverTcp(string directory)
    {
        _engine = ThreadedEngine.Open(new FileStorage(directory), new EngineOptions { SnapshotEvery = 0 });
        KeyStore keys = new(System.IO.Path.Combine(directory, "keys"));
        keys.Create(PathMarket.Maker, PathMarket.Maker, ParticipantKind.MarketMaker);
        TcpTransport transport = new(new IPEndPoint(IPAddress.Loopback, 0));
        ExchangeGateway gateway = new(new GatewayOptions { RequestsPerSecond = 0 }, transport, keys, new ReferenceDirectory());
        _engine.Listen(gateway.Listener);
        gateway.Attach(_engine);
        _engine.Start();
        _loop = new GatewayLoop(gateway, failure => Console.Error.WriteLine(failure));
        foreach (Command definition in PathMarket.Definitions())
            while (!_engine.TrySubmit(definition.With(new CommandHeader { Time = _engine.Now }), default))
                Thread.Yield();
        ClientOptions options = ClientOptions.FromKeyFile(keys.PathOf(PathMarket.Maker), transport.EndPoint.Port);
        _client = ExchangeClient.ConnectAsync(options).GetAwaiter().GetResult();
        _client.Reported += _ => Interlocked.Increment(ref _reports);
    }

    /// <summary>Median nanoseconds from an order to its durable report, one in flight.</summary>
    public double OneInFlight(int times)
    {
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            _client.EnterAsync(PathMarket.Order(++_orders)).GetAwaiter().GetResult();
            nanos[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }
        return Bounds.Percentile(nanos, 50);
    }

    /// <summary>Durable orders a second, sent without waiting; each has two reports.</summary>
    public double Saturated(int orders)
    {
        long expected = 2L * (_orders + orders);
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < orders; i++)
            _client.SendAsync(PathMarket.Order(++_orders)).AsTask().GetAwaiter().GetResult();
        while (Interlocked.Read(ref _reports) < expected)
            Thread.Sleep(1);
        return orders / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _client.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _loop.Dispose();
        _engine.Stop();
        _engine.Dispose();
    }
}
