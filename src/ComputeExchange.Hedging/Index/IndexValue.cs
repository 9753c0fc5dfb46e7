namespace ComputeExchange.Hedging.Index;

/// <summary>Where a constituent's value comes from, best source first.</summary>
public enum ConstituentSource
{
    /// <summary>Prints of the look-back.</summary>
    Prints,

    /// <summary>The middle of the best dealable bid and ask.</summary>
    DealableMid,

    /// <summary>Its last value: stale, and left out of the index.</summary>
    Stale,

    /// <summary>There is no value and never was.</summary>
    Missing,
}

/// <summary>What an index value may be used for.</summary>
public enum CoverageBand
{
    /// <summary>Never settles a contract.</summary>
    Indicative,

    /// <summary>Settles a contract only after someone looked at it.</summary>
    UnderReview,

    /// <summary>Settles contracts.</summary>
    Settleable,
}

/// <summary>One constituent's value.</summary>
/// <param name="Nanos">The value in units of 1e-9 $ per GPU-hour, rounded with halves away from zero; null when missing.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Prints">How many prints it is made of, outliers not counted.</param>
/// <param name="DroppedPrints">How many prints of the look-back were outliers.</param>
/// <param name="DepthGpuHours">Dealable GPU-hours, both sides, priced within the method's distance of the value.</param>
public readonly record struct ConstituentValue(
    long? Nanos, ConstituentSource Source, int Prints, int DroppedPrints, long DepthGpuHours)
{
    /// <summary>Whether the value counts in the index.</summary>
    public bool IsFresh => Source is ConstituentSource.Prints or ConstituentSource.DealableMid;
}

/// <summary>A published index value, with what is needed to judge it.</summary>
public sealed record IndexValue
{
    /// <summary>The weighted mean of the fresh constituents in units of 1e-9 $ per GPU-hour, rounded with halves away from
    /// zero; null when none is fresh.</summary>
    public required long? Nanos { get; init; }

    /// <summary>The weight of the fresh constituents, in units of 0.01 %, rounded down.</summary>
    public required int CoverageBasisPoints { get; init; }

    /// <summary>What the value may be used for.</summary>
    public required CoverageBand Band { get; init; }

    /// <summary>How many prints the value is made of.</summary>
    public required int Prints { get; init; }

    /// <summary>How many contributors made them.</summary>
    public required int Contributors { get; init; }

    /// <summary>Concentration of the prints' volume on contributors: the Herfindahl-Hirschman index, the sum of squared
    /// percentages, 10,000 for one contributor, rounded with halves up; 0 without prints.</summary>
    public required int ConcentrationHhi { get; init; }

    /// <summary>Dealable GPU-hours near the constituents' values, both sides, all constituents.</summary>
    public required long DepthGpuHours { get; init; }

    /// <summary>The constituents, in the order given.</summary>
    public required IReadOnlyList<ConstituentValue> Constituents { get; init; }

    /// <summary>The version of the procedure.</summary>
    public required int MethodVersion { get; init; }

    /// <summary>The hash of the rules.</summary>
    public required ulong MethodHash { get; init; }
}
