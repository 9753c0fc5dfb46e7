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
    private const int Sessions = 8;
    private const int FightsOfASession = 2;
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void Nobody_gets_a_unit_too_much_and_the_second_look_finds_every_order_that_the_model_finds()
    {
        int fights = RunSize.Of(smoke: 150, full: 10_000);
        (long commands, long trades) = (0, 0);
        Parallel.For(RunSize.FirstSeed, RunSize.FirstSeed + fights, Two, seed =>
        {
            Scenario fight = CreditFight.Of(seed);
            TradeCount count = new();
            string? broken = ExchangeAgainstModel.FirstDifference(fight, new CoreUnderTest())
                ?? MarketInvariants.FirstBreach(fight, new CoreUnderTest(), [.. MarketInvariants.All, count]);
            Assert.True(broken is null, $"COMPUTE_EXCHANGE_SEED={seed}: {broken}");
            Interlocked.Add(ref commands, fight.Commands.Count);
            Interlocked.Add(ref trades, count.Trades);
        });
        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + fights - 1}: {fights:N0} fights, "
            + $"{commands:N0} commands, {trades:N0} trades");
        HoldThatThereWereTrades(trades, commands);
    }

    [Fact]
    public void Sessions_on_threads_of_their_own_fight_without_locking_each_other_up()
    {
        int seeds = RunSize.Of(smoke: 5, full: 200);
        (long commands, long trades, int recounts) = (0, 0, 0);
        for (int seed = RunSize.FirstSeed; seed < RunSize.FirstSeed + seeds; seed++)
        {
            (Auditor auditor, InvariantWatch watch) = FightOnThreads(seed);
            commands += auditor.Exchange.Sequence;
            trades += auditor.Trades;
            recounts += watch.Recounts;
        }

        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + seeds - 1}: {seeds} engines with "
            + $"{Sessions} sessions each, {commands:N0} commands, {trades:N0} trades, {recounts:N0} recounts");
        HoldThatThereWereTrades(trades, commands);
    }

    private static void HoldThatThereWereTrades(long trades, long commands) =>
        Assert.True(trades > commands / 50, $"{trades} trades in {commands} commands are too few to tell");

    private static (Auditor Auditor, InvariantWatch Watch) FightOnThreads(int seed)
    {
        List<Command> opening = [.. CreditFight.Of(seed).Commands.TakeWhile(command => command.Kind != CommandKind.NewOrder)];
        CommandHeader own = opening[0].Header;
        for (int id = 1; id <= Sessions; id++)
        {
            opening.Add(Command.Of(own, new OpenSession { Participant = ParticipantOf(id), Name = Code.Parse($"desk{id}") }));
            opening.Add(Command.Of(own, new ConnectSession { Session = new SessionId((ushort)id) }));
        }

        SimulatedStorage storage = new(sectorBytes: 4_096);
        EngineOptions options = new()
        {
            CommandRingSlots = 64,
            EventRingSlots = 64,
            SnapshotEvery = 0,
            Reports = new ReportLogOptions { SegmentBytes = ReportLogOptions.MinSegmentBytes },
            Clock = new VirtualClock(own.Time),
        };
        List<Command>[] fights = [.. Enumerable.Range(1, Sessions).Select(id => FightsOf(id, seed, own.Time))];
        ulong lived;
        using (ThreadedEngine engine = ThreadedEngine.Open(storage, options))
        {
            engine.Start();
            opening.ForEach(command => Submit(engine, command));
            Thread[] sessions =
                [.. fights.Select(fight => new Thread(() => fight.ForEach(command => Submit(engine, command))))];
            Array.ForEach(sessions, thread => thread.Start());
            Assert.All(sessions, thread => Assert.True(thread.Join(PatienceMillis), $"seed {seed}: a session is locked up"));
            Assert.True(engine.Stop(PatienceMillis), $"seed {seed}: the engine is locked up or halted: {engine.Failure}");
            lived = engine.StateHash();
        }

        InvariantWatch watch = new(commandsBetweenRecounts: 50);
        Auditor auditor = new() { Watch = watch };
        auditor.CatchUp(storage, JournalReaderOf(storage));
        Assert.Equal(lived, auditor.Exchange.StateHash());
        Assert.Empty(auditor.NumberRefusals);
        for (int id = 1; id <= Sessions; id++)
            Assert.Equal(
                fights[id - 1].Count(command => command.Header.Session != SessionId.Engine),
                auditor.LastRequestOf(new SessionId((ushort)id)));
        return (auditor, watch);
    }

    private static ParticipantId ParticipantOf(int session) => new((ushort)((session - 1) % CreditFight.Participants + 1));

    private static long JournalReaderOf(SimulatedStorage storage)
    {
        using JournalReader reader = JournalReader.Open(storage);
        while (reader.Read())
        {
        }

        return reader.NextSequence - 1;
    }

    /// <summary>What one session does: the orders of a few fights, all its participant's; the lines are set by nobody's session.
    /// </summary>
    private static List<Command> FightsOf(int id, int seed, EngineTime time)
    {
        List<Command> commands = [];
        long request = 0;
        for (int fight = 0; fight < FightsOfASession; fight++)
        {
            int fightSeed = (seed * Sessions + id) * FightsOfASession + fight;
            IEnumerable<Command> all = CreditFight.Of(fightSeed).Commands;
            foreach (Command command in all.SkipWhile(command => command.Kind != CommandKind.NewOrder))
            {
                if (command.Kind == CommandKind.SetCreditLine)
                    commands.Add(command.With(new CommandHeader { Time = time }));
                if (command.Kind != CommandKind.NewOrder)
                    continue;
                CommandHeader header = new() { Time = time, Session = new SessionId((ushort)id), RequestNumber = ++request };
                commands.Add(Command.Of(header, command.NewOrder with
                {
                    Participant = ParticipantOf(id),
                    // Ids of one fight are used again in the next one.
                    ClOrdId = ClOrdId.Parse($"{fightSeed}-{command.NewOrder.ClOrdId}"),
                }));
            }
        }

        return commands;
    }

    /// <summary>Of an engine that has halted the stop tells.</summary>
    private static void Submit(ThreadedEngine engine, in Command command)
    {
        while (!engine.TrySubmit(command, default) && !engine.IsHalted)
            Thread.Yield();
    }

    /// <summary>Breaks nothing: it counts.</summary>
    private sealed class TradeCount : IInvariant
    {
        public long Trades { get; private set; }

        public string? Breach(Recount count, Step step)
        {
            Trades += step.Trades.Count;
            return null;
        }
    }
}
