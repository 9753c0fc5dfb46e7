namespace ComputeExchange.Hedging.Ratios;

/// <summary>The border between estimates and the engine: a ratio enters the engine as an integer of 1e-6.</summary>
public static class RatioMicros
{
    /// <summary>Units of 1e-6 in a ratio of 1.</summary>
    public const int One = 1_000_000;

    /// <summary>The largest ratio that is believed, either way: a thousand futures for one unit held is an estimate gone
    /// wrong, not a hedge.</summary>
    public const int Max = 1_000 * One;

    /// <summary>Rounds a ratio to units of 1e-6, halves away from zero.</summary>
    /// <param name="ratio">A finite ratio between -1,000 and 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not finite or larger than <see cref="Max"/>.</exception>
    public static int RoundHalfAwayFromZero(double ratio)
    {
        double micros = Math.Round(ratio * One, MidpointRounding.AwayFromZero);
        if (!(Math.Abs(micros) <= Max))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "A hedge ratio lies between -1,000 and 1,000.");
        return (int)micros;
    }

    /// <summary>The ratio as a number.</summary>
    public static decimal ToDecimal(int micros) => (decimal)micros / One;
}
