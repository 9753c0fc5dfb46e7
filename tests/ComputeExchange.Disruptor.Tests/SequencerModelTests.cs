using FsCheck;
using FsCheck.Fluent;

namespace ComputeExchange.Disruptor.Tests;

// One thread plays all parts in an order drawn at random: producers claim and publish in any order, the consumers of a
// diamond step in any order. A model of plain sets says after each step what the ring must answer.
public class SequencerModelTests
{
    public enum Part
    {
        Claim,
        Publish,
        Journal,
        Matching,
        Publisher,
    }

    public sealed record Step(Part Part, int Choice);

    private static readonly Gen<Step> AnyStep =
        from part in Gen.Frequency(
            (4, Gen.Constant(Part.Claim)), (4, Gen.Constant(Part.Publish)), (2, Gen.Constant(Part.Journal)),
            (2, Gen.Constant(Part.Matching)), (2, Gen.Constant(Part.Publisher)))
        from choice in Gen.Choose(0, 1_000)
        select new Step(part, choice);

    private static readonly Arbitrary<(int CapacityLog, int BatchMax, Step[] Steps)> AnyPlay =
        (from capacityLog in Gen.Choose(0, 4)
         from batchMax in Gen.Choose(1, 20)
         from steps in AnyStep.ArrayOf(300)
         select (capacityLog, batchMax, steps)).ToArbitrary();

    [Fact]
    public void Claims_publications_and_batches_follow_the_model_in_any_interleaving() =>
        Prop.ForAll(AnyPlay, play => new Model(ProducerKind.Multi, 1 << play.CapacityLog, play.BatchMax).Run(play.Steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_single_producer_follows_the_same_model() =>
        Prop.ForAll(AnyPlay, play => new Model(ProducerKind.Single, 1 << play.CapacityLog, play.BatchMax).Run(play.Steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private sealed class Model
    {
        private readonly ProducerKind _kind;
        private readonly int _batchMax;
        private readonly RingBuffer<TestEvent> _ring;
        private readonly BatchEventProcessor<TestEvent>[] _consumers;
        private readonly long[] _done = [0, 0, 0];
        private readonly List<(long First, long Last)> _unpublished = [];
        private readonly HashSet<long> _published = [];
        private (long First, long Last) _batch;
        private long _claimed;
        private long _refused;

        public Model(ProducerKind kind, int capacity, int batchMax)
        {
            _kind = kind;
            _batchMax = Math.Min(batchMax, capacity);
            _ring = Rings.Make(capacity, kind);
            var journal = _ring.AddConsumer(Options("journal"), Recorder());
            var matching = _ring.AddConsumer(Options("matching"), Recorder());
            var publisher = _ring.AddConsumer(Options("publisher"), Recorder(), journal, matching);
            _consumers = [journal, matching, publisher];

            ConsumerOptions Options(string name) => new(name) { BatchMax = batchMax };
            Handler Recorder() => new((_, first, last) => _batch = (first, last));
        }

        public void Run(Step[] steps)
        {
            foreach (Step step in steps)
            {
                switch (step.Part)
                {
                    case Part.Claim:
                        Claim(1 + step.Choice % _ring.Capacity);
                        break;
                    case Part.Publish:
                        Publish(step.Choice);
                        break;
                    default:
                        Consume(step.Part - Part.Journal);
                        break;
                }

                Assert.Equal(_ring.Capacity - (_claimed - _done[2]), _ring.RemainingCapacity);
                Assert.Equal(_claimed - 1, _ring.LastClaimed);
                Assert.Equal(_refused, _ring.BackPressure.Refusals);
                for (int i = 0; i < 3; i++)
                    Assert.Equal(_claimed - _done[i], _consumers[i].Lag);
            }
        }

        private void Claim(int count)
        {
            bool hasRoom = _claimed + count - _done[2] <= _ring.Capacity;
            Assert.Equal(hasRoom, _ring.TryNext(count, out long last));
            if (!hasRoom)
            {
                _refused++;
                return;
            }

            Assert.Equal(_claimed + count - 1, last);
            _unpublished.Add((_claimed, last));
            _claimed += count;
        }

        private void Publish(int choice)
        {
            if (_unpublished.Count == 0)
                return;
            int index = _kind == ProducerKind.Single ? 0 : choice % _unpublished.Count;
            (long first, long last) = _unpublished[index];
            _unpublished.RemoveAt(index);
            _ring.Publish(first, last);
            for (long s = first; s <= last; s++)
                _published.Add(s);
        }

        private void Consume(int consumer)
        {
            long first = _done[consumer];
            long next = first;
            while (next < first + _batchMax && IsReadable(consumer, next))
                next++;

            Assert.Equal(next > first, _consumers[consumer].TryProcess());
            if (next > first)
                Assert.Equal((first, next - 1), _batch);
            _done[consumer] = next;
            Assert.Equal(next - 1, _consumers[consumer].Sequence.Value);
        }

        private bool IsReadable(int consumer, long sequence) =>
            consumer < 2 ? _published.Contains(sequence) : sequence < _done[0] && sequence < _done[1];
    }
}
