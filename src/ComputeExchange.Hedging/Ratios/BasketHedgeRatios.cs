using MathNet.Numerics.LinearAlgebra;

namespace ComputeExchange.Hedging.Ratios;

/// <summary>The minimum-variance hedge of one price with several baskets at once: H = S_FF^-1 S_FS.</summary>
/// <remarks>S_FF is shrunk by <see cref="LedoitWolf"/>, S_FS is not; both divide by n, so that with one basket, where there
/// is nothing to shrink, H is the h* of <see cref="HedgeRatio"/>.</remarks>
public sealed record BasketHedgeRatios
{
    /// <summary>Whether there are ratios, and if not, why not.</summary>
    public required RatioStatus Status { get; init; }

    /// <summary>Futures of each basket sold for each unit held, in the order given; all 0 where there are no ratios.</summary>
    public required IReadOnlyList<double> Ratios { get; init; }

    /// <summary>1 less the share of the variance that the hedge leaves, in sample. Shrunk ratios are not those of least
    /// squares, so it may fall below 0: then the hedge adds risk. 0 where there are no ratios.</summary>
    public double RSquared { get; init; }

    /// <summary>Sample standard deviation of dS - H dF, with n - 1; of dS where there are no ratios.</summary>
    public double ResidualVolatility { get; init; }

    /// <summary>The shrinkage of S_FF, 0 to 1; 0 where there are no ratios.</summary>
    public double Intensity { get; init; }

    /// <summary>Whether S_FF was shrunk whole to mu I, so that the baskets count as uncorrelated.</summary>
    public bool IsFullyShrunk => Intensity >= 1;

    /// <summary>How many changes of each series the estimate is made from.</summary>
    public required int Observations { get; init; }

    /// <summary>Estimates the ratios.</summary>
    /// <param name="spotChanges">dS, in dollars per GPU-hour.</param>
    /// <param name="basketChanges">dF of each basket, in dollars per GPU-hour, as many each.</param>
    /// <param name="minimumObservations">With fewer changes there are no ratios. At least 2.</param>
    /// <exception cref="ArgumentException">No basket, lengths that differ, or a change that is not finite.</exception>
    public static BasketHedgeRatios Estimate(
        double[] spotChanges,
        IReadOnlyList<double[]> basketChanges,
        int minimumObservations = HedgeRatio.DefaultMinimumObservations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumObservations, 2);
        if (basketChanges.Count == 0 || basketChanges.Any(changes => changes.Length != spotChanges.Length))
            throw new ArgumentException("Each change of the price needs the change of every basket at the same time.");
        SampleMoments.RequireFinite(spotChanges, nameof(spotChanges));
        foreach (double[] changes in basketChanges)
            SampleMoments.RequireFinite(changes, nameof(basketChanges));

        int count = spotChanges.Length;
        if (count < minimumObservations)
            return None(RatioStatus.TooFewObservations, spotChanges, basketChanges.Count);
        if (!basketChanges.Any(changes => SampleMoments.Moves(changes)))
            return None(RatioStatus.NoFuturesVariance, spotChanges, basketChanges.Count);
        if (!SampleMoments.Moves(spotChanges))
            return None(RatioStatus.NoSpotVariance, spotChanges, basketChanges.Count);

        LedoitWolf shrunk = LedoitWolf.Shrink(basketChanges);
        double[] ratios = Solve(shrunk, spotChanges, basketChanges);
        double residualVariance = SampleMoments.Variance(Residuals(spotChanges, basketChanges, ratios));
        return new BasketHedgeRatios
        {
            Status = RatioStatus.Estimated,
            Ratios = ratios,
            RSquared = 1 - residualVariance / SampleMoments.Variance(spotChanges),
            ResidualVolatility = Math.Sqrt(residualVariance),
            Intensity = shrunk.Intensity,
            Observations = count,
        };
    }

    private static double[] Solve(LedoitWolf shrunk, double[] spotChanges, IReadOnlyList<double[]> basketChanges)
    {
        int count = spotChanges.Length;
        Vector<double> covariances = Vector<double>.Build.Dense(
            basketChanges.Count,
            basket => SampleMoments.CoMoment(basketChanges[basket], spotChanges) / count);
        Matrix<double> matrix = Matrix<double>.Build.DenseOfArray(shrunk.Covariance);

        // The pseudo-inverse is the inverse wherever there is one. Two baskets that moved exactly alike over so few changes
        // that nothing was shrunk have none; then it gives the smallest ratios that hedge as well. Matrices are a handful wide.
        return (matrix.PseudoInverse() * covariances).ToArray();
    }

    private static double[] Residuals(double[] spotChanges, IReadOnlyList<double[]> basketChanges, double[] ratios)
    {
        double[] residuals = [.. spotChanges];
        for (int basket = 0; basket < ratios.Length; basket++)
            for (int t = 0; t < residuals.Length; t++)
                residuals[t] -= ratios[basket] * basketChanges[basket][t];
        return residuals;
    }

    private static BasketHedgeRatios None(RatioStatus status, double[] spotChanges, int baskets) => new()
    {
        Status = status,
        Ratios = new double[baskets],
        ResidualVolatility = spotChanges.Length < 2 ? 0 : Math.Sqrt(SampleMoments.Variance(spotChanges)),
        Observations = spotChanges.Length,
    };
}
