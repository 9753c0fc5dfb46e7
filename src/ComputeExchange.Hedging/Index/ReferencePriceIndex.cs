namespace ComputeExchange.Hedging.Index;

/// <summary>A constituent of an index that is made of reference prices.</summary>
/// <param name="Share">Its integer share, above 0.</param>
/// <param name="ReferenceNanos">Its market's reference price in units of 1e-9 $ per GPU-hour; null before the first.</param>
public readonly record struct ReferenceConstituent(int Share, long? ReferenceNanos);

/// <summary>The plain index: the weighted mean of the constituents' reference prices.</summary>
public static class ReferencePriceIndex
{
    /// <summary>The index in units of 1e-9 $ per GPU-hour, rounded with halves away from zero.</summary>
    /// <param name="constituents">The basket's constituents.</param>
    /// <returns>The mean over the constituents that have a reference price; null when none has.</returns>
    /// <exception cref="ArgumentException">A share is not above 0.</exception>
    public static long? Compute(ReadOnlySpan<ReferenceConstituent> constituents)
    {
        WeightedMean mean = default;
        foreach (ReferenceConstituent constituent in constituents)
        {
            if (constituent.Share <= 0)
                throw new ArgumentException("Shares are above 0.", nameof(constituents));
            mean.Add(constituent.Share, constituent.ReferenceNanos);
        }
        return mean.Value;
    }
}
