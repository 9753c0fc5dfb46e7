using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Tests.Venue;

/// <summary>Gateway, engine and clients on one thread and one simulated clock.</summary>
internal sealed class TestVenue : IVenue, IDisposable
{
    public const string AlphaSession = "alpha-1";
    public const string BetaSession = "beta-1";
    public const string DeskSession = "desk-1";

    private readonly DirectoryInfo _keyDirectory = System.IO.Directory.CreateTempSubdirectory("keys");

    public TestVenue(GatewayOptions? options = null)
    {
        Keys = new KeyStore(_keyDirectory.FullName);
        Keys.Create(AlphaSession, "ALPHA", ParticipantKind.Dealer);
        Keys.Create(BetaSession, "BETA", ParticipantKind.Dealer);
        Keys.Create(DeskSession, "DESK", ParticipantKind.Operator);
        Options = options ?? new GatewayOptions();
        Start();
        DemoMarket.Define(Engine);
        Pump();
    }

    public GatewayOptions Options { get; }

    public KeyStore Keys { get; }

    public LocalEngine Engine { get; } = new();

    public ReferenceDirectory Directory { get; } = new();

    public TestClock Clock { get; } = new();

    public InMemoryTransport Transport { get; private set; } = null!;

    public ExchangeGateway Gateway { get; private set; } = null!;

    public List<string> Log { get; } = [];

    /// <summary>Steps gateway and engine in turn until neither has anything to do.</summary>
    public void Pump()
    {
        while (Gateway.Step() | Engine.Run())
        {
        }
    }

    /// <summary>Lets time pass, in pieces small enough for every timer in between, and pumps after each.</summary>
    public void Pass(int millis, int pieceMillis = 10)
    {
        for (int passed = 0; passed < millis; passed += pieceMillis)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(Math.Min(pieceMillis, millis - passed)));
            Pump();
        }
    }

    /// <summary>A connection that has not logged on.</summary>
    public WireClient Connect(int capacityBytes = InMemoryTransport.DefaultCapacityBytes)
    {
        WireClient client = new(this, Transport.Connect(capacityBytes));
        Pump();
        return client;
    }

    /// <summary>A connection from an address, that has not logged on.</summary>
    public WireClient Connect(string address)
    {
        WireClient client = new(this, Transport.Connect(address: address));
        Pump();
        return client;
    }

    /// <summary>A connection that is logged on.</summary>
    public WireClient LogOn(string session, long lastReport = 0)
    {
        WireClient client = Connect();
        client.LogOn(session, lastReport);
        return client;
    }

    /// <summary>The gateway ends without a word and another takes its place, as after a restart.</summary>
    public void Restart()
    {
        Gateway.Dispose();
        Engine.Apply(Command.Of(Engine.Header(), default(DisconnectSession)));
        Start();
        Pump();
    }

    public void Dispose()
    {
        Gateway.Dispose();
        _keyDirectory.Delete(recursive: true);
    }

    private void Start()
    {
        Transport = new InMemoryTransport();
        Gateway = new ExchangeGateway(Options, Transport, Keys, Directory, Clock, Log.Add);
        Engine.Listener = Gateway.Listener;
        Gateway.Attach(Engine);
    }
}

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ticks = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan by) => _ticks += by.Ticks;
}
