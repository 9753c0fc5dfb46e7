namespace ComputeExchange.Hedging.Targets;

/// <summary>How much of a hedge gap is worth trading now: nothing within a band around the target, and outside of it a
/// quantity at which the last lot's cost equals the first lot's benefit.</summary>
/// <remarks>
/// Trading v lots costs psi |v| + eta v^2 dollars; the first lot takes p = lambda x Var(dF) x multiplier^2 x gap dollars
/// of risk away. Minimising cost less benefit gives v* = sign(p) max(|p| - psi, 0) / (2 eta). The linear-plus-quadratic cost
/// and the band it makes are those of Guéant, "The Financial Mathematics of Market Liquidity" (2016), and of Barzykin,
/// Bergault and Guéant, "Algorithmic market making in dealer markets with hedging and market impact" (2023). All numbers are
/// decimal: that 0.3 - 0.1 over 0.00002 is 10,000 lots and not 9,999 must not hang on a binary rounding.
/// </remarks>
public sealed record NoTradeBand
{
    // A benefit or a quantity beyond these is cut to them: both are past every possible position (2^63 lots), and far enough
    // below the largest decimal that no product of theirs can overflow.
    private const double LargestVariance = 1e9;
    private const decimal LargestBenefit = 1e24m;

    /// <summary>A band.</summary>
    /// <param name="psi">Cost of each lot traded, in dollars: half the spread and fees. At least 0.</param>
    /// <param name="eta">Cost that grows with the square of the lots, dollars a square lot. At least 0; with 0 all of the
    /// gap trades once |p| is above psi.</param>
    /// <param name="lambda">Risk aversion, per dollar. At least 0.</param>
    public NoTradeBand(decimal psi, decimal eta, decimal lambda)
    {
        RequireInRange(psi, nameof(psi));
        RequireInRange(eta, nameof(eta));
        RequireInRange(lambda, nameof(lambda));
        Psi = psi;
        Eta = eta;
        Lambda = lambda;
    }

    /// <summary>The highest value that each of the three may have.</summary>
    public const decimal MaxParameter = 1e9m;

    /// <summary>Cost of each lot traded, dollars.</summary>
    public decimal Psi { get; }

    /// <summary>Cost that grows with the square of the lots, dollars a square lot.</summary>
    public decimal Eta { get; }

    /// <summary>Risk aversion, per dollar.</summary>
    public decimal Lambda { get; }

    /// <summary>p: what the first lot toward the target is worth, dollars a lot, with the sign of the gap.</summary>
    /// <param name="futuresVariance">Var(dF), dollars per GPU-hour squared and change, at least 0. Of a value above 1e9 that
    /// is taken.</param>
    /// <param name="multiplier">GPU-hours a lot, above 0.</param>
    /// <param name="gapLots">Exact target less position.</param>
    public decimal MarginalBenefit(double futuresVariance, int multiplier, decimal gapLots)
    {
        if (!(futuresVariance >= 0))
            throw new ArgumentOutOfRangeException(nameof(futuresVariance), futuresVariance, "A variance is 0 or more.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiplier);
        decimal weight = Lambda * (decimal)Math.Min(futuresVariance, LargestVariance);
        if (weight == 0 || gapLots == 0)
            return 0;
        decimal lotSquared = (decimal)multiplier * multiplier;
        decimal steepest = LargestBenefit / Math.Abs(gapLots);
        return weight >= steepest / lotSquared ? Math.Sign(gapLots) * LargestBenefit : weight * lotSquared * gapLots;
    }

    /// <summary>v* before the gap limits it, not rounded: sign(p) max(|p| - psi, 0) / (2 eta).</summary>
    /// <param name="marginalBenefit">p, dollars a lot.</param>
    /// <returns>Lots, with the sign of p; with eta 0 and |p| above psi, <see cref="decimal.MaxValue"/> of it.</returns>
    public decimal Rate(decimal marginalBenefit)
    {
        decimal excess = Math.Abs(marginalBenefit) - Psi;
        if (excess <= 0)
            return 0;
        bool unlimited = Eta == 0 || (Eta < 1 && excess > decimal.MaxValue / 2 * Eta);
        return Math.Sign(marginalBenefit) * (unlimited ? decimal.MaxValue : excess / (2 * Eta));
    }

    /// <summary>Whole lots to trade now: v*, at most the gap, rounded toward zero. What is left stays in the gap.</summary>
    /// <param name="futuresVariance">Var(dF), dollars per GPU-hour squared and change, at least 0.</param>
    /// <param name="multiplier">GPU-hours a lot, above 0.</param>
    /// <param name="gapLots">Exact target less position.</param>
    /// <returns>Lots to buy (+) or sell (-).</returns>
    /// <exception cref="OverflowException">Gap and trade are beyond 64 bits.</exception>
    public long LotsToTrade(double futuresVariance, int multiplier, decimal gapLots)
    {
        decimal wanted = Math.Abs(Rate(MarginalBenefit(futuresVariance, multiplier, gapLots)));
        return Math.Sign(gapLots) * (long)decimal.Truncate(Math.Min(wanted, Math.Abs(gapLots)));
    }

    private static void RequireInRange(decimal value, string name)
    {
        if (value is < 0 or > MaxParameter)
            throw new ArgumentOutOfRangeException(name, value, "A parameter of the band lies between 0 and 1,000,000,000.");
    }
}
