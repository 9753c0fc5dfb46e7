using System.Net;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Client.Tests.Venue;

/// <summary>The whole server as `serve` puts it together: gateway, engine on its threads, files. It can go away, gently or in the
/// middle of everything, and come back on the same files and the same port.</summary>
internal sealed class DurableVenue : IDisposable
{
    private const int StopMillis = 60_000;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("venue");
    private readonly KeyStore _keys;
    private readonly ClockOfTheMarket _clock = new();
    private ThreadedEngine _engine;
    private GatewayLoop _loop;

    public DurableVenue()
    {
        _keys = new KeyStore(Path.Combine(_root.FullName, "keys"));
        _keys.Create("alpha-1", "ALPHA", ParticipantKind.Dealer);
        _keys.Create("beta-1", "BETA", ParticipantKind.Dealer);
        (_engine, _loop) = Start(port: 0);
        foreach (Command command in DemoMarket.Definitions())
            while (!_engine.TrySubmit(command.With(new CommandHeader { Time = _engine.Now, Session = SessionId.Engine }), default))
                Thread.Yield();

        // A participant can log on once the gateway was told of it; two commands of the engine's own come first.
        while (_engine.Figures.PublishedSequence < 2 + DemoMarket.Definitions().Count)
            Thread.Sleep(1);
    }

    public string DataDirectory => Path.Combine(_root.FullName, "data");

    public int Port { get; private set; }

    public Exception? Failure { get; private set; }

    public ClientOptions Options(string session) =>
        ClientOptions.FromKeyFile(_keys.PathOf(session), Port) with { FirstRetry = TimeSpan.FromMilliseconds(5) };

    /// <summary>Says goodbye to every session, drains the engine, and starts again.</summary>
    public void Restart()
    {
        _loop.Dispose();
        Assert.True(_engine.Stop(StopMillis));
        _engine.Dispose();
        (_engine, _loop) = Start(Port);
    }

    /// <summary>Stops the engine first, while the sessions are still sending, and starts again.</summary>
    public void RestartUnderLoad()
    {
        _engine.Stop(timeoutMillis: 0);
        _loop.Dispose();
        _engine.Dispose();
        (_engine, _loop) = Start(Port);
    }

    /// <summary>Ends it for good.</summary>
    /// <returns>The hash of the state that it has come to.</returns>
    public ulong End()
    {
        _loop.Dispose();
        Assert.True(_engine.Stop(StopMillis), $"halted: {_engine.Failure}");
        ulong hash = _engine.StateHash();
        _engine.Dispose();
        return hash;
    }

    public void Dispose()
    {
        _loop.Dispose();
        _engine.Dispose();
        _root.Delete(recursive: true);
        Assert.Null(Failure);
    }

    private (ThreadedEngine Engine, GatewayLoop Loop) Start(int port)
    {
        TcpTransport transport = new(new IPEndPoint(IPAddress.Loopback, port));
        Port = transport.EndPoint.Port;
        ReferenceDirectory directory = new();
        ThreadedEngine engine = ThreadedEngine.Open(
            new FileStorage(DataDirectory),
            new EngineOptions { SnapshotEvery = 2_000, CommandRingSlots = 256, Clock = _clock },
            () => new BasketHedger());
        foreach (var definition in engine.Recovered.Definitions())
            directory.Fold(definition.Command, definition.Id);
        ExchangeGateway gateway = new(new GatewayOptions { LingerMillis = 50 }, transport, _keys, directory);
        engine.Listen(gateway.Listener);
        engine.Start();
        gateway.Attach(engine);
        return (engine, new GatewayLoop(gateway, failure => Failure = failure));
    }

    /// <summary>The clock of the month before the one that the market lists, whenever the test runs.</summary>
    private sealed class ClockOfTheMarket : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        private readonly long _started = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Start + System.GetElapsedTime(_started);
    }
}
