namespace ComputeExchange.Hedging.Ratios;

/// <summary>Means and co-moments of series, computed in two passes: first the mean, then products of deviations.</summary>
/// <remarks>The one-pass formula (mean of squares less square of the mean) loses every digit on prices that barely move,
/// which is what list prices are.</remarks>
public static class SampleMoments
{
    // Deviations smaller than this share of the largest value are rounding of the mean, not movement.
    private const double RelativeNoise = 1e-12;

    /// <summary>The arithmetic mean; 0 of an empty series.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return values.IsEmpty ? 0 : sum / values.Length;
    }

    /// <summary>The sum of products of deviations from the means. Divide by n - 1 for the sample covariance, by n for
    /// that of the population.</summary>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static double CoMoment(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length)
            throw new ArgumentException($"Two series of one length are needed, not {left.Length} and {right.Length} values.");
        double leftMean = Mean(left);
        double rightMean = Mean(right);
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += (left[i] - leftMean) * (right[i] - rightMean);
        return sum;
    }

    /// <summary>The sample covariance, with n - 1; NaN of fewer than two values.</summary>
    public static double Covariance(ReadOnlySpan<double> left, ReadOnlySpan<double> right) =>
        left.Length < 2 ? double.NaN : CoMoment(left, right) / (left.Length - 1);

    /// <summary>The sample variance, with n - 1; exactly 0 of a series that does not move, NaN of fewer than 2.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
            return double.NaN;
        return Moves(values) ? CoMoment(values, values) / (values.Length - 1) : 0;
    }

    /// <summary>Whether the values differ from one another by more than the rounding of their mean.</summary>
    public static bool Moves(ReadOnlySpan<double> values)
    {
        double mean = Mean(values);
        double largest = 0;
        double deviation = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
            deviation = Math.Max(deviation, Math.Abs(value - mean));
        }
        return deviation > RelativeNoise * largest;
    }

    internal static void RequireFinite(ReadOnlySpan<double> values, string name)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException("Every change must be a finite number.", name);
        }
    }
}
