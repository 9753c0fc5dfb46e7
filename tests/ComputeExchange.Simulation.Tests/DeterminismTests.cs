using ComputeExchange.Engine;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Simulation.Tests.Audit;
using ComputeExchange.Simulation.Tests.Determinism;

namespace ComputeExchange.Simulation.Tests;

/// <summary>The same commands give the same events, byte for byte, however they were batched and whenever they are replayed; and
/// on the way nothing breaks that must hold of any market.</summary>
public sealed class DeterminismTests(ITestOutputHelper output)
{
    private const int CommandsBetweenRecounts = 1_000;
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void Live_run_second_run_replay_and_snapshot_with_tail_are_one_and_the_same()
    {
        int seeds = RunSize.Of(smoke: 4, full: 1_000);
        int commands = RunSize.Of(smoke: 3_000, full: 20_000);
        long applied = 0, events = 0, trades = 0, recounts = 0;
        Parallel.For(RunSize.FirstSeed, RunSize.FirstSeed + seeds, Two, seed =>
        {
            try
            {
                (LiveRun live, Auditor audited, InvariantWatch watch) = Hold(seed, commands);
                Interlocked.Add(ref applied, live.Sequence);
                Interlocked.Add(ref events, live.Record.Events.Count);
                Interlocked.Add(ref trades, audited.Trades);
                Interlocked.Add(ref recounts, watch.Recounts);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"COMPUTE_EXCHANGE_SEED={seed}: {broken.Message}", broken);
            }
        });
        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + seeds - 1}: {applied:N0} commands, {events:N0} events, "
            + $"{trades:N0} trades, each applied five times; {recounts:N0} recounts");
        Assert.True(trades > applied / 20, $"{trades} trades in {applied} commands are too few to tell");
    }

    private static (LiveRun Live, Auditor Audited, InvariantWatch Watch) Hold(int seed, int commands)
    {
        LiveRun live = LiveRun.Of(seed, commands, turns: seed, snapshots: true);
        LiveRun second = LiveRun.Of(seed, commands, turns: ~seed, snapshots: false);
        Same("second run", live, second.Record.Events, second.StateHash);

        InvariantWatch watch = new(CommandsBetweenRecounts);
        Auditor audited = new() { Watch = watch };
        audited.CatchUp(live.Storage, live.Sequence);
        audited.HoldAgainst([.. live.Record.Events]);
        Assert.Equal(live.StateHash, audited.Exchange.StateHash());

        EventRecord replayed = Replay(live.Storage, fromSnapshot: false, out ReplayResult whole);
        Same("replay", live, replayed.Events, whole.StateHash);
        EventRecord tail = Replay(live.Storage, fromSnapshot: true, out ReplayResult behind);
        Assert.True(behind.SnapshotSequence > 0, "no snapshot was taken");
        Assert.Equal(live.Record.Behind(behind.SnapshotSequence), tail.Events);
        Assert.Equal(live.StateHash, behind.StateHash);
        return (live, audited, watch);
    }

    private static void Same(string what, LiveRun live, List<ulong> events, ulong stateHash)
    {
        Assert.True(live.Record.Events.Count == events.Count, $"the {what} has {events.Count} events, not {live.Record.Events.Count}");
        for (int i = 0; i < events.Count; i++)
            Assert.True(live.Record.Events[i] == events[i], $"event {i} of the {what}, of {live.Record.Sequences[i]}, differs");
        Assert.True(live.StateHash == stateHash, $"the {what} ends in another state");
    }

    private static EventRecord Replay(IStorage storage, bool fromSnapshot, out ReplayResult result)
    {
        EventRecord record = new();
        result = JournalReplay.Run(
            storage, new ReplayOptions { FromSnapshot = fromSnapshot }, onEvent: (in _, in happened) => record.Add(happened));
        return record;
    }
}
