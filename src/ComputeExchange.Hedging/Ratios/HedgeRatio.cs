namespace ComputeExchange.Hedging.Ratios;

/// <summary>The minimum-variance hedge of one price with one futures contract, and how far to trust it.</summary>
/// <remarks>h* = Cov(dS, dF) / Var(dF) on price changes: Hull, Options, Futures, and Other Derivatives, chapter 3,
/// "Cross hedging", after Ederington (1979). It is the slope of the least-squares regression of dS on dF.</remarks>
public sealed record HedgeRatio
{
    /// <summary>The fewest changes that an estimate is made from, unless set.</summary>
    public const int DefaultMinimumObservations = 20;

    /// <summary>The fewest changes from which a sample variance with anything left to say can be had.</summary>
    private const int FewestEver = 2;

    /// <summary>Whether there is a ratio, and if not, why not.</summary>
    public required RatioStatus Status { get; init; }

    /// <summary>Futures sold for each unit held; 0 where there is no ratio.</summary>
    public double Ratio { get; init; }

    /// <summary>The correlation of the changes, -1 to 1; 0 where there is no ratio.</summary>
    public double Correlation { get; init; }

    /// <summary>The share of the variance of dS that the hedge removes, 0 to 1; 0 where there is no ratio.</summary>
    public double RSquared { get; init; }

    /// <summary>Sample standard deviation of dS, dollars per GPU-hour and change.</summary>
    public double SpotVolatility { get; init; }

    /// <summary>Sample standard deviation of dF, dollars per GPU-hour and change.</summary>
    public double FuturesVolatility { get; init; }

    /// <summary>Sample standard deviation of what the hedge leaves, dS - h dF, with n - 1. Without a ratio there is no
    /// hedge, and it is that of dS.</summary>
    public double ResidualVolatility { get; init; }

    /// <summary>How many pairs of changes the estimate is made from.</summary>
    public required int Observations { get; init; }

    /// <summary>Whether there is a ratio to hedge with.</summary>
    public bool IsEstimated => Status == RatioStatus.Estimated;

    /// <summary>Estimates the ratio from changes of the price hedged and of the futures, pair by pair.</summary>
    /// <param name="spotChanges">dS, in dollars per GPU-hour.</param>
    /// <param name="futuresChanges">dF, in dollars per GPU-hour, as many.</param>
    /// <param name="minimumObservations">With fewer changes there is no ratio. At least 2.</param>
    /// <exception cref="ArgumentException">The series differ in length, or a change is not finite.</exception>
    public static HedgeRatio Estimate(
        ReadOnlySpan<double> spotChanges,
        ReadOnlySpan<double> futuresChanges,
        int minimumObservations = DefaultMinimumObservations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumObservations, FewestEver);
        if (spotChanges.Length != futuresChanges.Length)
            throw new ArgumentException("Each change of the price needs the change of the futures at the same time.");
        SampleMoments.RequireFinite(spotChanges, nameof(spotChanges));
        SampleMoments.RequireFinite(futuresChanges, nameof(futuresChanges));

        int count = spotChanges.Length;
        double spotVariance = count < FewestEver ? 0 : SampleMoments.Variance(spotChanges);
        double futuresVariance = count < FewestEver ? 0 : SampleMoments.Variance(futuresChanges);
        RatioStatus status = StatusOf(count, minimumObservations, spotVariance, futuresVariance);
        if (status != RatioStatus.Estimated)
            return None(status, count, spotVariance, futuresVariance);

        double covariance = SampleMoments.Covariance(spotChanges, futuresChanges);
        double correlation = Math.Clamp(covariance / (Math.Sqrt(spotVariance) * Math.Sqrt(futuresVariance)), -1, 1);
        double rSquared = correlation * correlation;
        return new HedgeRatio
        {
            Status = status,
            Ratio = covariance / futuresVariance,
            Correlation = correlation,
            RSquared = rSquared,
            SpotVolatility = Math.Sqrt(spotVariance),
            FuturesVolatility = Math.Sqrt(futuresVariance),
            ResidualVolatility = Math.Sqrt(spotVariance * (1 - rSquared)),
            Observations = count,
        };
    }

    private static RatioStatus StatusOf(int count, int minimum, double spotVariance, double futuresVariance)
    {
        if (count < minimum)
            return RatioStatus.TooFewObservations;
        if (futuresVariance == 0)
            return RatioStatus.NoFuturesVariance;
        return spotVariance == 0 ? RatioStatus.NoSpotVariance : RatioStatus.Estimated;
    }

    private static HedgeRatio None(RatioStatus status, int count, double spotVariance, double futuresVariance) => new()
    {
        Status = status,
        SpotVolatility = Math.Sqrt(spotVariance),
        FuturesVolatility = Math.Sqrt(futuresVariance),
        ResidualVolatility = Math.Sqrt(spotVariance),
        Observations = count,
    };
}
