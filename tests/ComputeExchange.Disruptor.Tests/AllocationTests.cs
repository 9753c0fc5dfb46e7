using System.Runtime.CompilerServices;

namespace ComputeExchange.Disruptor.Tests;

[Collection(Alone.Name)]
public class AllocationTests
{
    // About the size of a command with its bytes in the slot.
    [InlineArray(1536)]
    private struct BigEvent
    {
        private byte _element;
    }

    [Theory]
    [InlineData(ProducerKind.Multi)]
    [InlineData(ProducerKind.Single)]
    public void Publishing_and_consuming_by_steps_allocates_nothing(ProducerKind kind)
    {
        var ring = new RingBuffer<BigEvent>(new RingOptions { Capacity = 16, Producers = kind });
        var handler = new Summing();
        BatchEventProcessor<BigEvent> consumer = ring.AddConsumer("only", handler);
        Flow(100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Flow(10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4 * (100 + 10_000), handler.Sum);

        void Flow(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                if (!ring.TryNext(3, out long last))
                    throw new InvalidOperationException("No room.");
                for (long s = last - 2; s <= last; s++)
                    ring[s][1535] = 1;
                ring.Publish(last - 2, last);
                long one = ring.Next();
                ring[one][1535] = 1;
                ring.Publish(one);
                consumer.TryProcess();
            }
        }
    }

    [Fact]
    public void Waiting_and_waking_by_the_blocking_strategy_allocates_nothing()
    {
        var ring = new RingBuffer<BigEvent>(new RingOptions { Capacity = 4 });
        var handler = new Summing();
        BatchEventProcessor<BigEvent> consumer = ring.AddConsumer(
            new ConsumerOptions("only") { IdleAfterMillis = 1 }, handler);
        var threads = new Threads();
        threads.Start(consumer.Run);
        Flow((int)WarmUp);
        Threads.Until(() => handler.Idles >= 2);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Flow(4_000);
        long produced = GC.GetAllocatedBytesForCurrentThread() - before;
        int idles = handler.Idles;
        Threads.Until(() => handler.Idles > idles);

        Assert.True(ring.HaltWhenDrained());
        threads.Join();
        Assert.Equal(0, produced);
        Assert.Equal(0, handler.AllocatedSinceMark);

        void Flow(int count)
        {
            for (int i = 0; i < count; i++)
            {
                long sequence = ring.Next();
                ring[sequence][1535] = 1;
                ring.Publish(sequence);
            }
        }
    }

    private const long WarmUp = 2_000;

    private sealed class Summing : IEventHandler<BigEvent>
    {
        private long _allocatedAtMark = -1;
        private long _allocatedNow;
        private int _idles;

        public long Sum { get; private set; }

        public int Idles => Volatile.Read(ref _idles);

        // From the first event after the warm-up to the last call of this handler.
        public long AllocatedSinceMark => _allocatedAtMark < 0 ? long.MaxValue : _allocatedNow - _allocatedAtMark;

        public void OnBatch(RingBuffer<BigEvent> ring, long first, long last)
        {
            for (long s = first; s <= last; s++)
                Sum += ring[s][1535];
            Mark();
        }

        public void OnIdle()
        {
            Volatile.Write(ref _idles, _idles + 1);
            Mark();
        }

        private void Mark()
        {
            _allocatedNow = GC.GetAllocatedBytesForCurrentThread();
            if (_allocatedAtMark < 0 && Sum > WarmUp)
                _allocatedAtMark = _allocatedNow;
        }
    }
}
