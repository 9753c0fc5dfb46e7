using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Hedging.Tests.Ratios;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Reports;

public class BasisReportTests
{
    [Fact]
    public void At_the_minimum_variance_ratio_effectiveness_is_R_squared()
    {
        double[] spot = Levels(2.5, HullCrossHedge.SpotChanges);
        double[] index = Levels(2.4, HullCrossHedge.FuturesChanges);
        HedgeRatio ratio = HedgeRatio.Estimate(HullCrossHedge.SpotChanges, HullCrossHedge.FuturesChanges, 15);

        BasisReport report = BasisReport.Of(spot, index, ratio.Ratio);

        Assert.Equal(.861875, report.Effectiveness.Effectiveness!.Value, 6);
        Assert.Equal(15, report.Effectiveness.Observations);
        Assert.Equal(spot[^1] - ratio.Ratio * index[^1], report.Basis, 12);
    }

    [Fact]
    public void A_wrong_ratio_adds_risk_and_effectiveness_says_so()
    {
        BasisReport report = BasisReport.Of([1, 2, 1, 2, 1], [1, 2, 1, 2, 1], -1);

        Assert.Equal(-3, report.Effectiveness.Effectiveness!.Value, 12);
    }

    [Fact]
    public void The_z_score_counts_deviations_from_the_mean_of_the_basis()
    {
        // Basis 1, 2, 3, 6: mean 3, sample deviation sqrt(14 / 3).
        BasisReport report = BasisReport.Of([1, 2, 3, 6], [5, 5, 5, 5], 0);

        Assert.Equal(3, report.MeanBasis, 12);
        Assert.Equal(3 / Math.Sqrt(14.0 / 3), report.ZScore!.Value, 12);
    }

    [Fact]
    public void A_basis_that_never_moves_has_no_z_score_and_no_half_life()
    {
        BasisReport report = BasisReport.Of([2, 3, 5, 4], [1, 2, 4, 3], 1);

        Assert.Null(report.ZScore);
        Assert.Equal(MeanReversionKind.Undefined, report.MeanReversion.Kind);
        Assert.Equal(1, report.Effectiveness.Effectiveness);
    }

    [Fact]
    public void A_price_that_never_moves_leaves_nothing_to_be_effective_against()
    {
        Assert.Null(BasisReport.Of([2, 2, 2], [1, 2, 1], 0.5).Effectiveness.Effectiveness);
        Assert.Null(BasisReport.Of([2], [1], 0.5).Effectiveness.Effectiveness);
    }

    [Fact]
    public void A_deviation_that_halves_each_step_has_a_half_life_of_one()
    {
        MeanReversion reversion = MeanReversion.Of([16, 8, 4, 2, 1]);

        Assert.Equal(MeanReversionKind.Reverting, reversion.Kind);
        Assert.Equal(.5, reversion.Phi, 12);
        Assert.Equal(1, reversion.HalfLifeSteps!.Value, 12);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, MeanReversionKind.NotReverting)]
    [InlineData(new double[] { 1, 2, 4, 8, 16 }, MeanReversionKind.NotReverting)]
    [InlineData(new double[] { 1, -1, 1, -1, 1 }, MeanReversionKind.WithinOneStep)]
    [InlineData(new double[] { 1, 1, 1, 1, 2 }, MeanReversionKind.Undefined)]
    [InlineData(new double[] { 1, 2, 1 }, MeanReversionKind.Undefined)]
    [InlineData(new double[] { }, MeanReversionKind.Undefined)]
    public void Where_there_is_no_half_life_the_report_says_why(double[] basis, MeanReversionKind kind)
    {
        MeanReversion reversion = MeanReversion.Of(basis);

        Assert.Equal(kind, reversion.Kind);
        Assert.Null(reversion.HalfLifeSteps);
    }

    private static double[] Levels(double first, double[] changes)
    {
        double[] levels = new double[changes.Length + 1];
        levels[0] = first;
        for (int i = 0; i < changes.Length; i++)
            levels[i + 1] = levels[i] + changes[i];
        return levels;
    }
}
