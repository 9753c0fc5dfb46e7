using System.Net;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Path;

/// <summary>Gateway, engine and market of a path test, on a port that the system gives out.</summary>
internal sealed class TcpServer : IDisposable
{
    private readonly ThreadedEngine _engine;
    private readonly GatewayLoop _loop;

    public TcpServer(string directory)
    {
        _engine = ThreadedEngine.Open(new FileStorage(directory), new EngineOptions { SnapshotEvery = 0 });
        KeyStore keys = new(System.IO.Path.Combine(directory, "keys"));
        keys.Create(PathMarket.Maker, PathMarket.Maker, ParticipantKind.MarketMaker);
        KeyPath = keys.PathOf(PathMarket.Maker);
        TcpTransport transport = new(new IPEndPoint(IPAddress.Loopback, 0));
        ExchangeGateway gateway = new(new GatewayOptions { RequestsPerSecond = 0 }, transport, keys, new ReferenceDirectory());
        _engine.Listen(gateway.Listener);
        gateway.Attach(_engine);
        _engine.Start();
        _loop = new GatewayLoop(gateway, failure => Console.Error.WriteLine(failure));
        Port = transport.EndPoint.Port;
        foreach (Command definition in PathMarket.Definitions())
            while (!_engine.TrySubmit(definition.With(new CommandHeader { Time = _engine.Now }), default))
                Thread.Yield();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>The file with the client's key.</summary>
    public string KeyPath { get; }

    /// <summary>The command of a server process: says where it listens, and serves until its input ends.</summary>
    public static void Serve(string directory)
    {
        using TcpServer server = new(directory);
        Console.WriteLine($"{server.Port} {server.KeyPath}");
        while (Console.ReadLine() is not null)
        {
        }
    }

    public void Dispose()
    {
        _loop.Dispose();
        _engine.Stop();
        _engine.Dispose();
    }
}
