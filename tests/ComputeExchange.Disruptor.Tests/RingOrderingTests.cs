using FsCheck;
using FsCheck.Fluent;

namespace ComputeExchange.Disruptor.Tests;

// Real threads, small rings, many laps: whatever the scheduler does, the promises of the ring hold.
public class RingOrderingTests
{
    public sealed record Traffic(
        ProducerKind Kind, WaitStrategyKind Wait, int Producers, int CapacityLog, int ClaimMax, int BatchMax)
    {
        public int Capacity => 1 << CapacityLog;

        // Spinning threads give their core up only when their turn is over: fewer events make the same laps bearable.
        public int EventsEach => Wait == WaitStrategyKind.BusySpin ? 64 : 1_500;
    }

    private static readonly Arbitrary<Traffic> AnyTraffic =
        (from kind in Gen.Elements(ProducerKind.Multi, ProducerKind.Multi, ProducerKind.Single)
         from wait in Gen.Elements(WaitStrategyKind.Blocking, WaitStrategyKind.Yielding)
         from producers in Gen.Choose(1, 4)
         from capacityLog in Gen.Choose(0, 6)
         from claimMax in Gen.Choose(1, 8)
         from batchMax in Gen.Choose(1, 32)
         select new Traffic(kind, wait, kind == ProducerKind.Single ? 1 : producers, capacityLog, claimMax, batchMax))
        .ToArbitrary();

    [Fact]
    public void Every_event_arrives_once_in_sequence_through_every_stage() =>
        Prop.ForAll(AnyTraffic, RunDiamond).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(ProducerKind.Multi, WaitStrategyKind.Blocking)]
    [InlineData(ProducerKind.Multi, WaitStrategyKind.Yielding)]
    [InlineData(ProducerKind.Multi, WaitStrategyKind.BusySpin)]
    [InlineData(ProducerKind.Single, WaitStrategyKind.Blocking)]
    [InlineData(ProducerKind.Single, WaitStrategyKind.Yielding)]
    [InlineData(ProducerKind.Single, WaitStrategyKind.BusySpin)]
    public void Every_wait_strategy_keeps_the_order(ProducerKind kind, WaitStrategyKind wait) =>
        RunDiamond(new Traffic(kind, wait, kind == ProducerKind.Single ? 1 : 2, CapacityLog: 4, ClaimMax: 3, BatchMax: 8));

    [Fact]
    public void Every_event_claimed_before_the_closing_is_consumed_and_none_after()
    {
        foreach (ProducerKind kind in new[] { ProducerKind.Multi, ProducerKind.Single })
        {
            for (int round = 0; round < 100; round++)
                CloseUnderTraffic(kind, round);
        }
    }

    private static void RunDiamond(Traffic traffic)
    {
        RingBuffer<TestEvent> ring = Rings.Make(traffic.Capacity, traffic.Kind, traffic.Wait);
        long[] seen = new long[traffic.Producers];
        long journalNext = 0, matchingNext = 0, publisherNext = 0;
        BatchEventProcessor<TestEvent>? journal = null, matching = null;

        journal = ring.AddConsumer(Options("journal"), new Handler((_, first, last) =>
        {
            Assert.Equal(journalNext, first);
            for (long s = first; s <= last; s++)
                ring[s].JournalMark = s;
            journalNext = last + 1;
        }));
        matching = ring.AddConsumer(Options("matching"), new Handler((_, first, last) =>
        {
            Assert.Equal(matchingNext, first);
            for (long s = first; s <= last; s++)
            {
                ref TestEvent e = ref ring[s];
                Assert.Equal(seen[e.Producer]++, e.Number);
                e.MatchingMark = s;
            }

            matchingNext = last + 1;
        }));
        ring.AddConsumer(Options("publisher"), new Handler((_, first, last) =>
        {
            Assert.Equal(publisherNext, first);
            Assert.True(last <= journal!.Sequence.Value && last <= matching!.Sequence.Value);
            for (long s = first; s <= last; s++)
            {
                ref TestEvent e = ref ring[s];
                Assert.Equal((s, s), (e.JournalMark, e.MatchingMark));
                e.PublisherMark = s;
            }

            publisherNext = last + 1;
        }), journal, matching);

        var consumers = new Threads();
        consumers.StartAll(ring);
        var producers = new Threads();
        for (int p = 0; p < traffic.Producers; p++)
        {
            int producer = p;
            producers.Start(() => Produce(ring, traffic, producer));
        }

        producers.Join();
        Assert.True(ring.HaltWhenDrained(60_000), ring.HaltReason?.ToString() ?? "The ring does not drain.");
        consumers.Join();
        Assert.Null(ring.HaltReason);
        Assert.All(seen, count => Assert.Equal(traffic.EventsEach, count));
        Assert.Equal((long)traffic.EventsEach * traffic.Producers, publisherNext);
        Assert.Equal(traffic.Capacity, ring.RemainingCapacity);

        ConsumerOptions Options(string name) => new(name) { BatchMax = traffic.BatchMax };
    }

    // A slot may be claimed again only when the last stage has marked the event that was in it a lap ago.
    private static void Produce(RingBuffer<TestEvent> ring, Traffic traffic, int producer)
    {
        int claimMax = Math.Min(traffic.ClaimMax, traffic.Capacity);
        for (int number = 0; number < traffic.EventsEach;)
        {
            int count = Math.Min(1 + number % claimMax, traffic.EventsEach - number);
            long last = ring.Next(count);
            for (long s = last - count + 1; s <= last; s++)
            {
                ref TestEvent e = ref ring[s];
                if (s >= traffic.Capacity)
                    Assert.Equal(s - traffic.Capacity, e.PublisherMark);
                e = new TestEvent { Producer = producer, Number = number++ };
            }

            ring.Publish(last - count + 1, last);
        }
    }

    private static void CloseUnderTraffic(ProducerKind kind, int round)
    {
        RingBuffer<TestEvent> ring = Rings.Make(8, kind);
        long consumed = 0, granted = 0;
        ring.AddConsumer("only", new Handler((_, first, last) => consumed += last - first + 1));
        var threads = new Threads();
        threads.StartAll(ring);
        for (int p = 0; p < (kind == ProducerKind.Single ? 1 : 2); p++)
        {
            threads.Start(() => Assert.Throws<RingHaltedException>(ProduceUntilRefused));
        }

        Threads.Until(() => Volatile.Read(ref granted) > round);
        Assert.True(ring.HaltWhenDrained(60_000));
        threads.Join();
        Assert.Equal(granted, consumed);
        Assert.Equal(granted, ring.LastClaimed + 1);

        void ProduceUntilRefused()
        {
            while (true)
            {
                long sequence = ring.Next();
                Interlocked.Increment(ref granted);
                ring.Publish(sequence);
            }
        }
    }
}
