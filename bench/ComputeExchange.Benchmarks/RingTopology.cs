using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using ComputeExchange.Disruptor;

namespace ComputeExchange.Benchmarks;

// What the ring benches share: consumers live on threads of their own from set-up to clean-up, an operation publishes a
// fixed number of events, and ends when the last consumer is done with the last of them. So a figure is the
// time an event takes in a steady flow, producers and consumers at work at once.
[MemoryDiagnoser]
public abstract class RingTopology
{
    protected const int Events = 1 << 20;
    private const int Capacity = 1 << 12;

    private readonly List<Thread> _threads = [];

    [Params(WaitStrategyKind.Blocking, WaitStrategyKind.Yielding)]
    public WaitStrategyKind Wait { get; set; }

    [Params(1, 16)]
    public int ClaimSize { get; set; }

    protected RingBuffer<RingEvent> Ring { get; private set; } = null!;

    protected abstract ProducerKind Producers { get; }

    [GlobalSetup]
    public void Start()
    {
        Ring = new RingBuffer<RingEvent>(new RingOptions
        {
            Capacity = Capacity,
            Producers = Producers,
            WaitStrategy = Wait,
        });
        AddConsumers(Ring);
        foreach (BatchEventProcessor<RingEvent> consumer in Ring.Consumers)
        {
            var thread = new Thread(consumer.Run) { IsBackground = true, Name = consumer.Name };
            thread.Start();
            _threads.Add(thread);
        }
    }

    [GlobalCleanup]
    public void Stop()
    {
        Ring.HaltWhenDrained();
        foreach (Thread thread in _threads)
            thread.Join();
    }

    protected abstract void AddConsumers(RingBuffer<RingEvent> ring);

    protected void Publish(int count)
    {
        int claim = ClaimSize;
        for (int published = 0; published < count; published += claim)
        {
            long last = Ring.Next(claim);
            for (long sequence = last - claim + 1; sequence <= last; sequence++)
                Ring[sequence].Value = sequence;
            Ring.Publish(last - claim + 1, last);
        }
    }

    protected void AwaitConsumers()
    {
        long last = Ring.LastClaimed;
        foreach (BatchEventProcessor<RingEvent> consumer in Ring.Consumers)
        {
            while (consumer.Sequence.Value < last)
                Thread.Yield();
        }
    }

    // One cache line: what is measured is the ring, not the memory.
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    public struct RingEvent
    {
        public long Value;
    }

    protected sealed class Reader : IEventHandler<RingEvent>
    {
        private long _sum;

        public void OnBatch(RingBuffer<RingEvent> ring, long first, long last)
        {
            for (long sequence = first; sequence <= last; sequence++)
                _sum = unchecked(_sum + ring[sequence].Value);
        }
    }
}
