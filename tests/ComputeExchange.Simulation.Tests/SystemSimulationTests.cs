using System.Diagnostics;
using ComputeExchange.Simulation.Tests.Network;
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
        SimulationTimes times = new();
        Parallel.For(RunSize.FirstSeed, RunSize.FirstSeed + seeds, Two, seed =>
        {
            long began = Stopwatch.GetTimestamp();
            SimulationFigures figures = Run(seed).Figures;
            lock (total)
            {
                total.Add(figures);
                times.Add(seed, Stopwatch.GetElapsedTime(began));
            }
        });
        output.WriteLine($"seeds {RunSize.FirstSeed} to {RunSize.FirstSeed + seeds - 1}: {total}; {times}");
        bool isRough = total.Trades > seeds && total.PowerCuts > 0 && total.Kills > 0 && total.Halts > 0
            && total.Stalls > 0 && total.LaterSegments > 0 && total.LostFiles > 0
            && total.MemoryLosses > seeds / 2 && total.Listings > seeds / 2;
        Assert.True(isRough, $"too quiet to tell: {total}");
    }

    [Fact]
    public void A_seed_replays_exactly()
    {
        foreach (int seed in Enumerable.Range(RunSize.FirstSeed, RunSize.Of(smoke: 2, full: 50)))
            Assert.Equal(Run(seed).Trace.Value, Run(seed).Trace.Value);
    }

    [Fact]
    public void A_line_that_gives_a_few_bytes_at_a_time_lets_nobody_take_a_report_for_the_whole_answer()
    {
        NetworkFaults trickle = new() { ShortReadsInThousand = 1_000 };
        foreach (int seed in Enumerable.Range(RunSize.FirstSeed, RunSize.Of(smoke: 8, full: 100)))
            Run(new SimulationPlan(seed) { Rounds = 300, Network = trickle });
    }

    [Fact]
    public void Who_lost_its_memory_and_finds_its_reports_gone_takes_orders_and_positions_in_pages()
    {
        SimulationFigures total = new();
        foreach (int seed in Enumerable.Range(RunSize.FirstSeed, RunSize.Of(smoke: 3, full: 100)))
        {
            SimulationPlan plan = new(seed)
            {
                SendsInHundred = 60,
                RequestsPerSecond = 0,
                LostRenamesOf = ["reports-0"],
                FirstRenamesLostInHundred = 100,
                LostRenamesInThousand = 60,
                PowerCutsInThousand = 7,
                MemoryLossesInThousand = 12,
            };
            total.Add(Run(plan).Figures);
        }

        output.WriteLine($"seeds {RunSize.FirstSeed} on: {total}");
        Assert.True(total.TimesGone > 0 && total.Listings >= total.TimesGone, $"too quiet to tell: {total}");
    }

    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    private SystemSimulation Run(int seed) => Run(new SimulationPlan(seed));

    private SystemSimulation Run(SimulationPlan plan)
    {
        SystemSimulation simulation = new(plan, keys.Store);
        try
        {
            simulation.Run();
            Promises.Hold(simulation);
            return simulation;
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"COMPUTE_EXCHANGE_SEED={plan.Seed}: {broken.Message}", broken);
        }
        finally
        {
            simulation.Server.End();
        }
    }
}
