using ComputeExchange.Hedging.Ratios;

namespace ComputeExchange.Hedging.Reports;

/// <summary>What a hedge at a given ratio leaves of one market's price: the risk, and the basis b = S - h I.</summary>
public sealed record BasisReport
{
    /// <summary>Variance of dS without and with the hedge (dS - h dI), and the share that the hedge removes.</summary>
    public required HedgeEffectiveness Effectiveness { get; init; }

    /// <summary>The last basis, dollars per GPU-hour.</summary>
    public required double Basis { get; init; }

    /// <summary>The mean of the basis over the history, dollars per GPU-hour.</summary>
    public required double MeanBasis { get; init; }

    /// <summary>Sample standard deviation of the basis, dollars per GPU-hour; 0 when it never moved.</summary>
    public required double BasisDeviation { get; init; }

    /// <summary>How many standard deviations the last basis lies from the mean; null when the basis never moved.</summary>
    public required double? ZScore { get; init; }

    /// <summary>How the basis comes back to its mean.</summary>
    public required MeanReversion MeanReversion { get; init; }

    /// <summary>Reports on a history.</summary>
    /// <param name="spot">Reference prices S of the market, dollars per GPU-hour, oldest first; at least one.</param>
    /// <param name="index">Values I of the basket's index at the same times.</param>
    /// <param name="ratio">h, futures for each unit held.</param>
    /// <exception cref="ArgumentException">No values, lengths that differ, or a number that is not finite.</exception>
    public static BasisReport Of(ReadOnlySpan<double> spot, ReadOnlySpan<double> index, double ratio)
    {
        if (spot.IsEmpty || spot.Length != index.Length)
            throw new ArgumentException("A basis needs the price and the index at the same times, at least once.");
        SampleMoments.RequireFinite(spot, nameof(spot));
        SampleMoments.RequireFinite(index, nameof(index));

        double[] basis = new double[spot.Length];
        for (int t = 0; t < basis.Length; t++)
            basis[t] = spot[t] - ratio * index[t];
        double mean = SampleMoments.Mean(basis);
        double deviation = basis.Length < 2 ? 0 : Math.Sqrt(SampleMoments.Variance(basis));
        return new BasisReport
        {
            Effectiveness = HedgeEffectiveness.Of(PriceChanges.Of(spot), PriceChanges.Of(basis)),
            Basis = basis[^1],
            MeanBasis = mean,
            BasisDeviation = deviation,
            ZScore = deviation == 0 ? null : (basis[^1] - mean) / deviation,
            MeanReversion = MeanReversion.Of(basis),
        };
    }
}
