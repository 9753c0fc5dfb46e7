using BenchmarkDotNet.Attributes;
using ComputeExchange.Disruptor;

namespace ComputeExchange.Benchmarks;

/// <summary>Three producers at once, one consumer: the sessions and the matching.</summary>
/// <remarks>With fewer than four cores the figure holds the scheduler's turns too.</remarks>
public class RingThreeToOne : RingTopology
{
    private const int ProducerCount = 3;

    protected override ProducerKind Producers => ProducerKind.Multi;

    [Benchmark(OperationsPerInvoke = Events)]
    public void ThreeToOne()
    {
        // Starting two threads is part of each operation: nothing, spread over a million events.
        int share = Events / ProducerCount / ClaimSize * ClaimSize;
        var others = new Thread[ProducerCount - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(() => Publish(share));
            others[i].Start();
        }

        Publish(Events - share * others.Length);
        foreach (Thread other in others)
            other.Join();
        AwaitConsumers();
    }

    protected override void AddConsumers(RingBuffer<RingEvent> ring) => ring.AddConsumer("reader", new Reader());
}
