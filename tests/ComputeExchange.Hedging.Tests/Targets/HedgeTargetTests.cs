using ComputeExchange.Hedging.Contracts;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Targets;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Targets;

public class HedgeTargetTests
{
    private const int Multiplier = 730;

    [Fact]
    public void Sixty_four_GPUs_for_thirty_days_are_63_lots_and_at_Hulls_ratio_49()
    {
        CapacityContract capacity = new(64, 30 * 24);
        Assert.Equal(46_080, capacity.GpuHours);
        Assert.Equal(63.12m, Math.Round(capacity.LotsOf(Multiplier), 2));

        HedgeTarget target = Assert.Single(HedgeTarget.Of([new(79, capacity.GpuHours, 777_650)], [79], Multiplier));

        Assert.Equal(79, target.Month);
        Assert.Equal(-49.09m, Math.Round(target.ExactLots, 2));
        Assert.Equal(-9.09m, Math.Round(target.GapFrom(-40), 2));
    }

    [Fact]
    public void Exposures_of_all_markets_and_months_that_fall_to_a_contract_add_up()
    {
        HedgeTarget[] targets = HedgeTarget.Of(
            [
                new(10, 7_300, 500_000),
                new(10, -1_460, RatioMicros.One),
                new(9, 730, RatioMicros.One),
                new(12, -7_300, 250_000),
            ],
            [12, 10],
            Multiplier);

        Assert.Equal([new HedgeTarget(10, -4m), new HedgeTarget(12, 2.5m)], targets);
    }

    [Fact]
    public void A_listed_month_with_no_exposure_has_target_zero()
    {
        Assert.Equal([new HedgeTarget(5, 0)], HedgeTarget.Of([], [5], Multiplier));
    }

    [Fact]
    public void With_no_month_listed_there_is_no_target()
    {
        Assert.Empty(HedgeTarget.Of([new(10, 7_300, 500_000)], [], Multiplier));
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(7, 5)]
    [InlineData(8, 9)]
    [InlineData(99, 9)]
    public void A_month_not_listed_goes_to_the_nearest_and_of_two_to_the_earlier(int month, int nearest)
    {
        Assert.Equal(nearest, ListedMonths.Nearest([9, 5], month));
        Assert.Equal(nearest, ListedMonths.Nearest([5, 9], month));
    }

    [Fact]
    public void No_exposure_is_too_large_to_add_exactly()
    {
        HedgeTarget target = Assert.Single(HedgeTarget.Of(
            [new(1, long.MaxValue, 1_000), new(1, long.MaxValue, -1_000), new(1, 730, RatioMicros.One)], [1], Multiplier));

        Assert.Equal(-1m, target.ExactLots);
    }
}
