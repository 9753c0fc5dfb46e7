using ComputeExchange.Hedging.Reports;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>What a run of the demo came to.</summary>
internal sealed record DemoResult
{
    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where the journal is.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The dates played, warm-up included.</summary>
    public required IReadOnlyList<DateOnly> Dates { get; init; }

    /// <summary>Turns taken: each was acknowledged, and the hedger quiet, before the next.</summary>
    public required int Turns { get; init; }

    /// <summary>How long they took.</summary>
    public required TimeSpan PlayTime { get; init; }

    /// <summary>What the turns came to, counted from the journal.</summary>
    public required RunFigures Figures { get; init; }

    /// <summary>The same orders in a market without window terms.</summary>
    public required RunFigures Without { get; init; }

    /// <summary>Each turn's requests, one bot at a time.</summary>
    public required LatencyFigures OneByOne { get; init; }

    /// <summary>All bots at once.</summary>
    public required IReadOnlyList<LatencyFigures> Bursts { get; init; }

    /// <summary>What the hedger says of every dealer, as of the end of the turns.</summary>
    public required HedgeReport Hedge { get; init; }

    /// <summary>Commands of the whole journal, burst and hedge orders included.</summary>
    public required long JournaledCommands { get; init; }

    /// <summary>How long it took to replay them.</summary>
    public required TimeSpan ReplayTime { get; init; }

    /// <summary>What was held against what.</summary>
    public required IReadOnlyList<DemoCheck> Checks { get; init; }

    /// <summary>Whether everything adds up.</summary>
    public bool IsSound => Checks.All(check => check.Holds);
}

/// <summary>One thing that must add up.</summary>
/// <param name="Name">What, in a few words.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Detail">The figures that were compared.</param>
internal sealed record DemoCheck(string Name, bool Holds, string Detail);
