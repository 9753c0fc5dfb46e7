using System.Collections.Concurrent;
using System.Net;
using ComputeExchange.Client;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Tests.Venue;
using ComputeExchange.Gateway.Transport;

namespace ComputeExchange.Client.Tests.Venue;

/// <summary>A gateway on a real socket before the real market, which applies commands as they come.</summary>
internal sealed class TcpVenue : IDisposable
{
    private readonly DirectoryInfo _keyDirectory = System.IO.Directory.CreateTempSubdirectory("keys");
    private readonly KeyStore _keys;
    private readonly ReferenceDirectory _directory = new();
    private readonly GatewayOptions _options;
    private GatewayLoop _loop;

    public TcpVenue(GatewayOptions? options = null)
    {
        _options = options ?? new GatewayOptions { LingerMillis = 50 };
        _keys = new KeyStore(_keyDirectory.FullName);
        _keys.Create("alpha-1", "ALPHA", ParticipantKind.Dealer);
        _keys.Create("beta-1", "BETA", ParticipantKind.Dealer);
        _keys.Create("desk-1", "DESK", ParticipantKind.Operator);
        Engine = new LocalEngine { RunsAtOnce = true, Capacity = 65_536 };
        _loop = Start(0);
        DemoMarket.Define(Engine);
    }

    public LocalEngine Engine { get; }

    public int Port { get; private set; }

    public Exception? Failure { get; private set; }

    public ConcurrentQueue<string> Log { get; } = new();

    public ExchangeGateway Gateway { get; private set; } = null!;

    public string KeyFile(string session) => _keys.PathOf(session);

    public void AddSession(string session, string participant, ParticipantKind kind) => _keys.Create(session, participant, kind);

    public ClientOptions Options(string session) =>
        ClientOptions.FromKeyFile(KeyFile(session), Port) with { FirstRetry = TimeSpan.FromMilliseconds(5) };

    public Task<ExchangeClient> ConnectAsync(string session, Action<ExchangeClient>? prepare = null) =>
        ExchangeClient.ConnectAsync(Options(session), prepare).WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The server goes away and another takes its place on the same port.</summary>
    public void Restart()
    {
        _loop.Dispose();
        Engine.Apply(Command.Of(Engine.Header(), default(DisconnectSession)));
        _loop = Start(Port);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _keyDirectory.Delete(recursive: true);
        Assert.Null(Failure);
    }

    private GatewayLoop Start(int port)
    {
        TlsServer? tls = _options.Tls.IsOn ? new TlsServer(_options.Tls) : null;
        TcpTransport transport = new(new IPEndPoint(IPAddress.Loopback, port), tls: tls);
        Port = transport.EndPoint.Port;
        Gateway = new ExchangeGateway(_options, transport, _keys, _directory, log: Log.Enqueue);
        Engine.Listener = Gateway.Listener;
        Gateway.Attach(Engine);
        return new GatewayLoop(Gateway, failure => Failure = failure);
    }
}
