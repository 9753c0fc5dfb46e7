namespace ComputeExchange.Disruptor.Tests;

public class RingBufferTests
{
    [Fact]
    public void A_full_ring_refuses_a_claim_until_its_slots_are_done_with()
    {
        foreach (ProducerKind kind in Enum.GetValues<ProducerKind>())
        {
            RingBuffer<TestEvent> ring = Rings.Make(4, kind);
            var consumer = ring.AddConsumer(new ConsumerOptions("only") { BatchMax = 1 }, Handler.Nothing);
            ring.PublishNumbers(3);

            Assert.False(ring.TryNext(2, out _));
            Assert.True(ring.TryNext(1, out long last));
            ring.Publish(last);
            Assert.False(ring.TryNext(1, out _));
            Assert.Equal((0, 4L, 2L), (ring.RemainingCapacity, consumer.Lag, ring.BackPressure.Refusals));

            Assert.True(consumer.TryProcess());
            Assert.True(ring.TryNext(1, out last));
            Assert.Equal(4, last);
        }
    }

    [Fact]
    public void A_ring_without_consumers_fills_up_and_stays_full()
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        ring.PublishNumbers(4);
        Assert.False(ring.TryNext(1, out _));
    }

    [Theory]
    [InlineData(ProducerKind.Multi, WaitStrategyKind.Blocking)]
    [InlineData(ProducerKind.Multi, WaitStrategyKind.Yielding)]
    [InlineData(ProducerKind.Single, WaitStrategyKind.BusySpin)]
    public void A_waiting_claim_is_counted_with_its_time_and_ends_when_there_is_room(
        ProducerKind kind, WaitStrategyKind wait)
    {
        RingBuffer<TestEvent> ring = Rings.Make(2, kind, wait);
        var consumer = ring.AddConsumer(new ConsumerOptions("only") { BatchMax = 1 }, Handler.Nothing);
        ring.PublishNumbers(2);
        long claimed = Sequence.Initial;
        var threads = new Threads();
        threads.Start(() => claimed = ring.Next(2));
        Threads.Until(() => ring.BackPressure.Waits == 1);

        Assert.True(consumer.TryProcess());
        Assert.Equal(1, ring.LastClaimed);
        Assert.True(consumer.TryProcess());

        threads.Join();
        Assert.Equal(3, claimed);
        Assert.True(ring.BackPressure.WaitTime > TimeSpan.Zero);
    }

    [Fact]
    public void A_batch_holds_all_that_is_published_up_to_its_limit()
    {
        RingBuffer<TestEvent> ring = Rings.Make(16);
        var batches = new List<(long, long)>();
        var whole = ring.AddConsumer("whole", new Handler((_, first, last) => batches.Add((first, last))));
        var halves = ring.AddConsumer(
            new ConsumerOptions("halves") { BatchMax = 6 }, new Handler((_, first, last) => batches.Add((first, last))));
        ring.PublishNumbers(10);

        Assert.True(whole.TryProcess());
        Assert.False(whole.TryProcess());
        Assert.True(halves.TryProcess());
        Assert.True(halves.TryProcess());
        Assert.False(halves.TryProcess());

        Assert.Equal([(0, 9), (0, 5), (6, 9)], batches);
    }

    [Theory]
    [InlineData(WaitStrategyKind.Blocking)]
    [InlineData(WaitStrategyKind.Yielding)]
    [InlineData(WaitStrategyKind.BusySpin)]
    public void A_running_consumer_without_events_gets_idle_calls_and_goes_on(WaitStrategyKind wait)
    {
        RingBuffer<TestEvent> ring = Rings.Make(4, ProducerKind.Multi, wait);
        int idles = 0, events = 0;
        ring.AddConsumer(
            new ConsumerOptions("only") { IdleAfterMillis = 1 },
            new Handler((_, _, _) => events++, () => Interlocked.Increment(ref idles)));
        var threads = new Threads();
        threads.StartAll(ring);

        Threads.Until(() => Volatile.Read(ref idles) >= 2);
        ring.PublishNumbers(1);
        Assert.True(ring.HaltWhenDrained());

        threads.Join();
        Assert.Equal(1, events);
    }

    [Fact]
    public void A_consumer_runs_on_one_thread_only()
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        var consumer = ring.AddConsumer("only", Handler.Nothing);
        var threads = new Threads();
        threads.StartAll(ring);
        Threads.Until(() => consumer.IsRunning);

        Assert.Throws<InvalidOperationException>(consumer.Run);
        Assert.Throws<InvalidOperationException>(() => consumer.TryProcess());
        Assert.Throws<InvalidOperationException>(() => consumer.TryIdle());

        ring.Halt();
        threads.Join();
    }

    [Fact]
    public void Consumers_come_before_events_and_only_after_consumers_of_the_same_ring()
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        var stranger = Rings.Make(4).AddConsumer("stranger", Handler.Nothing);
        Assert.Throws<ArgumentException>(() => ring.AddConsumer("only", Handler.Nothing, stranger));

        ring.PublishNumbers(1);
        Assert.Throws<InvalidOperationException>(() => ring.AddConsumer("late", Handler.Nothing));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void A_claim_of_no_slot_or_of_more_than_there_are_is_an_error(int count)
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.TryNext(count, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.Next(count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(3)]
    [InlineData(1 << 27)]
    public void A_capacity_is_a_power_of_two_within_its_range(int capacity)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Rings.Make(capacity));
        Assert.Contains("Capacity must be a power of two", error.Message);
    }

    [Fact]
    public void Consumer_options_out_of_range_are_errors_that_name_themselves()
    {
        RingBuffer<TestEvent> ring = Rings.Make(4);
        Assert.Throws<ArgumentException>(() => ring.AddConsumer(" ", Handler.Nothing));
        Assert.Contains("BatchMax", Refused(new ConsumerOptions("a") { BatchMax = 0 }));
        Assert.Contains("IdleAfterMillis", Refused(new ConsumerOptions("a") { IdleAfterMillis = 0 }));

        string Refused(ConsumerOptions options) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => ring.AddConsumer(options, Handler.Nothing)).Message;
    }
}
