using ComputeExchange.Hedging.Ratios;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Ratios;

public class BasketHedgeRatiosTests
{
    private const int Seed = 20260801;

    [Fact]
    public void One_basket_gives_the_plain_ratio()
    {
        BasketHedgeRatios several =
            BasketHedgeRatios.Estimate(HullCrossHedge.SpotChanges, [HullCrossHedge.FuturesChanges], 15);

        Assert.Equal(.777651, several.Ratios[0], 6);
        Assert.Equal(.861875, several.RSquared, 6);
        Assert.Equal(0, several.Intensity);
    }

    [Fact]
    public void Several_ratios_solve_the_shrunk_equations()
    {
        Random random = new(Seed);
        double[][] baskets = [Noise(random, 200), Noise(random, 200), Noise(random, 200)];
        double[] spot = Mix(baskets, [0.5, -0.2, 1.1], Noise(random, 200), 0.3);

        BasketHedgeRatios ratios = BasketHedgeRatios.Estimate(spot, baskets);

        Matrix<double> shrunk = Matrix<double>.Build.DenseOfArray(LedoitWolf.Shrink(baskets).Covariance);
        Vector<double> left = shrunk * Vector<double>.Build.DenseOfEnumerable(ratios.Ratios);
        for (int i = 0; i < baskets.Length; i++)
            Assert.Equal(SampleMoments.CoMoment(baskets[i], spot) / 200, left[i], 12);
        Assert.True(ratios.RSquared > 0.9, $"seed {Seed}: {ratios.RSquared}");
    }

    [Fact]
    public void Nearly_collinear_baskets_do_not_blow_up()
    {
        Random random = new(Seed);
        double[] one = Noise(random, 60);
        double[] other = [.. one.Select(value => value + 1e-7 * (random.NextDouble() - 0.5))];
        double[] spot = Mix([one], [1], Noise(random, 60), 0.2);

        BasketHedgeRatios ratios = BasketHedgeRatios.Estimate(spot, [one, other]);

        Assert.True(ratios.Intensity is > 0 and < 1, $"seed {Seed}: {ratios.Intensity}");
        Assert.All(ratios.Ratios, ratio => Assert.InRange(ratio, 0.3, 0.7));
        Assert.InRange(ratios.Ratios.Sum(), 0.8, 1.2);
    }

    [Fact]
    public void Two_baskets_that_are_the_same_share_the_hedge()
    {
        BasketHedgeRatios ratios = BasketHedgeRatios.Estimate([.01, .03], [[.02, .04], [.02, .04]], 2);

        Assert.Equal(0, ratios.Intensity, 12);
        Assert.Equal([.5, .5], ratios.Ratios.Select(ratio => Math.Round(ratio, 9)));
    }

    [Fact]
    public void Without_movement_or_history_there_are_no_ratios()
    {
        double[] still = new double[15];
        double[] moving = HullCrossHedge.FuturesChanges;

        Assert.Equal(RatioStatus.TooFewObservations, BasketHedgeRatios.Estimate(moving, [moving]).Status);
        Assert.Equal(RatioStatus.NoFuturesVariance, BasketHedgeRatios.Estimate(moving, [still, still], 15).Status);
        Assert.Equal(RatioStatus.NoSpotVariance, BasketHedgeRatios.Estimate(still, [moving, still], 15).Status);
        Assert.Equal(0, BasketHedgeRatios.Estimate(moving, [moving, still], 15).Ratios[1], 12);
    }

    private static double[] Noise(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];

    private static double[] Mix(double[][] baskets, double[] weights, double[] noise, double noiseWeight) =>
        [.. Enumerable.Range(0, noise.Length).Select(t =>
            noiseWeight * noise[t] + weights.Select((weight, i) => weight * baskets[i][t]).Sum())];
}
