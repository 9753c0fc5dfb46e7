using ComputeExchange.Core;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public class DurabilityTests
{
    [Fact]
    public void Nothing_is_told_before_its_command_is_on_disk()
    {
        RecordingListener listener = new();
        using SteppedEngine engine = new(new SimulatedStorage(), EngineFixture.Options(new SimulatedClock()), listener);
        while (engine.TryMatch() | engine.TryPublish())
        {
        }

        Assert.Equal(2, engine.Exchange.Sequence);
        Assert.Empty(listener.Events);
        Assert.True(engine.TryJournal());
        Assert.True(engine.TryPublish());
        Assert.NotEmpty(listener.Events);
        Assert.Equal(2, engine.Figures.DurableSequence);
    }

    [Theory]
    [InlineData(StorageFault.FailedFlush, EngineHaltReason.StorageFailed)]
    [InlineData(StorageFault.WriteError, EngineHaltReason.StorageFailed)]
    [InlineData(StorageFault.Full, EngineHaltReason.DiskFull)]
    public void A_journal_that_fails_stops_the_engine_and_nothing_later_is_told(StorageFault fault, EngineHaltReason reason)
    {
        SimulatedStorage storage = new();
        SimulatedClock clock = new();
        RecordingListener listener = new();
        RandomFlow flow = new(21);
        using (SteppedEngine engine = new(storage, EngineFixture.Options(clock), listener))
        {
            engine.Submit(flow.Opening());
            engine.RunUntilQuiet();
            int told = listener.Events.Count;
            storage.Inject(fault);
            engine.Submit(flow.Order(1));
            engine.RunUntilQuiet();
            Assert.True(engine.IsHalted);
            Assert.Equal(told, listener.Events.Count);
            Assert.Equal(1, listener.Halts);
            Assert.Equal(reason, Assert.IsType<EngineHaltedException>(listener.HaltReason).Reason);
            Assert.Equal("journal", engine.Failure!.Stage);
            Assert.False(engine.TrySubmit(flow.Order(2), default));
        }

        storage.Crash();
        long told2 = listener.LastSequence;
        using SteppedEngine again = new(storage, EngineFixture.Options(clock));
        Assert.True(again.Recovery.LastSequence >= told2);
    }

    [Fact]
    public void A_report_log_that_fails_while_it_is_read_stops_the_engine_too()
    {
        SimulatedStorage storage = new();
        RecordingListener listener = new();
        RandomFlow flow = new(22);
        using SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock()), listener);
        engine.Submit(flow.Opening());
        engine.RunUntilQuiet();
        engine.Submit(flow.Order(1));
        engine.RunUntilQuiet();
        storage.Inject(StorageFault.WriteError);
        Assert.Equal(0, engine.ReadReports(new SessionId(1), 1, new byte[4_096], out long next));
        Assert.Equal(1, next);
        engine.RunUntilQuiet();
        Assert.Equal(1, listener.Halts);
        Assert.Equal((EngineHaltReason.StorageFailed, "reports"), (engine.Failure!.Reason, engine.Failure.Stage));
    }

    [Fact]
    public void A_crash_at_any_moment_loses_nothing_that_was_told()
    {
        for (int seed = 100; seed < 130; seed++)
        {
            SimulatedStorage storage = new();
            SimulatedClock clock = new();
            RecordingListener listener = new();
            RandomFlow flow = new(seed);
            Random chance = new(seed);
            SteppedEngine engine = new(storage, EngineFixture.Options(clock), listener);
            engine.Submit(flow.Opening());
            int steps = chance.Next(1, 400);
            for (int i = 0; i < steps; i++)
                TakeAnyStep(engine, flow, chance);
            storage.Crash(chance);

            using SteppedEngine again = new(storage, EngineFixture.Options(clock));
            List<string> replayed = EngineFixture.ReplayedEvents(storage, out _);
            Assert.True(again.Recovery.LastSequence >= listener.LastSequence, $"seed {seed}");
            Assert.Equal(listener.Events, replayed.Take(listener.Events.Count));
            foreach (((int session, long number), string report) in listener.Reports)
                Assert.Equal(report, again.ReadAll((ushort)session)[(int)number - 1]);
        }
    }

    [Fact]
    public void A_listener_that_throws_stops_the_engine_as_a_bug()
    {
        using SteppedEngine engine = new(new SimulatedStorage(), EngineFixture.Options(new SimulatedClock()), new Thrower());
        engine.RunUntilQuiet();
        Assert.Equal(EngineHaltReason.Unexpected, engine.Failure!.Reason);
        Assert.Equal("publisher", engine.Failure.Stage);
    }

    [Fact]
    public void A_broken_invariant_has_a_reason_of_its_own() => Assert.Equal(
        EngineHaltReason.InvariantBroken,
        EngineHaltedException.Of("matching", new InvariantException("an order ends once")).Reason);

    [Fact]
    public void Reports_are_made_again_when_their_log_is_lost()
    {
        SimulatedStorage storage = new();
        SimulatedClock clock = new();
        RecordingListener listener = new();
        RandomFlow flow = new(31);
        List<List<string>> before = [];
        using (SteppedEngine engine = new(storage, EngineFixture.Options(clock), listener))
        {
            engine.Submit(flow.Opening());
            for (int i = 0; i < 300; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
            for (ushort session = 1; session <= RandomFlow.Sessions; session++)
                before.Add(engine.ReadAll(session));
        }

        foreach (string name in storage.List("reports-"))
            storage.Delete(name);
        using SteppedEngine again = new(storage, EngineFixture.Options(clock));
        for (ushort session = 1; session <= RandomFlow.Sessions; session++)
            Assert.Equal(before[session - 1], again.ReadAll(session));
        Assert.NotEmpty(before[0]);
        Assert.Equal(again.Recovery.LastSequence, again.Recovery.ReportsMadeAgain);
        Assert.Equal(listener.Reports.Count, before.Sum(reports => reports.Count));
    }

    [Fact]
    public void A_second_engine_on_the_same_directory_is_refused()
    {
        SimulatedStorage storage = new();
        using SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock()));
        Assert.Throws<DataDirectoryInUseException>(
            () => new SteppedEngine(storage, EngineFixture.Options(new SimulatedClock())));
    }

    private static void TakeAnyStep(SteppedEngine engine, RandomFlow flow, Random chance)
    {
        switch (chance.Next(5))
        {
            case 0:
                engine.TryJournal();
                break;
            case 1:
                engine.TryMatch();
                break;
            case 2:
                engine.TryPublish();
                break;
            default:
                engine.Submit(flow.Next());
                break;
        }
    }

    private sealed class Thrower : IEngineListener
    {
        public void OnEvent(in Command command, in Event happened) => throw new NotSupportedException("not today");

        public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded)
        {
        }

        public void OnAnswer(in Query query, in Answer answer)
        {
        }

        public void OnBatchEnd()
        {
        }

        public void OnHalted(Exception? reason)
        {
        }
    }
}
