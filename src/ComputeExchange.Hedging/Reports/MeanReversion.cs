using ComputeExchange.Hedging.Ratios;

namespace ComputeExchange.Hedging.Reports;

/// <summary>How a series comes back to its mean, or does not.</summary>
public enum MeanReversionKind
{
    /// <summary>Too few values, or values that never moved: nothing can be said.</summary>
    Undefined,

    /// <summary>A deviation shrinks by the same factor each step: there is a half-life.</summary>
    Reverting,

    /// <summary>A deviation is gone or has changed sign one step later: any half-life is under one step, and none is
    /// given.</summary>
    WithinOneStep,

    /// <summary>A deviation stays or grows (a random walk, a trend): there is no half-life.</summary>
    NotReverting,
}

/// <summary>The half-life of a deviation, from a first-order autoregression.</summary>
/// <remarks>x(t) = a + phi x(t-1) + e by least squares; the half-life is ln(1/2) / ln(phi) steps, which is defined for
/// 0 &lt; phi &lt; 1 only. A step is the time between two values of the series. Least squares finds phi too low in short
/// series (Kendall 1954, by about (1 + 3 phi) / n), so the half-life errs on the short side.</remarks>
/// <param name="Kind">Whether there is a half-life, and if not, why not.</param>
/// <param name="Phi">The coefficient; 0 where nothing can be said.</param>
/// <param name="HalfLifeSteps">Steps until half of a deviation is gone; null unless <paramref name="Kind"/> is
/// <see cref="MeanReversionKind.Reverting"/>.</param>
public readonly record struct MeanReversion(MeanReversionKind Kind, double Phi, double? HalfLifeSteps)
{
    /// <summary>Fewest values: two pairs always lie on a line, the third says whether it means anything.</summary>
    public const int MinimumValues = 4;

    /// <summary>Fits the autoregression.</summary>
    /// <param name="values">The series, oldest first, at even steps.</param>
    public static MeanReversion Of(ReadOnlySpan<double> values)
    {
        if (values.Length < MinimumValues || !SampleMoments.Moves(values[..^1]))
            return default;
        ReadOnlySpan<double> before = values[..^1];
        ReadOnlySpan<double> after = values[1..];
        double phi = SampleMoments.CoMoment(before, after) / SampleMoments.CoMoment(before, before);
        return phi switch
        {
            >= 1 => new MeanReversion(MeanReversionKind.NotReverting, phi, null),
            > 0 => new MeanReversion(MeanReversionKind.Reverting, phi, Math.Log(0.5) / Math.Log(phi)),
            _ => new MeanReversion(MeanReversionKind.WithinOneStep, phi, null),
        };
    }
}
