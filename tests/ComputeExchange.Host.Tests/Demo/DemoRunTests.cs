using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Host.Demo;
using ComputeExchange.Host.Demo.Report;
using Xunit;

namespace ComputeExchange.Host.Tests.Demo;

/// <summary>The demo as it is played: real sockets, real journal, hedger and all; a few dates.</summary>
public sealed class DemoRunTests : IDisposable
{
    private const int TimeoutMillis = 300_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("demo-tests-");

    [Fact(Timeout = TimeoutMillis)]
    public async Task A_short_demo_adds_up_and_the_same_seed_trades_the_same()
    {
        DemoResult first = await PlayAsync("first", seed: 5);
        DemoResult again = await PlayAsync("again", seed: 5);

        Assert.All(first.Checks, check => Assert.True(check.Holds, $"{check.Name}: {check.Detail}"));
        Assert.NotEqual(0, first.Figures.Forwards.Trades);
        Assert.NotEqual(0, first.Figures.Forwards.BasketTrades);
        Assert.Equal(first.Figures.Digest.Text, again.Figures.Digest.Text);
        ShouldHaveHedgedThroughAMoveOfPrices(first.Hedge);
    }

    [Fact(Timeout = TimeoutMillis)]
    public async Task Over_sockets_the_bots_trade_as_they_do_in_one_process()
    {
        DemoResult played = await PlayAsync("sockets", seed: 9);
        using InProcessDemo inProcess = new InProcessDemo(seed: 9).Run(DemoOptions.ShortDates);

        Assert.Equal(inProcess.Figures.Forwards.Trades, played.Figures.Forwards.Trades);
        Assert.Equal(inProcess.Figures.Digest.Text, played.Figures.Digest.Text);
    }

    /// <summary>Parts that are all zero add up whatever they are made of.</summary>
    private static void ShouldHaveHedgedThroughAMoveOfPrices(HedgeReport hedge)
    {
        Assert.Contains(hedge.Dealers, dealer => dealer.ProfitAndLoss.Index != ExactDollars.Zero);
        Assert.Contains(hedge.Dealers, dealer => dealer.ProfitAndLoss.Basis != ExactDollars.Zero);
        Assert.Contains(hedge.Dealers, dealer => dealer.ProfitAndLoss.Hedge != ExactDollars.Zero);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DemoResult> PlayAsync(string name, ulong seed)
    {
        DemoOptions options = new() { Seed = seed, IsShort = true, DataDirectory = Path.Combine(_folder.FullName, name) };
        return new DemoRun(options, _ => { }).RunAsync(CancellationToken.None);
    }
}
