namespace ComputeExchange.Hedging.Ratios;

/// <summary>Price histories turned into the changes that every estimate here is made from.</summary>
public static class PriceChanges
{
    /// <summary>Units of 1e-9 $ in one dollar: the unit in which reference prices and index values are kept.</summary>
    public const long NanosPerDollar = 1_000_000_000;

    /// <summary>The differences between successive values, in dollars, one fewer than there are values.</summary>
    /// <param name="nanos">Values in units of 1e-9 $, oldest first.</param>
    /// <exception cref="OverflowException">Two neighbours lie further apart than 64 bits can say.</exception>
    public static double[] OfNanos(ReadOnlySpan<long> nanos)
    {
        double[] changes = new double[Math.Max(0, nanos.Length - 1)];
        for (int i = 0; i < changes.Length; i++)
            changes[i] = (double)(nanos[i + 1] - nanos[i]) / NanosPerDollar;
        return changes;
    }

    /// <summary>The differences between successive values, in their own unit, one fewer than there are values.</summary>
    /// <param name="levels">Values, oldest first.</param>
    public static double[] Of(ReadOnlySpan<double> levels)
    {
        double[] changes = new double[Math.Max(0, levels.Length - 1)];
        for (int i = 0; i < changes.Length; i++)
            changes[i] = levels[i + 1] - levels[i];
        return changes;
    }
}
