namespace ComputeExchange.Hedging.Index;

/// <summary>The volume-weighted, winsorized mean of prints that agree with one another.</summary>
/// <remarks>
/// First prints are dropped that lie further from the median (of prints, each counting once) than a number of deviations, a
/// deviation being the median absolute deviation (MAD) or the floor, whichever is larger. Then prices at either end of the
/// volume are drawn in to the price that bounds it. What is left is averaged by volume. Medians and deviations are kept as
/// twice and four times themselves, so that an even number of prints needs no rounding.
/// </remarks>
internal static class PrintMean
{
    /// <summary>The prints that are no outliers, in ascending order of price.</summary>
    public static List<Print> WithoutOutliers(IReadOnlyCollection<Print> prints, IndexMethod method)
    {
        if (prints.Count == 0)
            return [];
        Int128 twiceMedian = TwiceMedian(prints.Select(print => (Int128)print.PriceNanos));
        Int128 fourTimesMad = TwiceMedian(prints.Select(print => TwiceDistance(print, twiceMedian)));

        // Compared in units of a quarter of 1e-9 $ over 10,000: |price - median| <= deviations x max(MAD, floor x median).
        Int128 deviation = Int128.Max(
            fourTimesMad * IndexMethod.BasisPoints,
            2 * twiceMedian * method.DeviationFloorBasisPoints);
        return [.. prints
            .Where(print => 2 * TwiceDistance(print, twiceMedian) * IndexMethod.BasisPoints
                <= method.OutlierDeviations * deviation)
            .OrderBy(print => print.PriceNanos)];
    }

    /// <summary>The mean of prints in ascending order of price, at least one, in units of 1e-9 $.</summary>
    public static long Winsorized(List<Print> ascending, IndexMethod method)
    {
        Int128 volume = 0;
        foreach (Print print in ascending)
            volume += print.GpuHours;
        long lowest = PriceAtShare(ascending, volume, method.WinsorBasisPoints);
        long highest = PriceAtShare(Enumerable.Reverse(ascending), volume, method.WinsorBasisPoints);
        Int128 value = 0;
        foreach (Print print in ascending)
            value += (Int128)Math.Clamp(print.PriceNanos, lowest, highest) * print.GpuHours;
        return (long)RoundedDivision.HalfAwayFromZero(value, volume);
    }

    // The first price, coming from one end, at which at least the share of all volume has been passed.
    private static long PriceAtShare(IEnumerable<Print> fromOneEnd, Int128 volume, int shareBasisPoints)
    {
        Int128 passed = 0;
        foreach (Print print in fromOneEnd)
        {
            passed += print.GpuHours;
            if (passed * IndexMethod.BasisPoints >= volume * shareBasisPoints)
                return print.PriceNanos;
        }
        throw new InvalidOperationException("The whole volume is at least any share of it.");
    }

    private static Int128 TwiceDistance(Print print, Int128 twiceMedian) =>
        Int128.Abs(2 * (Int128)print.PriceNanos - twiceMedian);

    private static Int128 TwiceMedian(IEnumerable<Int128> values)
    {
        Int128[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2];
    }
}
