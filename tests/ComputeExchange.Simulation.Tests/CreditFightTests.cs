using ComputeExchange.Core.Tests.Invariants;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Simulation.Tests.Audit;
using ComputeExchange.Simulation.Tests.Determinism;
using ComputeExchange.Simulation.Tests.Fights;

namespace ComputeExchange.Simulation.Tests;

/// <summary>Fights for the last dollar of a credit line: nobody gets a unit too much, and whom the model lets trade, trades.</summary>
public sealed class CreditFightTests(ITestOutputHelper output)
{
    private const int PatienceMillis = 60_000;
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void Nobody_gets_a_unit_too_much_and_the_second_look_finds_every_order_that_the_model_finds()
    {
        int fights = RunSize.Of(smoke: 150, full: 10_000);
        long commands = 0;
        Parallel.For(RunSize.FirstSeed, RunSize.FirstSeed + fights, Two, seed =>
        {
            Scenario fight = CreditFight.Of(seed);
            Interlocked.Add(ref commands, fight.Commands.Count);
            string? broken = ExchangeAgainstModel.FirstDifference(fight, new CoreUnderTest())
                ?? MarketInvariants.FirstBreach(fight, new CoreUnderTest(), MarketInvariants.All);
            Assert.True(broken is null, $"COMPUTE_EXCHANGE_SEED={seed}: {broken}");
        });
        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + fights - 1}: {fights:N0} fights, {commands:N0} commands");
    }

    [Fact]
    public void Sessions_on_threads_of_their_own_fight_without_locking_each_other_up()
    {
        int seed = RunSize.FirstSeed;
        List<Command> opening = [.. CreditFight.Of(seed).Commands.TakeWhile(command => command.Kind != CommandKind.NewOrder)];
        SimulatedStorage storage = new(sectorBytes: 4_096);
        EngineOptions options = new()
        {
            CommandRingSlots = 64,
            EventRingSlots = 64,
            SnapshotEvery = 0,
            Reports = new ReportLogOptions { SegmentBytes = ReportLogOptions.MinSegmentBytes },
            Clock = new VirtualClock(opening[0].Header.Time),
        };
        ulong lived;
        using (ThreadedEngine engine = ThreadedEngine.Open(storage, options))
        {
            engine.Start();
            opening.ForEach(command => Submit(engine, command));
            EngineTime time = opening[0].Header.Time;
            Thread[] sessions =
                [.. Enumerable.Range(1, 8).Select(thread => new Thread(() => Fight(engine, time, seed * 1_000 + thread)))];
            Array.ForEach(sessions, thread => thread.Start());
            Assert.All(sessions, thread => Assert.True(thread.Join(PatienceMillis), "a session is locked up"));
            Assert.True(engine.Stop(PatienceMillis), $"the engine is locked up or halted: {engine.Failure}");
            lived = engine.StateHash();
        }

        InvariantWatch watch = new(commandsBetweenRecounts: 50);
        Auditor auditor = new() { Watch = watch };
        auditor.CatchUp(storage, JournalReaderOf(storage));
        Assert.Equal(lived, auditor.Exchange.StateHash());
        output.WriteLine($"seed {seed}: {auditor.Exchange.Sequence:N0} commands of 8 sessions, {auditor.Trades:N0} trades, "
            + $"{watch.Recounts} recounts");
    }

    private static long JournalReaderOf(SimulatedStorage storage)
    {
        using JournalReader reader = JournalReader.Open(storage);
        while (reader.Read())
        {
        }

        return reader.NextSequence - 1;
    }

    private static void Fight(ThreadedEngine engine, EngineTime opening, int firstSeed)
    {
        for (int seed = firstSeed; seed < firstSeed + RunSize.Of(smoke: 2, full: 40); seed++)
            foreach (Command command in CreditFight.Of(seed).Commands.SkipWhile(command => command.Kind != CommandKind.NewOrder))
                if (command.Kind != CommandKind.Settle)
                    Submit(engine, Renamed(command, seed).With(new CommandHeader { Time = opening }));
    }

    /// <summary>Ids of one fight are used again in the next one.</summary>
    private static Command Renamed(in Command command, int seed) => command.Kind == CommandKind.NewOrder
        ? Command.Of(command.Header, command.NewOrder with { ClOrdId = ClOrdId.Parse($"{seed}-{command.NewOrder.ClOrdId}") })
        : command;

    private static void Submit(ThreadedEngine engine, in Command command)
    {
        while (!engine.TrySubmit(command, default))
        {
            Assert.False(engine.IsHalted, $"halted: {engine.Failure}");
            Thread.Yield();
        }
    }
}
