using ComputeExchange.Hedging.Contracts;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Targets;
using ComputeExchange.Messages;
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

        HedgeTarget target = Assert.Single(HedgeTarget.Of(
            [new(DeliveryMonth.Of(2026, 8), capacity.GpuHours, 777_650)], [DeliveryMonth.Of(2026, 8)], Multiplier));

        Assert.Equal("2026-08", target.Month.ToString());
        Assert.Equal(-49.09m, Math.Round(target.ExactLots, 2));
        Assert.Equal(-9.09m, Math.Round(target.GapFrom(-40), 2));
    }

    [Fact]
    public void Exposures_of_all_markets_and_months_that_fall_to_a_contract_add_up()
    {
        HedgeTarget[] targets = HedgeTarget.Of(
            [
                new(new(10), 7_300, 500_000),
                new(new(10), -1_460, RatioMicros.One),
                new(new(9), 730, RatioMicros.One),
                new(new(12), -7_300, 250_000),
            ],
            [new(12), new(10)],
            Multiplier);

        Assert.Equal([new HedgeTarget(new(10), -4m), new HedgeTarget(new(12), 2.5m)], targets);
    }

    [Fact]
    public void A_listed_month_with_no_exposure_has_target_zero()
    {
        Assert.Equal([new HedgeTarget(new(5), 0)], HedgeTarget.Of([], [new(5)], Multiplier));
    }

    [Fact]
    public void With_no_month_listed_there_is_no_target()
    {
        Assert.Empty(HedgeTarget.Of([new(new(10), 7_300, 500_000)], [], Multiplier));
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
        Assert.Equal(nearest, ListedMonths.Nearest([new(9), new(5)], new(month))?.Index);
        Assert.Equal(nearest, ListedMonths.Nearest([new(5), new(9)], new(month))?.Index);
    }

    [Fact]
    public void No_exposure_is_too_large_to_add_exactly()
    {
        HedgeTarget target = Assert.Single(HedgeTarget.Of(
            [new(new(1), long.MaxValue, 1_000), new(new(1), long.MaxValue, -1_000), new(new(1), 730, RatioMicros.One)],
            [new(1)],
            Multiplier));

        Assert.Equal(-1m, target.ExactLots);
    }
}
