using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public class ReplayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_replay_gives_the_events_and_the_state_that_were_lived(int seed)
    {
        SimulatedStorage storage = new();
        RecordingListener listener = new();
        ulong lived;
        using (SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock()), listener))
        {
            RandomFlow flow = new(seed);
            engine.Submit(flow.Opening());
            for (int i = 0; i < 1_000; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
            lived = engine.Exchange.StateHash();
            Assert.Equal(engine.Exchange.Sequence, engine.Figures.PublishedSequence);
        }

        List<string> replayed = EngineFixture.ReplayedEvents(storage, out ReplayResult result);
        Assert.Equal(listener.Events, replayed);
        Assert.Equal(lived, result.StateHash);
        Assert.True(result.Figures.Trades > 50, $"seed {seed} trades too little to tell");
        Assert.Equal(result.Exchange.Sequence, result.Figures.Commands);
        Assert.Equal(result.Figures.Events, replayed.Count);
        Assert.True(result.Figures.Notional > 0);
    }

    [Fact]
    public void A_long_replay_reads_ahead_and_gives_what_reading_one_by_one_gives()
    {
        SimulatedStorage storage = Lived(seed: 21, commands: 12_000);

        List<string> ahead = EngineFixture.ReplayedEvents(storage, out ReplayResult result);
        List<string> oneByOne = [];
        // A stop that is never reached keeps the reader at the command that is applied.
        ReplayResult slow = JournalReplay.Run(
            storage, new ReplayOptions { ThroughTime = new EngineTime(EngineTime.Never.Nanos - 1) },
            onEvent: (in command, in happened) => oneByOne.Add(RecordingListener.Line(happened)));

        Assert.Equal(oneByOne, ahead);
        Assert.Equal(slow.StateHash, result.StateHash);
        Assert.Equal(slow.Head, result.Head);
        Assert.True(result.Figures.Commands > 12_000);
    }

    [Fact]
    public void Damage_far_ahead_comes_up_behind_everything_that_stands_before_it()
    {
        SimulatedStorage storage = Lived(seed: 22, commands: 6_000);
        List<string> whole = EngineFixture.ReplayedEvents(storage, out ReplayResult result);
        string segment = storage.List("journal-").First(name => name.EndsWith(".seg", StringComparison.Ordinal));
        using (IStorageFile file = storage.Open(segment))
            file.Write(file.Length / 2, [0xA5, 0x5A, 0xA5]);

        List<string> events = [];
        long last = 0;
        Assert.Throws<JournalDamagedException>(() => JournalReplay.Run(
            storage, new ReplayOptions { ProgressEvery = 1 }, progress => last = progress.Sequence,
            (in command, in happened) => events.Add(RecordingListener.Line(happened))));

        Assert.InRange(last, 100, result.Exchange.Sequence - 100);
        Assert.Equal(whole[..events.Count], events);
        Assert.NotEmpty(events);
    }

    [Fact]
    public void A_replay_that_is_called_off_while_it_reads_ahead_ends()
    {
        SimulatedStorage storage = Lived(seed: 23, commands: 9_000);
        using CancellationTokenSource source = new();

        Assert.Throws<OperationCanceledException>(() => JournalReplay.Run(
            storage, new ReplayOptions { ProgressEvery = 1 }, _ => source.Cancel(), cancellation: source.Token));
    }

    [Fact]
    public void A_restart_goes_on_from_the_state_that_was_left()
    {
        SimulatedStorage storage = new();
        SimulatedClock clock = new();
        RandomFlow flow = new(5);
        ulong left;
        using (SteppedEngine engine = new(storage, EngineFixture.Options(clock)))
        {
            engine.Submit(flow.Opening());
            for (int i = 0; i < 300; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
            left = engine.Exchange.StateHash();
        }

        RecordingListener listener = new();
        using SteppedEngine again = new(storage, EngineFixture.Options(clock), listener);
        Assert.Equal(left, again.Recovery.StateHash);
        again.RunUntilQuiet();
        Assert.Contains("DisconnectSession", listener.Events[0]);
        Assert.Equal(again.Recovery.LastSequence + 2, again.Exchange.Sequence);
    }

    [Fact]
    public void A_replay_stops_at_a_sequence_or_before_a_time()
    {
        SimulatedStorage storage = new();
        RandomFlow flow = new(8);
        EngineTime middle;
        ulong atMiddle;
        long sequence;
        using (SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock())))
        {
            engine.Submit(flow.Opening());
            for (int i = 0; i < 100; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
            (middle, atMiddle, sequence) = (flow.Time, engine.Exchange.StateHash(), engine.Exchange.Sequence);
            for (int i = 0; i < 100; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
        }

        Assert.Equal(atMiddle, JournalReplay.Run(storage, new ReplayOptions { ThroughSequence = sequence }).StateHash);
        Assert.Equal(atMiddle, JournalReplay.Run(storage, new ReplayOptions { ThroughTime = middle }).StateHash);
        List<long> told = [];
        JournalReplay.Run(storage, new ReplayOptions { ProgressEvery = 50 }, progress => told.Add(progress.Sequence));
        Assert.Equal([50, 100, 150], told[..3]);
    }

    [Fact]
    public void The_same_steps_give_the_same_bytes()
    {
        Assert.Equal(Bytes(), Bytes());

        static List<string> Bytes()
        {
            SimulatedStorage storage = new();
            using SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock()));
            RandomFlow flow = new(11);
            engine.Submit(flow.Opening());
            for (int i = 0; i < 200; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
            List<string> bytes = [];
            foreach (string name in storage.List("journal-").Concat(storage.List("reports-")))
            {
                if (name.EndsWith(".seg", StringComparison.Ordinal))
                    bytes.Add(Convert.ToHexString(storage.BytesOf(name).AsSpan(128)));
            }

            return bytes;
        }
    }

    [Fact]
    public void Questions_leave_no_trace_in_the_state()
    {
        Assert.Equal(Hash(asks: false), Hash(asks: true));

        static ulong Hash(bool asks)
        {
            using SteppedEngine engine = new(new SimulatedStorage(), EngineFixture.Options(new SimulatedClock()));
            RandomFlow flow = new(12);
            engine.Submit(flow.Opening());
            if (asks)
            {
                Assert.True(engine.TryAsk(new Query
                {
                    Kind = QueryKind.Top,
                    Participant = new ParticipantId(1),
                    Instrument = RandomFlow.Forward,
                }));
            }

            engine.RunUntilQuiet();
            return engine.Exchange.StateHash();
        }
    }

    private static SimulatedStorage Lived(int seed, int commands)
    {
        SimulatedStorage storage = new();
        using SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock()));
        RandomFlow flow = new(seed);
        engine.Submit(flow.Opening());
        for (int i = 0; i < commands; i++)
            engine.Submit(flow.Next());
        engine.RunUntilQuiet();
        return storage;
    }
}
