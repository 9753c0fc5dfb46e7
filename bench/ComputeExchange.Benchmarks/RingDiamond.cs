using BenchmarkDotNet.Attributes;
using ComputeExchange.Disruptor;

namespace ComputeExchange.Benchmarks;

/// <summary>One producer, two consumers side by side, a third after both: journal and matching, then the publisher.</summary>
/// <remarks>With fewer than four cores the figure holds the scheduler's turns too.</remarks>
public class RingDiamond : RingTopology
{
    protected override ProducerKind Producers => ProducerKind.Multi;

    [Benchmark(OperationsPerInvoke = Events)]
    public void Diamond()
    {
        Publish(Events);
        AwaitConsumers();
    }

    protected override void AddConsumers(RingBuffer<RingEvent> ring)
    {
        var journal = ring.AddConsumer("journal", new Reader());
        var matching = ring.AddConsumer("matching", new Reader());
        ring.AddConsumer("publisher", new Reader(), journal, matching);
    }
}
