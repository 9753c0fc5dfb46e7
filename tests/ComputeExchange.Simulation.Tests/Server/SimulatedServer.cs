using System.Globalization;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Simulation.Tests.Audit;
using ComputeExchange.Simulation.Tests.Network;

namespace ComputeExchange.Simulation.Tests.Server;

/// <summary>The server as `serve` puts it together, on the caller's thread: gateway, engine and hedger over a simulated storage,
/// which it outlives or not as the simulation wishes.</summary>
internal sealed class SimulatedServer(
    VirtualClock clock, Random chance, SimulatedNetwork network, KeyStore keys, Auditor auditor, TraceHash trace,
    int requestsPerSecond = 1_000)
{
    private readonly EngineOptions _options = new()
    {
        CommandRingSlots = 64,
        EventRingSlots = 64,
        HedgerRingSlots = 32,
        JournalBatchMax = 16,
        MatchingBatchMax = 8,
        PageRows = 3,
        SnapshotEvery = 150,
        Journal = new JournalOptions
        {
            SegmentBytes = JournalLimits.MinSegmentBytes,
            BufferBytes = 128 * 1024,
            JournalId = Guid.Empty,
        },
        Reports = new ReportLogOptions { SegmentBytes = ReportLogOptions.MinSegmentBytes, LogId = Guid.Empty },
        Clock = clock,
    };

    private readonly GatewayOptions _gatewayOptions = new()
    {
        LingerMillis = 50,
        LogonTimeoutMillis = 1_000,
        HeartbeatMillis = 400,
        RequestsPerSecond = requestsPerSecond,
        RequestBurst = 20,
        MaxRequestsUnderWay = 32,
        LogoutFactor = 1_000,
    };

    private readonly List<BasketHedger> _hedgers = [];
    private readonly HashSet<string> _segments = [];
    private SteppedEngine? _engine;
    private ExchangeGateway? _gateway;
    private ListenerTee? _tee;

    /// <summary>The data directory, which stays.</summary>
    public SimulatedStorage Storage { get; } = new(sectorBytes: 4_096);

    /// <summary>Whether it is up.</summary>
    public bool IsUp => _engine is { IsHalted: false };

    /// <summary>The engine, while the server is up.</summary>
    public SteppedEngine Engine => _engine ?? throw new InvalidOperationException("The server is down.");

    /// <summary>The hedger that follows the engine.</summary>
    public BasketHedger Hedger { get; private set; } = null!;

    /// <summary>Whether all that was submitted was told, and the hedger wants nothing more.</summary>
    public bool IsQuiet => Engine.Figures is var figures && figures.FreeCommandSlots == _options.CommandRingSlots
        && figures.PublishedSequence == Engine.Exchange.Sequence
        && figures.HedgerLag == 0 && HasHedgerAll && Hedger.IsQuiet;

    /// <summary>Whether a machine that stopped now could lose no more by lost renames than a start finds missing: the forced
    /// part of the report log tells of every segment of the journal.</summary>
    public bool MayLoseNames { get; private set; } = true;

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Why it halted by itself, each time.</summary>
    public List<EngineHaltReason> Halts { get; } = [];

    /// <summary>How many segments of the journal were begun behind the first one.</summary>
    public int LaterSegments => _segments.Count(segment => FirstOf(segment) > 1);

    /// <summary>How often it refused to start because a lost rename had taken what was needed.</summary>
    public int RefusedStarts { get; private set; }

    /// <summary>Starts on what the storage holds.</summary>
    /// <returns>False when the storage failed meanwhile, or when files were missing, which then are put back.</returns>
    public bool TryStart()
    {
        ReferenceDirectory directory = new();
        ExchangeGateway gateway = new(_gatewayOptions, network.Listen(), keys, directory, clock);
        ListenerTee tee = new(gateway.Listener, trace);
        try
        {
            _engine = new SteppedEngine(Storage, _options, tee, MakeHedger);
        }
        catch (IOException failure) when (
            failure is not (JournalDamagedException or FormatVersionException or DataDirectoryInUseException))
        {
            network.EndServer();
            return false;
        }
        catch (JournalDamagedException refusal) when (Storage.LostFiles.Count > 0)
        {
            HoldAgainstLost(refusal);
            RefusedStarts++;
            Storage.LookAfterLostFiles(putsBack: true);
            network.EndServer();
            return false;
        }

        Storage.LookAfterLostFiles(putsBack: false);
        (_gateway, _tee, Hedger) = (gateway, tee, _hedgers[^1]);
        Starts++;
        trace.Add(Engine.Recovery.LastSequence);
        auditor.CatchUp(Storage, Engine.Recovery.LastSequence);
        auditor.OnRestart();
        Assert.Equal(auditor.Exchange.StateHash(), Engine.Recovery.StateHash);
        foreach (var definition in Engine.Exchange.View.Definitions())
            directory.Fold(definition.Command, definition.Id);
        gateway.Attach(Engine);
        return true;
    }

    /// <summary>Takes some of the steps that there are, in any order.</summary>
    public bool Step()
    {
        if (_engine is null)
            return false;
        bool hasWorked = false;
        int first = chance.Next(7);
        for (int i = 0; i < 7; i++)
        {
            if (chance.Next(4) != 0)
                hasWorked |= Step((first + i) % 7);
        }

        return hasWorked;
    }

    /// <summary>Holds what was told so far against the journal.</summary>
    public void Audit()
    {
        if (_engine is null || _tee is null)
            return;
        _segments.UnionWith(Storage.List("").Where(IsSegment));
        auditor.CatchUp(Storage, _engine.Figures.DurableSequence);
        auditor.HoldAgainst(_tee.Told);
    }

    /// <summary>Looks how far the forced part of the report log tells of the journal, so that a journal whose last segment
    /// vanishes is seen to be too short.</summary>
    public void LookAtNames()
    {
        long forced = _engine?.Figures.ReportsForcedSequence ?? 0;
        MayLoseNames = Storage.RenamesToBeLost.All(name => !IsSegment(name) || FirstOf(name) <= forced);
    }

    /// <summary>The process is gone. What it had written stays with the storage.</summary>
    public void End()
    {
        Audit();
        if (_engine is not null)
            LookAtNames();
        if (_engine?.Failure is { } failure)
            Halts.Add(failure.Reason);
        _engine?.Dispose();
        _engine = null;
        _gateway = null;
        network.EndServer();
    }

    /// <summary>A refusal says where the lost file is missing: the journal ends in front of the lost segment, or is empty
    /// without it; or it no longer reaches back to a snapshot that is left.</summary>
    private void HoldAgainstLost(JournalDamagedException refusal)
    {
        long[] firsts = [.. Storage.LostFiles.Where(IsSegment).Select(FirstOf)];
        bool isEmpty = firsts.Length > 0 && Says(refusal, "it ends with command 0,");
        bool isInFront = Array.Exists(firsts, first => Says(refusal, $"it ends with command {first - 1},"));
        bool isTooShort = Storage.LostFiles.Any(IsSnapshot) && refusal.Reason.Contains(" is needed, and it begins with ");
        Assert.True(
            isEmpty || isInFront || isTooShort,
            $"{string.Join(", ", Storage.LostFiles)} were lost, and the start refuses because {refusal.Message}");
    }

    private static bool Says(JournalDamagedException refusal, string begin) =>
        refusal.Reason.StartsWith(begin, StringComparison.Ordinal);

    /// <summary>A ring that was full in the midst of a command leaves the hedger with some of its events: that it has seen the
    /// command is not enough.</summary>
    private bool HasHedgerAll => (Hedger.Book.Sequence, Hedger.Book.EventIndex).CompareTo(_tee!.Last) >= 0;

    private static bool IsSegment(string name) => name.StartsWith("journal-0", StringComparison.Ordinal);

    private static bool IsSnapshot(string name) => name.StartsWith("snapshot-0", StringComparison.Ordinal);

    private static long FirstOf(string segment) => long.Parse(segment.AsSpan("journal-".Length, 20), CultureInfo.InvariantCulture);

    private BasketHedger MakeHedger()
    {
        _hedgers.Add(new BasketHedger());
        return _hedgers[^1];
    }

    private bool Step(int which)
    {
        SteppedEngine engine = Engine;
        switch (which)
        {
            case 0: return engine.TryJournal();
            case 1: return engine.TryMatch();
            case 2: return engine.TryPublish();
            case 3: return engine.TryHedge();
            case 4: return engine.TryTick();
            case 5: return _gateway!.Step();
            default: return TrySnapshot(engine);
        }
    }

    /// <summary>A snapshot lets go of segments: the auditor reads them first.</summary>
    private bool TrySnapshot(SteppedEngine engine)
    {
        EngineFigures figures = engine.Figures;
        if (_options.SnapshotEvery == 0 || figures.DurableSequence - figures.SnapshotSequence < _options.SnapshotEvery)
            return false;
        auditor.CatchUp(Storage, figures.DurableSequence);
        return engine.TrySnapshot();
    }
}
