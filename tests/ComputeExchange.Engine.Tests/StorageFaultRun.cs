using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

/// <summary>What is wrong with a directory when the machine comes up again.</summary>
internal enum StorageDamage
{
    None,
    HalfSnapshot,
    MissingSegment,
    StaleSegment,
    DuplicateSegment,
}

/// <summary>One life of an engine with something going wrong in it, the crash, and what a second life makes of it.</summary>
internal sealed class StorageFaultRun
{
    private readonly int _seed;
    private readonly Random _chance;
    private readonly SimulatedStorage _storage = new();
    private readonly SimulatedClock _clock = new();
    private readonly RecordingListener _listener = new();
    private readonly RandomFlow _flow;
    private readonly EngineOptions _options;
    private readonly SteppedEngine _engine;
    private readonly Dictionary<string, byte[]> _earlier = [];
    private readonly Dictionary<long, ulong> _hashes = [];
    private StorageDamage _atRest;
    private bool _hasDamaged;
    private int _faultsBefore;

    public StorageFaultRun(int seed)
    {
        _seed = seed;
        _chance = new Random(seed);
        _flow = new RandomFlow(seed);
        EngineOptions options = EngineFixture.Options(_clock);
        _options = options with { Journal = options.Journal with { KeepForAudit = _chance.Next(2) == 0 } };
        _storage.Misdirection = new Random(seed);
        _storage.Stalled = () => _clock.Advance(TimeSpan.FromSeconds(_chance.Next(1, 120)));
        _engine = new SteppedEngine(_storage, _options, _listener);
    }

    /// <summary>Whether the fault came to pass, or nothing of the sort that it needs was there.</summary>
    public bool HasHappened => _hasDamaged || _storage.FaultCount > _faultsBefore;

    /// <summary>Trades for a while with nothing wrong: some segments, some snapshots.</summary>
    public void Live()
    {
        _engine.Submit(_flow.Opening());
        Trade(_chance.Next(80, 150));
        foreach (string name in _storage.List("journal-0"))
            _earlier[name] = _storage.BytesOf(name);
        _faultsBefore = _storage.FaultCount;
    }

    /// <summary>Lets one of the next operations go wrong, of the journal more often than of others.</summary>
    public void Inject(StorageFault fault)
    {
        string prefix = fault == StorageFault.LostRename
            ? (string[])["journal", "snapshot", "", ""] is var some ? some[_chance.Next(4)] : ""
            : (string[])["journal-0", "journal", "", "snapshot"] is var files ? files[_chance.Next(4)] : "";
        _storage.Inject(fault, _chance.Next(0, prefix.StartsWith("journal", StringComparison.Ordinal) ? 6 : 2), prefix);
    }

    /// <summary>The crash comes in the middle of a batch, of which the device keeps the end only.</summary>
    public void Reorder()
    {
        _storage.Inject(StorageFault.CrashInFlush, _chance.Next(0, 6), "journal-0");
        _storage.Inject(StorageFault.ReorderedWrites, 0, "journal-0");
    }

    public void Stall() => _storage.Inject(StorageFault.Stall, _chance.Next(0, 6));

    /// <summary>Damage that is there when the machine comes up.</summary>
    public void AtRest(StorageDamage damage) => _atRest = damage;

    /// <summary>Goes on until the fault stops the engine, or for a while and at least until reports were forced once more; then
    /// the plug is pulled.</summary>
    public void LiveOnAndCrash()
    {
        Trade(_chance.Next(80, 150));
        for (int second = 0; second < 3 && !_engine.IsHalted; second++)
        {
            _clock.Advance(_options.ReportSyncEvery);
            _engine.Submit(_flow.Next());
            _engine.RunUntilQuiet();
        }

        Assert.True(_listener.LastSequence <= _engine.Figures.DurableSequence, "something was told before it was durable");
        Assert.Equal(0, _storage.FlushesAfterFailure);
        if (_chance.Next(4) > 0)
            _storage.Crash(_chance.Next(4) == 0 ? null : _chance);
        _engine.Dispose();
        Assert.Equal(0, _storage.FlushesAfterFailure);
        Damage();
        foreach (StorageFault fault in Enum.GetValues<StorageFault>())
            _storage.Clear(fault);
    }

    /// <summary>Starts again and looks for everything that was told.</summary>
    /// <returns>What recovery refused with; null when it did not.</returns>
    public string? Recover(bool mayRefuse)
    {
        RecordingListener heard = new();
        try
        {
            using SteppedEngine again = new(_storage, _options, heard);
            Assert.True(
                again.Recovery.LastSequence >= _listener.LastSequence,
                $"{_listener.LastSequence} was told, {again.Recovery.LastSequence} came back");
            if (_hashes.TryGetValue(again.Recovery.LastSequence, out ulong hash))
                Assert.Equal(hash, again.Recovery.StateHash);
            AssertReports(again);
            again.Submit(_flow.Next());
            again.RunUntilQuiet();
            Assert.False(again.IsHalted, $"{again.Failure}");
        }
        catch (Exception refusal) when (IsTyped(refusal))
        {
            return refusal.Message;
        }

        try
        {
            List<string> replayed = EngineFixture.ReplayedEvents(_storage, out ReplayResult result);
            AssertTold(replayed, result.SnapshotSequence);
        }
        catch (JournalDamagedException damage) when (mayRefuse)
        {
            // A start with a newer snapshot does not look at what is older; whoever replays all of it is told.
            return damage.Message;
        }

        return null;
    }

    private static bool IsTyped(Exception refusal) =>
        refusal is JournalDamagedException or FormatVersionException && refusal.Message.Contains('\'', StringComparison.Ordinal);

    private static long SequenceOf(string name) => long.Parse(
        name.AsSpan(name.IndexOf('-', StringComparison.Ordinal) + 1, 20), System.Globalization.CultureInfo.InvariantCulture);

    private void Trade(int commands)
    {
        for (int count = 0; count < commands && !_engine.IsHalted; count++)
        {
            if (_chance.Next(8) == 0)
                _clock.Advance(TimeSpan.FromMilliseconds(_chance.Next(1, 700)));
            Offer(Padding());
            Offer(_flow.Next());
            if (_chance.Next(6) == 0)
                Settle();
            if (_chance.Next(40) == 0)
                _engine.RequestSnapshot();
        }

        Settle();
    }

    private void Settle()
    {
        _engine.RunUntilQuiet();
        if (!_engine.IsHalted && _chance.Next(8) == 0)
            _hashes[_engine.Exchange.Sequence] = _engine.Exchange.StateHash();
    }

    private void Offer(in Command command)
    {
        while (!_engine.TrySubmit(command, default))
        {
            if (_engine.IsHalted)
                return;
            _engine.RunUntilQuiet();
        }
    }

    // A basket of constituents that are not there: refused, and long, so that segments fill within a short run.
    private Command Padding()
    {
        ConstituentList constituents = default;
        for (ushort id = 1; id <= Limits.MaxConstituents; id++)
            constituents.Add(new Constituent(new MarketId(new SkuId((ushort)(1000 + id)), new RegionId(1000)), 1_000_000));
        return _flow.Own(header => Command.Of(header, new DefineBasket
        {
            Code = Code.Parse("NONE"),
            Multiplier = 730,
            Tick = 1,
            FirstMonth = RandomFlow.Month,
            ListedMonths = 1,
            Constituents = constituents,
        }));
    }

    private void Damage()
    {
        IReadOnlyList<string> segments = _storage.List("journal-0");
        IReadOnlyList<string> snapshots = _storage.List("snapshot-0");
        // A lost rename may have taken the only segment; nothing more is damaged then.
        if (_atRest == StorageDamage.None || segments.Count == 0)
            return;
        string segment = segments[_chance.Next(segments.Count)];
        switch (_atRest)
        {
            case StorageDamage.HalfSnapshot when snapshots.Count > 0:
                byte[] snapshot = _storage.BytesOf(snapshots[^1]);
                _storage.Put(snapshots[^1], snapshot.AsSpan(0, snapshot.Length / 2));
                break;
            case StorageDamage.MissingSegment:
                _storage.Delete(segment);
                break;
            case StorageDamage.StaleSegment when _earlier.TryGetValue(segments[^1], out byte[]? last):
                _storage.Put(segments[^1], last);
                break;
            case StorageDamage.StaleSegment when _earlier.Count > 0:
                (string name, byte[] bytes) = _earlier.ElementAt(_chance.Next(_earlier.Count));
                _storage.Put(name, bytes);
                break;
            case StorageDamage.DuplicateSegment:
                _storage.Put($"journal-{SequenceOf(segment) + _chance.Next(1, 40):D20}.seg", _storage.BytesOf(segment));
                break;
            default:
                return;
        }

        _hasDamaged = true;
    }

    private void AssertTold(List<string> replayed, long after)
    {
        IEnumerable<string> told = _listener.Events.Where((_, index) => _listener.Places[index].Sequence > after);
        int count = told.Count();
        Assert.Equal(told, replayed.Take(count));
    }

    private void AssertReports(SteppedEngine again)
    {
        for (ushort session = 1; session <= RandomFlow.Sessions; session++)
        {
            long first = again.FirstReport(new SessionId(session));
            List<string> there = again.ReadAll(session);
            foreach (((int Session, long Number) place, string report) in _listener.Reports.Where(each => each.Key.Session == session))
                if (place.Number >= first)
                    Assert.Equal(report, there[(int)(place.Number - first)]);
        }
    }
}
