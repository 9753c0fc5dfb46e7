using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public class ThreadTests
{
    private const int TimeoutMillis = 60_000;

    [Fact]
    public void Threads_give_the_same_journal_and_events_as_steps()
    {
        SimulatedClock clock = new();
        SimulatedStorage stepped = new();
        RecordingListener heard = new();
        using (SteppedEngine engine = new(stepped, EngineFixture.Options(clock), heard))
        {
            RandomFlow flow = new(51);
            engine.Submit(flow.Opening());
            for (int i = 0; i < 2_000; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
        }

        SimulatedStorage threaded = new();
        RecordingListener heardByThreads = new();
        using (ThreadedEngine engine = Open(threaded, clock, heardByThreads))
        {
            RandomFlow flow = new(51);
            foreach (Command command in flow.Opening())
                engine.Submit(command);
            for (int i = 0; i < 2_000; i++)
                engine.Submit(flow.Next());
            Assert.True(engine.Stop(TimeoutMillis));
        }

        Assert.Equal(EngineFixture.JournalOf(stepped), EngineFixture.JournalOf(threaded));
        Assert.Equal(heard.Events, heardByThreads.Events);
        Assert.Equal(heard.Reports.OrderBy(report => report.Key), heardByThreads.Reports.OrderBy(report => report.Key));
        Assert.Equal(1, heardByThreads.Halts);
        Assert.Null(heardByThreads.HaltReason);
    }

    [Fact]
    public void Many_producers_lose_nothing()
    {
        SimulatedStorage storage = new();
        RecordingListener listener = new();
        using ThreadedEngine engine = Open(storage, new SimulatedClock(), listener);
        RandomFlow opening = new(52);
        foreach (Command command in opening.Opening())
            engine.Submit(command);
        Thread[] producers = [.. Enumerable.Range(1, RandomFlow.Sessions).Select(session => new Thread(() =>
        {
            RandomFlow flow = new(session);
            for (int i = 0; i < 500; i++)
                engine.Submit(flow.Order((ushort)session));
        }))];
        Array.ForEach(producers, producer => producer.Start());
        Array.ForEach(producers, producer => producer.Join());
        Assert.True(engine.Stop(TimeoutMillis));
        List<string> replayed = EngineFixture.ReplayedEvents(storage, out ReplayResult result);
        Assert.Equal(listener.Events, replayed);
        Assert.Equal(500 * RandomFlow.Sessions, result.Figures.Of(CommandKind.NewOrder));
        for (ushort session = 1; session <= RandomFlow.Sessions; session++)
        {
            Assert.True(result.Exchange.View.TryGetSession(new SessionId(session), out Core.SessionStanding standing));
            Assert.Equal(500, standing.LastRequest);
        }
    }

    [Fact]
    public void A_failed_flush_on_the_journals_thread_halts_and_is_told_once()
    {
        SimulatedStorage storage = new();
        RecordingListener listener = new();
        using ThreadedEngine engine = Open(storage, new SimulatedClock(), listener);
        RandomFlow flow = new(53);
        foreach (Command command in flow.Opening())
            engine.Submit(command);
        storage.Inject(StorageFault.FailedFlush);
        while (!engine.IsHalted)
            engine.TrySubmit(flow.Order(1), default);
        Assert.False(engine.Stop(TimeoutMillis));
        Assert.Equal(1, listener.Halts);
        Assert.Equal(EngineHaltReason.StorageFailed, engine.Failure!.Reason);
        Assert.True(listener.LastSequence <= engine.Figures.DurableSequence);
    }

    [Fact]
    public void Nothing_is_forced_on_the_way_of_a_command_but_the_journal()
    {
        WitnessStorage storage = new(new SimulatedStorage());
        SimulatedClock clock = new();
        ThreadedEngine engine = ThreadedEngine.Open(storage, EngineFixture.Options(clock));
        using (engine)
        {
            storage.Flushes.Clear();
            engine.Start();
            RandomFlow flow = new(56);
            foreach (Command command in flow.Opening())
                engine.Submit(command);
            for (int i = 0; i < 200; i++)
            {
                engine.Submit(flow.Next());
                clock.Advance(TimeSpan.FromSeconds(1));
                Thread.Yield();
            }

            Assert.True(engine.Stop(TimeoutMillis));
        }

        IEnumerable<string> threads = storage.Flushes.Select(flush => flush.Thread).Distinct().Order();
        Assert.Equal(["engine journal", "engine upkeep"], threads.Where(name => name.StartsWith("engine ", StringComparison.Ordinal)));
        Assert.All(
            storage.Flushes.Where(flush => flush.Thread == "engine journal"),
            flush => Assert.StartsWith("journal-0", flush.File, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_that_runs_out_of_time_while_matching_waits_for_room_is_no_failure()
    {
        using ManualResetEventSlim goOn = new();
        HeldUpListener listener = new(goOn);
        EngineOptions options = EngineFixture.Options(new SimulatedClock()) with { EventRingSlots = 2, CommandRingSlots = 16 };
        using ThreadedEngine engine = ThreadedEngine.Open(new SimulatedStorage(), options);
        engine.Listen(listener);
        engine.Start();
        RandomFlow flow = new(57);
        foreach (Command command in flow.Opening().Take(8))
            engine.Submit(command);
        Assert.True(SpinWait.SpinUntil(() => engine.Figures.EventPressure.Waits > 0, TimeoutMillis));

        Task<bool> stop = Task.Run(() => engine.Stop(1));
        Assert.True(SpinWait.SpinUntil(() => engine.IsHalted, TimeoutMillis));
        goOn.Set();

        Assert.False(await stop);
        Assert.Null(engine.Failure);
        Assert.Null(listener.HaltReason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_command_of_many_thousand_events_passes_through_small_rings(bool hasThreads)
    {
        const int Orders = 5_000;
        SimulatedStorage storage = new();
        RecordingListener listener = new();
        RandomFlow flow = new(54);
        IEnumerable<Command> commands = flow.Opening()
            .Concat(Enumerable.Range(0, Orders).Select(_ => flow.Basket(1, Side.Sell, 1, 25_000)))
            .Append(flow.Asked(2, header => Command.Of(header, new MassCancel { Participant = new ParticipantId(2) })))
            .Concat([flow.Basket(2, Side.Buy, Orders, 25_000)]);
        EngineOptions options = EngineFixture.Options(new SimulatedClock()) with { EventRingSlots = 4, CommandRingSlots = 4 };
        if (hasThreads)
        {
            using ThreadedEngine engine = ThreadedEngine.Open(storage, options);
            engine.Listen(listener);
            engine.Start();
            foreach (Command command in commands)
                engine.Submit(command);
            Assert.True(engine.Stop(TimeoutMillis));
        }
        else
        {
            using SteppedEngine engine = new(storage, options, listener);
            engine.Submit(commands);
            engine.RunUntilQuiet();
            Assert.Null(engine.Failure);
        }

        Assert.Equal(Orders, listener.Events.Count(line => line.Contains("Trade {", StringComparison.Ordinal)));
    }

    [Fact]
    public void Time_passes_without_commands()
    {
        SimulatedStorage storage = new();
        SimulatedClock clock = new();
        using SteppedEngine engine = new(storage, EngineFixture.Options(clock));
        engine.RunUntilQuiet();
        EngineTime before = engine.Exchange.Time;
        clock.Advance(TimeSpan.FromSeconds(59));
        engine.RunUntilQuiet();
        Assert.Equal(before, engine.Exchange.Time);
        clock.Advance(TimeSpan.FromSeconds(1));
        engine.RunUntilQuiet();
        Assert.Equal(before.Nanos + 60 * EngineTime.NanosPerSecond, engine.Exchange.Time.Nanos);
    }

    [Fact]
    public void An_order_expires_when_it_is_due_without_anybodys_command()
    {
        SimulatedClock clock = new();
        RecordingListener listener = new();
        using SteppedEngine engine = new(new SimulatedStorage(), EngineFixture.Options(clock), listener);
        RandomFlow flow = new(55);
        engine.Submit(flow.Opening());
        engine.Submit(flow.Basket(1, Side.Buy, 1, 25_000, TimeInForce.Day));
        engine.RunUntilQuiet();
        clock.Advance(TimeSpan.FromSeconds(1 + (engine.Exchange.NextDeadline.Nanos - engine.Now.Nanos) / 1_000_000_000));
        engine.RunUntilQuiet();
        clock.Advance(TimeSpan.FromDays(1));
        engine.RunUntilQuiet();
        Assert.Contains(listener.Events, line => line.Contains("OrderExpired", StringComparison.Ordinal));
    }

    [Fact]
    public void What_comes_alone_is_passed_on_by_who_made_it_durable()
    {
        ThreadNames listener = new();
        using ThreadedEngine engine = ThreadedEngine.Open(new SimulatedStorage(), EngineFixture.Options(new SimulatedClock()));
        engine.Listen(listener);
        engine.Start();
        RandomFlow flow = new(58);
        foreach (Command command in flow.Opening().Concat(Enumerable.Range(0, 200).Select(_ => flow.Next())))
        {
            long before = engine.Figures.PublishedSequence;
            engine.Submit(command);
            Assert.True(SpinWait.SpinUntil(() => engine.Figures.PublishedSequence > before, TimeoutMillis));
        }

        Assert.True(engine.Stop(TimeoutMillis));
        Assert.Subset(new HashSet<string?> { "engine journal", "engine publisher" }, listener.Names);
        Assert.Contains("engine journal", listener.Names);
        Assert.Equal("engine publisher", listener.HaltedBy);
        Assert.Equal(EngineFixture.Numbered(listener.Places), listener.Places);
    }

    private sealed class ThreadNames : RecordingListener
    {
        public HashSet<string?> Names { get; } = [];

        public string? HaltedBy { get; private set; }

        public override void OnEvent(in Command command, in Event happened)
        {
            Names.Add(Thread.CurrentThread.Name);
            base.OnEvent(command, happened);
        }

        public override void OnHalted(Exception? reason)
        {
            HaltedBy = Thread.CurrentThread.Name;
            base.OnHalted(reason);
        }
    }

    private sealed class HeldUpListener(ManualResetEventSlim goOn) : RecordingListener
    {
        public override void OnEvent(in Command command, in Event happened)
        {
            goOn.Wait();
            base.OnEvent(command, happened);
        }
    }

    private static ThreadedEngine Open(SimulatedStorage storage, SimulatedClock clock, RecordingListener listener)
    {
        ThreadedEngine engine = ThreadedEngine.Open(storage, EngineFixture.Options(clock));
        engine.Listen(listener);
        engine.Start();
        return engine;
    }
}
