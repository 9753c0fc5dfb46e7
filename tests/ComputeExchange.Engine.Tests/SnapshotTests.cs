using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public class SnapshotTests
{
    private readonly SimulatedStorage _storage = new();
    private readonly SimulatedClock _clock = new();
    private readonly RecordingListener _listener = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_start_from_a_snapshot_comes_to_the_same_state(bool isStateKept)
    {
        ulong left = Live(snapshotEvery: 100, commands: 1_000, isStateKept);
        using SteppedEngine again = new(_storage, EngineFixture.Options(_clock));
        Assert.Equal(left, again.Recovery.StateHash);
        Assert.True(again.Recovery.SnapshotSequence > 0);
        Assert.Equal(left, JournalReplay.Run(_storage, new ReplayOptions { FromSnapshot = true }).StateHash);
    }

    [Fact]
    public void Segments_that_no_snapshot_and_no_report_needs_are_removed_and_the_rest_still_replays()
    {
        ulong left = Live(snapshotEvery: 200, commands: 6_000);
        Assert.DoesNotContain("journal-00000000000000000001.seg", _storage.List("journal-"));
        ReplayResult replay = JournalReplay.Run(_storage, new ReplayOptions());
        Assert.True(replay.SnapshotSequence > 0);
        Assert.Equal(left, replay.StateHash);
        using SteppedEngine again = new(_storage, EngineFixture.Options(_clock));
        Assert.Equal(left, again.Recovery.StateHash);
    }

    [Fact]
    public void A_damaged_snapshot_is_passed_over()
    {
        ulong left = Live(snapshotEvery: 0, commands: 200);
        string name = _storage.List("snapshot-")[^1];
        byte[] bytes = _storage.BytesOf(name);
        bytes[^1] ^= 1;
        _storage.Put(name, bytes);
        using SteppedEngine again = new(_storage, EngineFixture.Options(_clock));
        Assert.Equal(0, again.Recovery.SnapshotSequence);
        Assert.Equal(left, again.Recovery.StateHash);
    }

    [Fact]
    public void A_snapshot_later_than_the_journal_refuses_to_start()
    {
        Live(snapshotEvery: 0, commands: 200);
        foreach (string name in _storage.List("journal-0"))
            _storage.Delete(name);
        Assert.Throws<JournalDamagedException>(() => new SteppedEngine(_storage, EngineFixture.Options(_clock)));
    }

    [Fact]
    public void A_full_disk_costs_the_snapshot_and_nothing_else()
    {
        using SteppedEngine engine = new(_storage, EngineFixture.Options(_clock), _listener);
        RandomFlow flow = new(72);
        engine.Submit(flow.Opening());
        engine.RunUntilQuiet();
        _storage.Inject(StorageFault.Full);
        engine.RequestSnapshot();
        Assert.True(engine.TrySnapshot());
        Assert.Equal([0L], _listener.Snapshots);
        engine.RequestSnapshot();
        Assert.True(engine.TrySnapshot());
        Assert.Equal([0L, engine.Exchange.Sequence], _listener.Snapshots);
        Assert.False(engine.IsHalted);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public void A_state_that_is_kept_is_not_read_again(bool isStateKept, int snapshotsRead)
    {
        WitnessStorage storage = new(_storage);
        EngineOptions options = EngineFixture.Options(_clock) with { KeepSnapshotState = isStateKept };
        using SteppedEngine engine = new(storage, options, _listener);
        RandomFlow flow = new(73);
        engine.Submit(flow.Opening());
        for (int round = 0; round < 3; round++)
        {
            engine.Submit(flow.Next());
            _clock.Advance(TimeSpan.FromSeconds(2));
            engine.RunUntilQuiet();
            engine.RequestSnapshot();
            Assert.True(engine.TrySnapshot());
        }

        Assert.Equal(3, _listener.Snapshots.Count);
        Assert.Equal(snapshotsRead, storage.Reads.Count(file => file.StartsWith("snapshot-", StringComparison.Ordinal)));
    }

    private ulong Live(long snapshotEvery, int commands, bool isStateKept = true)
    {
        EngineOptions options = EngineFixture.Options(_clock) with
        {
            SnapshotEvery = snapshotEvery,
            KeepSnapshotState = isStateKept,
        };
        using SteppedEngine engine = new(_storage, options, _listener);
        RandomFlow flow = new(71);
        engine.Submit(flow.Opening());
        for (int i = 0; i < commands; i++)
        {
            engine.Submit(flow.Next());
            if (i % 50 == 0)
            {
                _clock.Advance(TimeSpan.FromSeconds(2));
                engine.RunUntilQuiet();
            }
        }

        engine.RunUntilQuiet();
        engine.RequestSnapshot();
        engine.RunUntilQuiet();
        return engine.Exchange.StateHash();
    }
}
