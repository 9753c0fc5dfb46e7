using BenchmarkDotNet.Attributes;
using ComputeExchange.Disruptor;

namespace ComputeExchange.Benchmarks;

/// <summary>One producer, one consumer, by either sequencer.</summary>
public class RingOneToOne : RingTopology
{
    [Params(ProducerKind.Single, ProducerKind.Multi)]
    public ProducerKind Sequencer { get; set; }

    protected override ProducerKind Producers => Sequencer;

    [Benchmark(OperationsPerInvoke = Events)]
    public void OneToOne()
    {
        Publish(Events);
        AwaitConsumers();
    }

    protected override void AddConsumers(RingBuffer<RingEvent> ring) => ring.AddConsumer("reader", new Reader());
}
