using ComputeExchange.Measurement;

namespace ComputeExchange.LoadTest.Pauses;

/// <summary>A histogram of nanoseconds in one line of microseconds.</summary>
internal static class Latencies
{
    private const double NanosPerMicro = 1_000;

    /// <summary>Its percentiles and its largest value.</summary>
    public static string Tell(LatencyHistogram nanos) => FormattableString.Invariant(
        $"p50 {Micros(nanos, 50):N0}, p90 {Micros(nanos, 90):N0}, p99 {Micros(nanos, 99):N0}, p99.9 {Micros(nanos, 99.9):N0}, ")
        + FormattableString.Invariant($"p99.99 {Micros(nanos, 99.99):N0}, most {nanos.Largest / NanosPerMicro:N0} us");

    private static double Micros(LatencyHistogram nanos, double percent) => nanos.Percentile(percent) / NanosPerMicro;
}
