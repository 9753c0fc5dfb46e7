using ComputeExchange.Engine;
using ComputeExchange.Simulation.Tests.Audit;
using ComputeExchange.Simulation.Tests.Determinism;

namespace ComputeExchange.Simulation.Tests;

/// <summary>The same commands give the same events, byte for byte, however they were batched and whenever they are replayed; and
/// on the way nothing breaks that must hold of any market.</summary>
public sealed class DeterminismTests(ITestOutputHelper output)
{
    // What a bug leaves tradable seldom rests for long: the few commands of the smoke size are looked at more often.
    private static readonly int CommandsBetweenRecounts = RunSize.Of(smoke: 5, full: 1_000);
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void Live_run_second_run_replay_and_snapshot_with_tail_are_one_and_the_same()
    {
        int seeds = RunSize.Of(smoke: 4, full: 1_000);
        int commands = RunSize.Of(smoke: 3_000, full: 20_000);
        Outcome[] outcomes = new Outcome[seeds];
        Parallel.For(0, seeds, Two, () => new EventRecord(), (i, loop, record) =>
        {
            outcomes[i] = OutcomeOf(RunSize.FirstSeed + i, commands, record);
            // What comes before the first failure still runs, so that it is the same one every time.
            if (outcomes[i].Broken is not null)
                loop.Break();
            return record;
        }, _ => { });

        Outcome broken = Array.Find(outcomes, outcome => outcome.Broken is not null);
        Assert.True(broken.Broken is null, broken.Broken);
        long Sum(Func<Outcome, long> figure) => outcomes.Sum(figure);
        (long applied, long trades) = (Sum(outcome => outcome.Commands), Sum(outcome => outcome.Trades));
        TraceHash states = new();
        Array.ForEach(outcomes, outcome => states.Add(outcome.StateHash));
        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + seeds - 1}: {applied:N0} commands, "
            + $"{Sum(outcome => outcome.Events):N0} events, {trades:N0} trades, each in two runs, an audit and a replay; "
            + $"{Sum(outcome => outcome.Tails):N0} commands behind snapshots; {Sum(outcome => outcome.Recounts):N0} recounts; "
            + $"all states {states.Value:x16}");
        ulong kinds = outcomes.Aggregate(0UL, (all, outcome) => all | outcome.Kinds);
        Assert.All(
            Enum.GetValues<CommandKind>().Where(kind => kind != CommandKind.None),
            kind => Assert.True((kinds >> (int)kind & 1) != 0, $"no {kind} came"));
        Assert.True(trades > applied / 50, $"{trades} trades in {applied} commands are too few to tell");
    }

    private static Outcome OutcomeOf(int seed, int commands, EventRecord record)
    {
        try
        {
            return Hold(seed, commands, record);
        }
        catch (Exception broken)
        {
            return new Outcome { Broken = $"COMPUTE_EXCHANGE_SEED={seed}: {broken}" };
        }
    }

    private static Outcome Hold(int seed, int commands, EventRecord record)
    {
        record.Clear();
        LiveRun live = LiveRun.Of(seed, commands, turns: seed, snapshots: true, record);
        EventComparison again = new(record, "second run");
        LiveRun second = LiveRun.Of(seed, commands, turns: ~seed, snapshots: false, again);
        again.End(begunBehind: 0);
        Assert.True(record.Reports.Value == again.Reports.Value, "the second run told other reports");
        Assert.True(live.StateHash == second.StateHash, "the second run ends in another state");

        InvariantWatch watch = new(CommandsBetweenRecounts);
        Auditor audited = new() { Watch = watch };
        audited.CatchUp(live.Storage, live.Sequence);
        Assert.Equal(record.Events.Count, audited.Events);
        audited.HoldAgainst([.. record.Events]);
        Assert.True(record.Reports.Value == audited.ReportTrace.Value, "the reports are not those that the journal makes");
        Assert.Equal(live.StateHash, audited.Exchange.StateHash());

        Replay("replay", live, record, fromSnapshot: false);
        ReplayResult tail = Replay("snapshot with tail", live, record, fromSnapshot: true);
        Assert.True(tail.SnapshotSequence > 0, "no snapshot was taken");
        return new Outcome
        {
            Commands = live.Sequence,
            Events = record.Events.Count,
            Trades = audited.Trades,
            Tails = live.Sequence - tail.SnapshotSequence,
            Recounts = watch.Recounts,
            Kinds = watch.Kinds,
            StateHash = live.StateHash,
        };
    }

    private static ReplayResult Replay(string what, LiveRun live, EventRecord record, bool fromSnapshot)
    {
        EventComparison replayed = new(record, what);
        ReplayResult result = JournalReplay.Run(live.Storage, new ReplayOptions { FromSnapshot = fromSnapshot },
            onEvent: (in _, in happened) => replayed.Compare(happened));
        replayed.End(begunBehind: result.SnapshotSequence);
        Assert.True(live.Sequence == result.Exchange.Sequence, $"the {what} ends with command {result.Exchange.Sequence}");
        Assert.True(live.StateHash == result.StateHash, $"the {what} ends in another state");
        return result;
    }

    /// <summary>What came of a seed; all but <see cref="Broken"/> is 0 where it broke something.</summary>
    private readonly record struct Outcome
    {
        public long Commands { get; init; }

        public long Events { get; init; }

        public long Trades { get; init; }

        public long Tails { get; init; }

        public long Recounts { get; init; }

        public ulong Kinds { get; init; }

        public ulong StateHash { get; init; }

        public string? Broken { get; init; }
    }
}
