using ComputeExchange.Simulation.Tests.WholeSystem;

namespace ComputeExchange.Simulation.Tests;

/// <summary>Each request sent up to four times, over lines that break and servers that die: one effect.</summary>
public sealed class ExactlyOnceTests(ITestOutputHelper output, SimulatedKeys keys) : IClassFixture<SimulatedKeys>
{
    private const int MaxCopies = 4;

    [Fact]
    public void Requests_sent_one_to_four_times_across_reconnects_and_restarts_have_one_effect_each()
    {
        long wanted = RunSize.Of(smoke: 5_000, full: 1_000_000);
        SimulationFigures total = new();
        int seed = RunSize.FirstSeed;
        for (; total.Requests < wanted; seed += 2)
            Parallel.For(seed, seed + 2, one => Run(one, total));
        output.WriteLine($"seeds {RunSize.FirstSeed} to {seed - 1}: {total}");
        Assert.True(total.Repeats > total.Requests && total.Logons > total.Simulations * 20, $"too quiet to tell: {total}");
    }

    private void Run(int seed, SimulationFigures total)
    {
        SystemSimulation simulation = new(PlanOf(seed), keys.Store);
        try
        {
            simulation.Run();
            Promises.Hold(simulation);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"COMPUTE_EXCHANGE_SEED={seed}: {broken.Message}", broken);
        }

        lock (total)
            total.Add(simulation.Figures);
        simulation.Server.End();
    }

    private static SimulationPlan PlanOf(int seed) => new(seed)
    {
        MaxCopies = MaxCopies,
        RequestsPerSecond = 0,
        SendsInHundred = 90,
        Rounds = 1_500,
        MaxRoundNanos = 3_000_000,
        StorageFaultsInThousand = 0,
        LeapsInThousand = 0,
        LostRenamesInThousand = 0,
        FirstRenamesLostInHundred = 0,
        MemoryLossesInThousand = 0,
        PartitionsInThousand = 1,
        PowerCutsInThousand = 1,
        KillsInThousand = 1,
    };
}
