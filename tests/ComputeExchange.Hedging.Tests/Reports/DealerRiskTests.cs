using ComputeExchange.Hedging.Reports;
using ComputeExchange.Hedging.Tests.Ratios;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Reports;

public class DealerRiskTests
{
    [Fact]
    public void One_market_hedged_at_its_ratio_is_as_effective_as_R_squared()
    {
        HedgeEffectiveness risk = DealerRisk.Of(
            [new(7_300, HullCrossHedge.SpotChanges)], [new(-7_300 * .777651, HullCrossHedge.FuturesChanges)]);

        Assert.Equal(.861875, risk.Effectiveness!.Value, 6);
        Assert.Equal(7_300 * .026255, Math.Sqrt(risk.UnhedgedVariance), 2);
    }

    [Fact]
    public void Exposures_that_offset_one_another_leave_nothing_to_hedge()
    {
        HedgeEffectiveness risk = DealerRisk.Of(
            [new(8, HullCrossHedge.SpotChanges), new(-8, HullCrossHedge.SpotChanges)],
            [new(730, HullCrossHedge.FuturesChanges)]);

        Assert.Equal(0, risk.UnhedgedVariance);
        Assert.True(risk.HedgedVariance > 0);
        Assert.Null(risk.Effectiveness);
    }

    [Fact]
    public void A_dealer_without_anything_has_no_risk()
    {
        Assert.Equal(new HedgeEffectiveness(0, 0, null, 0), DealerRisk.Of([], []));
        Assert.Throws<ArgumentException>(() => DealerRisk.Of([new(1, [.1, .2])], [new(1, [.1])]));
    }
}
