using Xunit;

namespace ComputeExchange.Measurement.Tests;

public sealed class HiccupMeterTests
{
    private const long Milli = 1_000_000;
    private readonly MovedClock _clock = new();

    [Fact]
    public void A_sleep_of_its_length_is_no_hiccup()
    {
        using HiccupMeter meter = Sleeping(Milli);
        meter.Step();
        Assert.Equal((1, 0), (meter.Snapshot().Count, meter.Snapshot().Largest));
    }

    [Fact]
    public void A_long_sleep_counts_for_each_of_those_that_it_kept_from_happening()
    {
        using HiccupMeter meter = Sleeping(4 * Milli + 500_000);
        meter.Step();
        LatencyHistogram hiccups = meter.Snapshot();
        Assert.Equal((4, 3 * Milli + 500_000, 500_000), (hiccups.Count, hiccups.Largest, hiccups.Smallest));
    }

    [Fact]
    public void The_largest_is_told_once()
    {
        using HiccupMeter meter = Sleeping(3 * Milli);
        meter.Step();
        meter.Step();
        Assert.Equal((2 * Milli, 0), (meter.TakeLargest(), meter.TakeLargest()));
    }

    [Fact]
    public void A_meter_with_its_thread_counts_until_it_is_ended()
    {
        HiccupMeter meter = new();
        while (meter.Snapshot().Count < 5)
            Thread.Yield();
        meter.Dispose();
        long counted = meter.Snapshot().Count;
        Assert.True(counted >= 5);
        Assert.Equal(counted, meter.Snapshot().Count);
    }

    private HiccupMeter Sleeping(long nanos) => new(_clock, () => _clock.Pass(nanos));
}
