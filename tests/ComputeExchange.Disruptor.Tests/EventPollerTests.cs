using Xunit;

namespace ComputeExchange.Disruptor.Tests;

public class EventPollerTests
{
    private sealed class Nothing : IEventHandler<long>
    {
        public void OnBatch(RingBuffer<long> ring, long first, long last)
        {
        }
    }

    [Fact]
    public void A_poller_gives_slots_back_one_by_one()
    {
        RingBuffer<long> ring = new(new RingOptions { Capacity = 4 });
        EventPoller<long> poller = ring.AddPoller("poller");
        for (int i = 0; i < 4; i++)
            ring.Publish(ring.Next());
        Assert.False(ring.TryNext(1, out _));
        Assert.Equal(3, poller.HighestAvailable());
        poller.Done(0);
        Assert.True(ring.TryNext(1, out _));
        Assert.False(ring.TryNext(1, out _));
        Assert.Equal(4, poller.Lag);
    }

    [Fact]
    public void A_poller_sees_only_what_those_before_it_are_done_with()
    {
        RingBuffer<long> ring = new(new RingOptions { Capacity = 4 });
        BatchEventProcessor<long> first = ring.AddConsumer("first", new Nothing());
        EventPoller<long> poller = ring.AddPoller("poller", first);
        ring.Publish(ring.Next());
        Assert.Equal(Sequence.Initial, poller.HighestAvailable());
        Assert.True(first.TryProcess());
        Assert.Equal(0, poller.HighestAvailable());
        Assert.Equal(WaitOutcome.Reached, poller.WaitFor(0, Timeout.Infinite));
    }

    [Fact]
    public void A_poller_never_goes_back()
    {
        RingBuffer<long> ring = new(new RingOptions { Capacity = 4 });
        EventPoller<long> poller = ring.AddPoller("poller");
        ring.Publish(ring.Next());
        poller.Done(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => poller.Done(-1));
    }

    [Fact]
    public void A_halt_ends_the_wait_of_a_poller()
    {
        RingBuffer<long> ring = new(new RingOptions { Capacity = 4 });
        EventPoller<long> poller = ring.AddPoller("poller");
        ring.Halt();
        Assert.Equal(WaitOutcome.Alerted, poller.WaitFor(0, Timeout.Infinite));
        Assert.True(poller.IsAlerted);
    }
}
