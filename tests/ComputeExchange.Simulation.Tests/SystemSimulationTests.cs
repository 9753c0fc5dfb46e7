using ComputeExchange.Simulation.Tests.WholeSystem;

namespace ComputeExchange.Simulation.Tests;

/// <summary>The whole system under every fault at once, seed by seed.</summary>
public sealed class SystemSimulationTests(ITestOutputHelper output, SimulatedKeys keys) : IClassFixture<SimulatedKeys>
{
    [Fact]
    public void Whatever_goes_wrong_every_client_knows_what_the_journal_knows_and_every_request_had_one_effect()
    {
        int seeds = RunSize.Of(smoke: 30, full: 2_000);
        SimulationFigures total = new();
        Parallel.For(RunSize.FirstSeed, RunSize.FirstSeed + seeds, Two, seed =>
        {
            SimulationFigures figures = Run(seed).Figures;
            lock (total)
                total.Add(figures);
        });
        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + seeds - 1}: {total}");
        bool isRough = total.Trades > seeds && total.PowerCuts > 0 && total.Kills > 0 && total.Halts > 0;
        Assert.True(isRough, $"too quiet to tell: {total}");
    }

    [Fact]
    public void A_seed_replays_exactly()
    {
        foreach (int seed in Enumerable.Range(RunSize.FirstSeed, RunSize.Of(smoke: 2, full: 50)))
            Assert.Equal(Run(seed).Trace.Value, Run(seed).Trace.Value);
    }

    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    private SystemSimulation Run(int seed)
    {
        SystemSimulation simulation = new(new SimulationPlan(seed), keys.Store);
        try
        {
            simulation.Run();
            Promises.Hold(simulation);
            return simulation;
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"COMPUTE_EXCHANGE_SEED={seed}: {broken.Message}", broken);
        }
        finally
        {
            simulation.Server.End();
        }
    }
}
