namespace ComputeExchange.Bots.Quoting;

/// <summary>The margin with the highest expected gain on a request for quote that others answer too.</summary>
/// <remarks>
/// A margin d over fair wins with probability f(d) = 1 / (1 + exp(alpha + beta d)), the answer curve that Barzykin,
/// Bergault and Guéant, "Algorithmic market making in dealer markets with hedging and market impact" (2023), give each tier
/// of clients. The expected gain (d - c) f(d), c being what the trade costs the book's inventory, is highest where
/// beta (d - c) (1 - f(d)) = 1. With w = beta (d - c) - 1 that reads w + ln w = -1 - alpha - beta c, which Newton's method
/// solves in ln w: the function is convex and rising and the start lies above the root, so every step stays above it.
/// </remarks>
/// <param name="Margin">d*, dollars per GPU-hour, above <c>inventoryPrice</c>.</param>
/// <param name="WinProbability">f(d*), between 0 and 1.</param>
public readonly record struct RequestForQuoteMargin(double Margin, double WinProbability)
{
    private const int MaxSteps = 100;
    private const double Precision = 1e-15;

    /// <summary>Solves for the best margin.</summary>
    /// <param name="alpha">How little a quote at fair wins: f(0) = 1 / (1 + exp(alpha)). Finite.</param>
    /// <param name="beta">How fast margin loses, per dollar, above 0.</param>
    /// <param name="inventoryPrice">c, dollars per GPU-hour: what taking the trade on costs, below 0 when it relieves.</param>
    public static RequestForQuoteMargin Optimal(double alpha, double beta, double inventoryPrice = 0)
    {
        if (!(beta > 0) || !double.IsFinite(beta))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "Margin must lose: beta is above 0.");
        double target = -1 - alpha - beta * inventoryPrice;
        if (!double.IsFinite(target))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Parameters are finite.");

        double log = target > 1 ? Math.Log(target) : target;
        for (int step = 0; step < MaxSteps; step++)
        {
            double weight = Math.Exp(log);
            double change = (weight + log - target) / (weight + 1);
            log -= change;
            if (Math.Abs(change) <= Precision * Math.Max(1, Math.Abs(log)))
                break;
        }
        double w = Math.Exp(log);
        return new RequestForQuoteMargin(inventoryPrice + (1 + w) / beta, w / (1 + w));
    }

    /// <summary>f(d): the chance that a quote with this margin wins.</summary>
    public static double WinProbabilityAt(double margin, double alpha, double beta) =>
        1 / (1 + Math.Exp(alpha + beta * margin));
}
