namespace ComputeExchange.LoadTest.Ladder;

/// <summary>What a rung's figure is: a time, where less is better, or a rate, where more is.</summary>
internal enum Unit
{
    Nanos,
    Micros,
    PerSecond,
}

/// <summary>One row of the ladder: how it is measured, and what bounds it.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">What of.</param>
/// <param name="Measure">Measures it once.</param>
/// <param name="BoundName">What it cannot be better than, in words; empty for a raw row.</param>
/// <param name="Bound">The bound, in the same unit, from the figures of the same round.</param>
internal sealed record Rung(
    string Name, Unit Unit, Func<double> Measure, string BoundName = "", Func<Round, double>? Bound = null)
{
    /// <summary>How many times worse than its bound: 1 is the bound itself.</summary>
    public double TimesBound(Round round) =>
        Unit == Unit.PerSecond ? Bound!(round) / round[Name] : round[Name] / Bound!(round);
}

/// <summary>The figures of one round, by the name of the rung.</summary>
internal sealed class Round
{
    private readonly Dictionary<string, double> _figures = [];

    public double this[string name]
    {
        get => _figures[name];
        set => _figures[name] = value;
    }
}
