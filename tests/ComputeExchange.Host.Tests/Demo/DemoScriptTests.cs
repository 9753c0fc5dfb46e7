using ComputeExchange.Core;
using ComputeExchange.Host.Demo.Report;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Host.Tests.Demo;

public class DemoScriptTests
{
    private const int AllDates = 127;
    private const int FewDates = 33;
    private const int MostTurns = 15_000;

    [Fact]
    public void The_whole_demo_stays_within_its_turns_and_nothing_in_it_is_malformed()
    {
        using InProcessDemo demo = new InProcessDemo(seed: 1).Run(AllDates);

        Assert.InRange(demo.Turns, 1, MostTurns);
        Assert.Empty(demo.Rejections);
        Assert.Equal(0, demo.Figures.Credit.Breaches);
    }

    [Fact]
    public void The_same_seed_gives_the_same_trades_and_another_seed_others()
    {
        using InProcessDemo first = new InProcessDemo(seed: 7).Run(FewDates);
        using InProcessDemo again = new InProcessDemo(seed: 7).Run(FewDates);
        using InProcessDemo other = new InProcessDemo(seed: 8).Run(FewDates);

        Assert.NotEqual(0, first.Figures.Digest.Count);
        Assert.Equal(first.Figures.Digest.Text, again.Figures.Digest.Text);
        Assert.NotEqual(first.Figures.Digest.Text, other.Figures.Digest.Text);
    }

    [Fact]
    public void The_same_orders_use_more_of_the_offered_capacity_in_a_market_that_knows_time()
    {
        using InProcessDemo demo = new InProcessDemo(seed: 3).Run(FewDates);
        Exchange plain = new();
        using RunFigures without = new(demo.Market);
        foreach (Command command in demo.Commands)
            without.Apply(plain, WithoutWindowTerms.Of(command));

        Assert.Equal(demo.Figures.Capacity.OfferedGpuHours, without.Capacity.OfferedGpuHours);
        Assert.Equal(demo.Figures.Capacity.WantedGpuHours, without.Capacity.WantedGpuHours);
        Assert.True(demo.Figures.Capacity.Utilisation > without.Capacity.Utilisation);
        Assert.True(demo.Figures.Capacity.FillRate > without.Capacity.FillRate);
        Assert.NotEqual(0, demo.Figures.Forwards.AssembledGpuHours);
        Assert.Equal(0, without.Forwards.AssembledGpuHours);
    }
}
