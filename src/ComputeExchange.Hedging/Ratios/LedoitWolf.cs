namespace ComputeExchange.Hedging.Ratios;

/// <summary>A covariance matrix shrunk toward mu I, so that nearly collinear series can still be told apart.</summary>
/// <remarks>
/// Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of Multivariate
/// Analysis 88 (2004). With S = X'X/n of the demeaned series and norms divided by the number of series p (section 3 there):
/// mu = tr(S)/p, d^2 = |S - mu I|^2, b^2 = the mean squared distance of the single outer products from S, over n, at most
/// d^2; intensity = b^2/d^2 and the estimate is intensity x mu I + (1 - intensity) x S.
/// </remarks>
public sealed record LedoitWolf
{
    private LedoitWolf(double intensity, double mu, double[,] covariance, int observations)
    {
        Intensity = intensity;
        Mu = mu;
        Covariance = covariance;
        Observations = observations;
    }

    /// <summary>How much of the sample covariance gave way to mu I, 0 to 1.</summary>
    public double Intensity { get; }

    /// <summary>The mean variance of the series, squared units of theirs (population variance, divided by n).</summary>
    public double Mu { get; }

    /// <summary>The shrunk covariance, squared units of the series (population, divided by n).</summary>
    public double[,] Covariance { get; }

    /// <summary>How many observations of each series there were.</summary>
    public int Observations { get; }

    /// <summary>Whether nothing of the sample's covariances is left, which anyone who uses the estimate must be told: a
    /// one-basket ratio read from such a matrix is 0.</summary>
    public bool IsFullyShrunk => Intensity >= 1;

    /// <summary>Shrinks the covariance of some series.</summary>
    /// <param name="series">One array a series, all of one length of at least 2, finite.</param>
    /// <exception cref="ArgumentException">No series, too short, of unequal lengths, or a value that is not finite.</exception>
    public static LedoitWolf Shrink(IReadOnlyList<double[]> series)
    {
        double[][] demeaned = Demean(series);
        int size = demeaned.Length;
        int count = demeaned[0].Length;
        double[,] sample = PopulationCovariance(demeaned);

        double mu = 0;
        for (int i = 0; i < size; i++)
            mu += sample[i, i] / size;

        double distance = 0;
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                distance += Square(sample[i, j] - (i == j ? mu : 0)) / size;

        double intensity = distance == 0 ? 0 : Math.Min(ErrorOfSample(demeaned, sample), distance) / distance;
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                sample[i, j] = (1 - intensity) * sample[i, j] + (i == j ? intensity * mu : 0);
        return new LedoitWolf(intensity, mu, sample, count);
    }

    private static double ErrorOfSample(double[][] demeaned, double[,] sample)
    {
        int size = demeaned.Length;
        int count = demeaned[0].Length;
        double error = 0;
        for (int t = 0; t < count; t++)
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    error += Square(demeaned[i][t] * demeaned[j][t] - sample[i, j]);
        return error / count / count / size;
    }

    private static double[,] PopulationCovariance(double[][] demeaned)
    {
        int size = demeaned.Length;
        int count = demeaned[0].Length;
        double[,] covariance = new double[size, size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                for (int t = 0; t < count; t++)
                    covariance[i, j] += demeaned[i][t] * demeaned[j][t] / count;
        return covariance;
    }

    private static double[][] Demean(IReadOnlyList<double[]> series)
    {
        if (series.Count == 0 || series[0].Length < 2)
            throw new ArgumentException("At least one series of at least two values is needed.", nameof(series));
        double[][] demeaned = new double[series.Count][];
        for (int i = 0; i < demeaned.Length; i++)
        {
            if (series[i].Length != series[0].Length)
                throw new ArgumentException("All series must be of one length.", nameof(series));
            SampleMoments.RequireFinite(series[i], nameof(series));
            double mean = SampleMoments.Moves(series[i]) ? SampleMoments.Mean(series[i]) : double.NaN;
            demeaned[i] = Array.ConvertAll(series[i], value => double.IsNaN(mean) ? 0 : value - mean);
        }
        return demeaned;
    }

    private static double Square(double value) => value * value;
}
