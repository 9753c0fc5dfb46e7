using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;

namespace ComputeExchange.Gateway.Tests.Venue;

/// <summary>Gateway, the engine with its journal, and clients on one thread, one simulated clock and one simulated disk, whose
/// plug can be pulled at any step.</summary>
internal sealed class CrashVenue : IVenue, IDisposable
{
    private readonly DirectoryInfo _keyDirectory = System.IO.Directory.CreateTempSubdirectory("keys");
    private readonly SimulatedStorage _storage = new();
    private readonly MarketClock _clock = new();
    private readonly long _segmentBytes;

    public CrashVenue(GatewayOptions? options = null, long journalSegmentBytes = 1 << 20)
    {
        _segmentBytes = journalSegmentBytes;
        Options = options ?? new GatewayOptions();
        Keys = new KeyStore(_keyDirectory.FullName);
        Keys.Create(TestVenue.AlphaSession, "ALPHA", ParticipantKind.Dealer);
        Keys.Create(TestVenue.BetaSession, "BETA", ParticipantKind.Dealer);
        Keys.Create(TestVenue.DeskSession, "DESK", ParticipantKind.Operator);
        Start();
        foreach (Command command in DemoMarket.Definitions())
            Assert.True(Engine.TrySubmit(command.With(new CommandHeader { Time = Engine.Now, Session = SessionId.Engine }), default));
        Pump();
    }

    public GatewayOptions Options { get; }

    public KeyStore Keys { get; }

    public SteppedEngine Engine { get; private set; } = null!;

    public ExchangeGateway Gateway { get; private set; } = null!;

    /// <summary>How often the plug was pulled.</summary>
    public int Crashes { get; private set; }

    private InMemoryTransport Transport { get; set; } = null!;

    /// <summary>Whether nobody does anything by himself now.</summary>
    public bool IsStill { get; set; }

    public void Pump()
    {
        if (IsStill)
            return;
        do
            Engine.RunUntilQuiet();
        while (Gateway.Step());
    }

    /// <summary>Lets time pass without letting anybody notice.</summary>
    public void Advance(int millis) => _clock.Advance(TimeSpan.FromMilliseconds(millis));

    /// <summary>Lets time pass, in pieces, and pumps after each.</summary>
    public void Pass(int millis, int pieceMillis = 50)
    {
        for (int passed = 0; passed < millis; passed += pieceMillis)
        {
            Advance(Math.Min(pieceMillis, millis - passed));
            Pump();
        }
    }

    public WireClient Connect()
    {
        WireClient client = new(this, Transport.Connect());
        Pump();
        return client;
    }

    /// <summary>Takes a snapshot, once the report log is forced.</summary>
    public void TakeSnapshot()
    {
        Engine.RequestSnapshot();
        Pass(1_500, pieceMillis: 500);
    }

    /// <summary>Pulls the plug and starts again: what was not forced is gone, or any part of it; and the report log too, if an
    /// operator had to delete it.</summary>
    public void Crash(Random chance, bool losesReports = false)
    {
        Crashes++;
        _storage.Crash(chance);
        if (losesReports)
            foreach (string name in _storage.List("reports-"))
                _storage.Delete(name);
        Gateway.Dispose();
        Start();
        Pump();
    }

    public void Dispose()
    {
        Gateway.Dispose();
        Engine.Dispose();
        _keyDirectory.Delete(recursive: true);
    }

    private void Start()
    {
        Transport = new InMemoryTransport();
        ReferenceDirectory directory = new();
        Gateway = new ExchangeGateway(Options, Transport, Keys, directory, _clock);
        EngineOptions options = new()
        {
            CommandRingSlots = 256,
            EventRingSlots = 1_024,
            SnapshotEvery = 0,
            Journal = new JournalOptions { SegmentBytes = _segmentBytes, BufferBytes = 128 << 10 },
            Reports = new ReportLogOptions { SegmentBytes = ReportLogOptions.MinSegmentBytes },
            Clock = _clock,
        };
        Engine = new SteppedEngine(_storage, options, Gateway.Listener);
        foreach (DefinitionInForce definition in Engine.Exchange.View.Definitions())
            directory.Fold(definition.Command, definition.Id);
        Gateway.Attach(Engine);
    }

    private sealed class MarketClock : TimeProvider
    {
        private long _ticks = DateTimeOffset.UnixEpoch.Ticks + EngineTime.FromHour(57_000).Nanos / 100;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
