using ComputeExchange.Hedging.Ratios;

namespace ComputeExchange.Hedging.Reports;

/// <summary>What a hedge did to the variance of a series of changes.</summary>
/// <param name="UnhedgedVariance">Sample variance without the hedge; 0 of fewer than two changes.</param>
/// <param name="HedgedVariance">Sample variance with it; 0 of fewer than two changes.</param>
/// <param name="Effectiveness">1 less hedged over unhedged variance: 1 removes all risk, 0 none, below 0 adds some. Null when
/// the unhedged series did not move, for then there was nothing to remove.</param>
/// <param name="Observations">How many changes there were.</param>
public readonly record struct HedgeEffectiveness(
    double UnhedgedVariance, double HedgedVariance, double? Effectiveness, int Observations)
{
    /// <summary>Compares the changes of a position with those of its hedge beside it.</summary>
    /// <param name="unhedged">Changes of what is hedged (a price, or a dealer's whole exposure).</param>
    /// <param name="hedged">Changes of the same with the hedge added.</param>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static HedgeEffectiveness Of(ReadOnlySpan<double> unhedged, ReadOnlySpan<double> hedged)
    {
        if (unhedged.Length != hedged.Length)
            throw new ArgumentException("The hedged series needs one change for each of the unhedged one.");
        if (unhedged.Length < 2)
            return new HedgeEffectiveness(0, 0, null, unhedged.Length);
        double without = SampleMoments.Variance(unhedged);
        double with = SampleMoments.Variance(hedged);
        return new HedgeEffectiveness(without, with, without == 0 ? null : 1 - with / without, unhedged.Length);
    }
}
