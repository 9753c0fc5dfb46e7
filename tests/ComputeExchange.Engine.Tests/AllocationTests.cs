using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

[Collection(Alone.Name)]
public class AllocationTests
{
    [Fact]
    public void Matching_allocates_nothing_once_it_is_warm()
    {
        using SteppedEngine engine = new(new SimulatedStorage(), EngineFixture.Options(new SimulatedClock()));
        RandomFlow flow = new(81);
        engine.Submit(flow.Opening());
        engine.RunUntilQuiet();
        Assert.True(Allocated(engine, flow, 3_000) >= 0);
        Assert.Equal(0, Allocated(engine, flow, 1_000));
    }

    // Enters and takes away, asks and answers; only what happens inside of matching's steps is counted.
    private static long Allocated(SteppedEngine engine, RandomFlow flow, int rounds)
    {
        long allocated = 0;
        for (int i = 0; i < rounds; i++)
        {
            Command sell = flow.Basket(1, Side.Sell, 3, 25_000 + i % 7);
            Command buy = flow.Basket(2, Side.Buy, 3, 25_010);
            Query query = new() { Kind = QueryKind.Top, Participant = new ParticipantId(1), Instrument = RandomFlow.Future };
            Assert.True(engine.TrySubmit(sell, default) && engine.TrySubmit(buy, default) && engine.TryAsk(query));
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool hasMatched = engine.TryMatch();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(hasMatched);
            engine.RunUntilQuiet();
        }

        return allocated;
    }
}
