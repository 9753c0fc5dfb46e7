using ComputeExchange.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace ComputeExchange.Measurement.Tests;

public sealed class LatencyHistogramTests(ITestOutputHelper output)
{
    private const int Cases = 300;
    private static readonly double[] Percents = [0, 0.01, 1, 10, 50, 90, 99, 99.9, 99.99, 100];

    /// <summary>Values of every size: a whole number shifted left by 0 to 40 bits.</summary>
    private static readonly Arbitrary<long[]> AnyValues =
        (from size in Gen.Choose(0, 1 << 16)
         from shift in Gen.Choose(0, 24)
         select (long)size << shift).NonEmptyListOf().Select(values => values.ToArray()).ToArbitrary();

    [Fact]
    public void A_percentile_is_the_exact_one_or_at_most_the_named_precision_above_it() =>
        Prop.ForAll(AnyValues, Gen.Choose(1, 16).ToArbitrary(), (values, bits) => IsPrecise(values, bits))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Long_random_runs_have_precise_percentiles_too()
    {
        for (int seed = RunSize.FirstSeed; seed < RunSize.FirstSeed + Cases; seed++)
        {
            Random random = new(seed);
            long[] values = new long[1 + random.Next(RunSize.Of(2_000, 20_000))];
            for (int i = 0; i < values.Length; i++)
                values[i] = (long)Math.Exp(random.NextDouble() * 28);
            Assert.True(IsPrecise(values, 1 + seed % 16), $"seed {seed}");
        }
        output.WriteLine($"{Cases} runs from seed {RunSize.FirstSeed}");
    }

    [Fact]
    public void Merged_parts_are_the_histogram_of_the_whole() =>
        Prop.ForAll(AnyValues, AnyValues, (left, right) =>
        {
            LatencyHistogram merged = Of(left), whole = Of([.. left, .. right]);
            merged.Merge(Of(right));
            return (merged.Count, merged.Smallest, merged.Largest, merged.Mean)
                == (whole.Count, whole.Smallest, whole.Largest, whole.Mean)
                && Percents.All(percent => merged.Percentile(percent) == whole.Percentile(percent));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_of_no_more_than_the_precision_are_told_exactly()
    {
        LatencyHistogram histogram = new(highest: 1_000_000, precisionBits: 10);
        for (long value = 0; value < 2_048; value++)
            histogram.Record(value);
        for (int percent = 1; percent <= 100; percent++)
            Assert.Equal(LatencyHistogram.RankOf(percent, 2_048) - 1, histogram.Percentile(percent));
    }

    [Fact]
    public void Smallest_largest_count_and_mean_are_exact()
    {
        LatencyHistogram histogram = Of([7, 1_000_003, 123_456_789_012]);
        Assert.Equal((3, 7, 123_456_789_012), (histogram.Count, histogram.Smallest, histogram.Largest));
        Assert.Equal((7 + 1_000_003 + 123_456_789_012) / 3.0, histogram.Mean);
    }

    [Fact]
    public void What_is_above_the_bound_is_counted_and_told_as_the_largest()
    {
        LatencyHistogram histogram = new(highest: 1_000);
        histogram.Record(500, times: 9);
        histogram.Record(70_000);
        Assert.Equal(1, histogram.OverBound);
        Assert.Equal((500, 70_000), (histogram.Percentile(90), histogram.Percentile(91)));
    }

    [Fact]
    public void A_value_recorded_many_times_counts_as_often()
    {
        LatencyHistogram once = new(), often = new();
        for (int i = 0; i < 1_000; i++)
            once.Record(77_777);
        often.Record(77_777, times: 1_000);
        Assert.Equal((once.Count, once.Mean, once.Percentile(50)), (often.Count, often.Mean, often.Percentile(50)));
    }

    [Fact]
    public void Values_above_another_are_counted_by_bucket()
    {
        LatencyHistogram histogram = Of([10, 20, 20, 30, 5_000_000]);
        Assert.Equal((5, 4, 2, 1, 0), (histogram.CountAbove(9), histogram.CountAbove(10), histogram.CountAbove(20),
            histogram.CountAbove(30), histogram.CountAbove(5_000_000)));
    }

    [Fact]
    public void An_empty_histogram_tells_zeros_and_a_cleared_one_is_empty()
    {
        LatencyHistogram histogram = Of([5, 6]);
        histogram.Clear();
        Assert.Equal((0, 0, 0, 0, 0, 0), (histogram.Count, histogram.Smallest, histogram.Largest, histogram.Percentile(50),
            histogram.CountAbove(0), histogram.Mean));
        histogram.Record(9);
        Assert.Equal((9, 9), (histogram.Smallest, histogram.Percentile(0)));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        LatencyHistogram histogram = new();
        histogram.Record(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long value = 1; value < 1_000_000_000_000; value = value * 5 / 4 + 1)
            histogram.Record(value);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        LatencyHistogram histogram = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Record(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Record(1, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Percentile(100.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram(highest: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram(precisionBits: 17));
        Assert.Throws<ArgumentException>(() => histogram.Merge(new LatencyHistogram(precisionBits: 3)));
    }

    private static LatencyHistogram Of(long[] values)
    {
        LatencyHistogram histogram = new();
        foreach (long value in values)
            histogram.Record(value);
        return histogram;
    }

    private static bool IsPrecise(long[] values, int bits)
    {
        LatencyHistogram histogram = new(precisionBits: bits);
        foreach (long value in values)
            histogram.Record(value);
        long[] sorted = [.. values.Order()];
        return Percents.All(percent =>
        {
            long exact = sorted[LatencyHistogram.RankOf(percent, sorted.Length) - 1];
            long told = histogram.Percentile(percent);
            return told >= exact && told - exact <= exact / (double)(1 << bits);
        });
    }
}
