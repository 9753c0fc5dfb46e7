using ComputeExchange.Hedging.Ratios;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Ratios;

public class LedoitWolfTests
{
    [Fact]
    public void Hulls_two_series_shrink_as_published_elsewhere()
    {
        LedoitWolf shrunk = LedoitWolf.Shrink([HullCrossHedge.SpotChanges, HullCrossHedge.FuturesChanges]);

        Assert.Equal(.108860625, shrunk.Intensity, 9);
        Assert.Equal(.000780138, shrunk.Mu, 9);
        Assert.Equal(.704434, shrunk.Covariance[0, 1] / shrunk.Covariance[1, 1], 6);
        Assert.False(shrunk.IsFullyShrunk);
        Assert.Equal(15, shrunk.Observations);
    }

    [Fact]
    public void Series_without_anything_in_common_shrink_whole_and_it_is_flagged()
    {
        LedoitWolf shrunk = LedoitWolf.Shrink([[1, -1, 1, -1], [1, 1, -1, -1]]);

        // Equal variances and no covariance: the sample is mu I already, and there is no distance to shrink over.
        Assert.Equal(0, shrunk.Intensity);

        LedoitWolf noisy = LedoitWolf.Shrink([[1, -1, 1, -1.1], [1, 1, -1, -1.2]]);
        Assert.Equal(1, noisy.Intensity);
        Assert.True(noisy.IsFullyShrunk);
        Assert.Equal(0, noisy.Covariance[0, 1]);
    }

    [Fact]
    public void One_series_has_nothing_to_shrink_toward()
    {
        LedoitWolf shrunk = LedoitWolf.Shrink([HullCrossHedge.FuturesChanges]);

        Assert.Equal(0, shrunk.Intensity);
        Assert.Equal(shrunk.Mu, shrunk.Covariance[0, 0], 15);
    }

    [Fact]
    public void Shrinking_keeps_the_trace_and_lifts_the_least_variance()
    {
        Prop.ForAll(Rows(), rows =>
        {
            if (rows.Count < 2)
                return true;
            double[][] series = [.. Enumerable.Range(0, 3).Select(i => rows.Select(row => row[i] / 100.0).ToArray())];
            LedoitWolf shrunk = LedoitWolf.Shrink(series);
            double trace = 0;
            double sampleTrace = 0;
            for (int i = 0; i < 3; i++)
            {
                trace += shrunk.Covariance[i, i];
                sampleTrace += SampleMoments.CoMoment(series[i], series[i]) / rows.Count;
            }
            return shrunk.Intensity is >= 0 and <= 1 && Math.Abs(trace - sampleTrace) < 1e-9 * (1 + trace);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Too_little_to_estimate_from_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LedoitWolf.Shrink([]));
        Assert.Throws<ArgumentException>(() => LedoitWolf.Shrink([[1.0]]));
        Assert.Throws<ArgumentException>(() => LedoitWolf.Shrink([[1.0, 2.0], [1.0]]));
    }

    private static Arbitrary<List<int[]>> Rows() => Gen.Choose(-500, 500).ArrayOf(3).ListOf().ToArbitrary();
}
