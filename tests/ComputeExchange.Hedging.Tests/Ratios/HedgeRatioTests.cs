using ComputeExchange.Hedging.Ratios;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Ratios;

public class HedgeRatioTests
{
    [Fact]
    public void Hulls_cross_hedge_comes_out()
    {
        HedgeRatio ratio = HedgeRatio.Estimate(HullCrossHedge.SpotChanges, HullCrossHedge.FuturesChanges, 15);

        Assert.True(ratio.IsEstimated);
        Assert.Equal(.031343, ratio.FuturesVolatility, 6);
        Assert.Equal(.026255, ratio.SpotVolatility, 6);
        Assert.Equal(.928372, ratio.Correlation, 6);
        Assert.Equal(.777651, ratio.Ratio, 6);
        Assert.Equal(.861875, ratio.RSquared, 6);
        Assert.Equal(15, ratio.Observations);
        Assert.Equal(777_651, RatioMicros.RoundHalfAwayFromZero(ratio.Ratio));
    }

    [Fact]
    public void Residual_volatility_is_that_of_what_the_hedge_leaves()
    {
        HedgeRatio ratio = HedgeRatio.Estimate(HullCrossHedge.SpotChanges, HullCrossHedge.FuturesChanges, 15);
        double[] left = [.. HullCrossHedge.SpotChanges.Zip(HullCrossHedge.FuturesChanges, (s, f) => s - ratio.Ratio * f)];

        Assert.Equal(Math.Sqrt(SampleMoments.Variance(left)), ratio.ResidualVolatility, 12);
    }

    [Fact]
    public void With_fewer_than_twenty_changes_there_is_no_ratio_unless_set()
    {
        HedgeRatio ratio = HedgeRatio.Estimate(HullCrossHedge.SpotChanges, HullCrossHedge.FuturesChanges);

        Assert.Equal(RatioStatus.TooFewObservations, ratio.Status);
        Assert.Equal(0, ratio.Ratio);
        Assert.Equal(15, ratio.Observations);
        Assert.Equal(.026255, ratio.ResidualVolatility, 6);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(-3.3e-9)]
    public void Futures_that_always_change_alike_give_no_ratio(double change)
    {
        double[] still = [.. Enumerable.Repeat(change, 15)];

        Assert.Equal(RatioStatus.NoFuturesVariance, HedgeRatio.Estimate(HullCrossHedge.SpotChanges, still, 15).Status);
    }

    [Fact]
    public void A_price_that_never_moves_gives_no_ratio()
    {
        HedgeRatio ratio = HedgeRatio.Estimate(new double[15], HullCrossHedge.FuturesChanges, 15);

        Assert.Equal(RatioStatus.NoSpotVariance, ratio.Status);
        Assert.Equal(0, ratio.ResidualVolatility);
    }

    [Fact]
    public void No_changes_at_all_are_too_few()
    {
        Assert.Equal(RatioStatus.TooFewObservations, HedgeRatio.Estimate([], []).Status);
        Assert.Equal(RatioStatus.TooFewObservations, HedgeRatio.Estimate([.1], [.1]).Status);
    }

    [Fact]
    public void Series_of_unequal_length_or_with_holes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HedgeRatio.Estimate([.1, .2], [.1], 2));
        Assert.Throws<ArgumentException>(() => HedgeRatio.Estimate([.1, double.NaN], [.1, .2], 2));
    }

    [Fact]
    public void The_ratio_is_the_one_that_no_other_ratio_beats()
    {
        // The slow, obvious reference: the variance left by ratios a little to either side is never less.
        Prop.ForAll(PairsOfChanges(), pairs =>
        {
            double[] spot = [.. pairs.Select(pair => pair.Spot / 1000.0)];
            double[] futures = [.. pairs.Select(pair => pair.Futures / 1000.0)];
            HedgeRatio ratio = HedgeRatio.Estimate(spot, futures, 2);
            if (!ratio.IsEstimated)
                return true;
            double least = VarianceLeft(spot, futures, ratio.Ratio);
            double slack = 1e-12 * (1 + least);
            return VarianceLeft(spot, futures, ratio.Ratio - 0.01) >= least - slack
                && VarianceLeft(spot, futures, ratio.Ratio + 0.01) >= least - slack
                && Math.Abs(Math.Sqrt(least) - ratio.ResidualVolatility) < 1e-6;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Changes_come_from_histories_of_integers()
    {
        Assert.Equal([.5, -.25], PriceChanges.OfNanos([2_000_000_000, 2_500_000_000, 2_250_000_000]));
        Assert.Empty(PriceChanges.OfNanos([2_000_000_000]));
        Assert.Empty(PriceChanges.OfNanos([]));
    }

    [Fact]
    public void A_ratio_enters_the_engine_in_millionths_rounded_away_from_zero()
    {
        Assert.Equal(3, RatioMicros.RoundHalfAwayFromZero(.0000025));
        Assert.Equal(-3, RatioMicros.RoundHalfAwayFromZero(-.0000025));
        Assert.Equal(RatioMicros.Max, RatioMicros.RoundHalfAwayFromZero(1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => RatioMicros.RoundHalfAwayFromZero(1000.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RatioMicros.RoundHalfAwayFromZero(double.NaN));
    }

    private static double VarianceLeft(double[] spot, double[] futures, double ratio) =>
        SampleMoments.Variance([.. spot.Zip(futures, (s, f) => s - ratio * f)]);

    private static Arbitrary<List<(int Spot, int Futures)>> PairsOfChanges()
    {
        Gen<(int, int)> pair =
            from futures in Gen.Choose(-500, 500)
            from own in Gen.Choose(-500, 500)
            select (futures / 2 + own, futures);
        return pair.ListOf().ToArbitrary();
    }
}
