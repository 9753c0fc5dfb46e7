namespace ComputeExchange.Disruptor.Tests;

public class HaltTests
{
    private static readonly InvalidDataException DiskFailure = new("disk gone");

    [Fact]
    public void A_failing_handler_halts_the_ring_and_the_reason_is_kept()
    {
        RingBuffer<TestEvent> ring = Rings.Make(8);
        var journal = ring.AddConsumer(
            new ConsumerOptions("journal") { BatchMax = 2 },
            new Handler((_, first, _) =>
            {
                if (first == 2)
                    throw DiskFailure;
            }));
        ring.PublishNumbers(4);

        Assert.True(journal.TryProcess());
        Assert.False(journal.TryProcess());

        Assert.Same(DiskFailure, journal.Failure);
        var reason = Assert.IsType<HandlerFailedException>(ring.HaltReason);
        Assert.Equal(("journal", 2L, 3L), (reason.Consumer, reason.First, reason.Last));
        Assert.Same(DiskFailure, reason.InnerException);
        Assert.Equal("Consumer journal failed in the batch of events 2 to 3: disk gone", reason.Message);
    }

    [Fact]
    public void What_a_failed_consumer_is_not_done_with_reaches_nobody_after_it()
    {
        RingBuffer<TestEvent> ring = Rings.Make(8);
        int reached = 0;
        var journal = ring.AddConsumer("journal", new Handler((_, _, _) => throw DiskFailure));
        var publisher = ring.AddConsumer("publisher", new Handler((_, _, _) => reached++), journal);
        ring.PublishNumbers(3);

        journal.TryProcess();

        Assert.False(publisher.TryProcess());
        Assert.Equal(0, reached);
        Assert.Equal(Sequence.Initial, journal.Sequence.Value);
    }

    [Fact]
    public void Producers_of_a_halted_ring_get_a_typed_refusal_with_the_reason()
    {
        foreach (ProducerKind kind in Enum.GetValues<ProducerKind>())
        {
            RingBuffer<TestEvent> ring = Rings.Make(8, kind);
            ring.AddConsumer("only", Handler.Nothing);
            ring.Halt(DiskFailure);

            Assert.False(ring.TryNext(1, out _));
            Assert.True(ring.IsHalted);
            Assert.Equal(0, ring.BackPressure.Refusals);
            Assert.Same(DiskFailure, Assert.Throws<RingHaltedException>(() => ring.Next()).InnerException);
        }
    }

    [Fact]
    public void The_first_reason_stays_and_later_failures_stay_with_their_consumers()
    {
        RingBuffer<TestEvent> ring = Rings.Make(8);
        var second = new InvalidDataException("second");
        BatchEventProcessor<TestEvent>? other = null;
        var failing = ring.AddConsumer("first", new Handler((_, _, _) => throw DiskFailure));
        other = ring.AddConsumer("second", new Handler((_, _, _) =>
        {
            failing.TryProcess();
            throw second;
        }));
        ring.PublishNumbers(1);

        other.TryProcess();

        Assert.Same(DiskFailure, ring.HaltReason!.InnerException);
        Assert.Same(DiskFailure, failing.Failure);
        Assert.Same(second, other.Failure);
    }

    [Theory]
    [InlineData(WaitStrategyKind.Blocking)]
    [InlineData(WaitStrategyKind.Yielding)]
    [InlineData(WaitStrategyKind.BusySpin)]
    public void A_halt_wakes_waiting_consumers_and_producers(WaitStrategyKind wait)
    {
        RingBuffer<TestEvent> ring = Rings.Make(2, ProducerKind.Multi, wait);
        var stuck = ring.AddConsumer("stuck", Handler.Nothing);
        var waiting = ring.AddConsumer("waiting", Handler.Nothing, stuck);
        ring.PublishNumbers(2);
        var threads = new Threads();
        threads.Start(waiting.Run);
        threads.Start(() => Assert.Throws<RingHaltedException>(() => ring.Next()));
        Threads.Until(() => waiting.IsRunning && ring.BackPressure.Waits == 1);

        ring.Halt(DiskFailure);

        threads.Join();
        Assert.False(waiting.IsRunning);
    }

    [Fact]
    public void A_failing_handler_stops_all_running_consumers_and_the_waiting_producer()
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        var journal = ring.AddConsumer("journal", new Handler((_, _, last) =>
        {
            if (last >= 20)
                throw DiskFailure;
        }));
        var matching = ring.AddConsumer("matching", Handler.Nothing);
        ring.AddConsumer("publisher", Handler.Nothing, journal, matching);
        var threads = new Threads();
        threads.StartAll(ring);
        threads.Start(() => Assert.Throws<RingHaltedException>(() => ring.PublishNumbers(1_000)));

        threads.Join();

        Assert.Same(DiskFailure, ring.HaltReason!.InnerException);
    }

    [Fact]
    public void A_failing_idle_call_halts_the_ring_too()
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        var consumer = ring.AddConsumer("only", new Handler((_, _, _) => { }, () => throw DiskFailure));

        Assert.False(consumer.TryIdle());

        Assert.Equal("Consumer only failed when idle before event 0: disk gone", ring.HaltReason!.Message);
    }

    [Fact]
    public void A_closed_ring_refuses_producers_until_it_is_drained_and_then_halts_without_a_reason()
    {
        foreach (ProducerKind kind in Enum.GetValues<ProducerKind>())
        {
            RingBuffer<TestEvent> ring = Rings.Make(8, kind);
            int seen = 0;
            var consumer = ring.AddConsumer("only", new Handler((_, first, last) => seen += (int)(last - first) + 1));
            ring.PublishNumbers(5);

            Assert.False(ring.TryHaltWhenDrained());
            Assert.False(ring.TryNext(1, out _));
            Assert.Null(Assert.Throws<RingHaltedException>(() => ring.Next()).InnerException);
            Assert.False(ring.IsHalted);

            Assert.True(consumer.TryProcess());
            Assert.True(ring.TryHaltWhenDrained());
            Assert.Equal((5, true, null), (seen, ring.IsHalted, ring.HaltReason));
        }
    }

    [Fact]
    public void Draining_waits_for_events_that_are_claimed_but_not_yet_published()
    {
        RingBuffer<TestEvent> ring = Rings.Make(8);
        var consumer = ring.AddConsumer("only", Handler.Nothing);
        long late = ring.Next();

        Assert.False(ring.HaltWhenDrained(timeoutMillis: 1));
        Assert.True(ring.IsClosed);
        Assert.False(ring.IsHalted);

        ring.Publish(late);
        Assert.True(consumer.TryProcess());
        Assert.True(ring.HaltWhenDrained());
    }

    [Fact]
    public void Draining_ends_with_no_when_a_consumer_fails_on_the_way()
    {
        RingBuffer<TestEvent> ring = Rings.Make(8);
        ring.AddConsumer("only", new Handler((_, _, _) => throw DiskFailure));
        ring.PublishNumbers(3);
        var threads = new Threads();
        threads.StartAll(ring);

        Assert.False(ring.HaltWhenDrained());

        threads.Join();
        Assert.Same(DiskFailure, ring.HaltReason!.InnerException);
    }
}
