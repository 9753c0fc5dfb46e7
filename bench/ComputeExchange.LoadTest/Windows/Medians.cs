namespace ComputeExchange.LoadTest.Windows;

/// <summary>The middle of measurements of which some were disturbed.</summary>
internal static class Medians
{
    /// <summary>The median; the lower of the two in the middle.</summary>
    public static double Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }
}
