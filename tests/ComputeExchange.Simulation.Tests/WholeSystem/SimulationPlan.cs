using ComputeExchange.Simulation.Tests.Network;

namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>How long a simulation is, and of a thousand rounds, in how many each thing goes wrong.</summary>
internal sealed record SimulationPlan(int Seed)
{
    /// <summary>Rounds in which clients send and faults happen; behind them, all heals.</summary>
    public int Rounds { get; init; } = 1_500;

    /// <summary>Rounds that healing may take at most.</summary>
    public int HealingRounds { get; init; } = 20_000;

    /// <summary>At most so many ticks come before the first round: with them the journal fills its first segment, and goes on to
    /// a second one while things go wrong.</summary>
    public int MaxTicksBefore { get; init; } = 3_000;

    /// <summary>The longest time of one round.</summary>
    public int MaxRoundNanos { get; init; } = 1_500_000;

    /// <summary>Of a hundred rounds of a client, in how many it sends.</summary>
    public int SendsInHundred { get; init; } = 12;

    public int BreaksInThousand { get; init; } = 6;

    public int PartitionsInThousand { get; init; } = 3;

    public int StorageFaultsInThousand { get; init; } = 3;

    public int PowerCutsInThousand { get; init; } = 2;

    public int KillsInThousand { get; init; } = 2;

    /// <summary>Rounds in which the next rename of a file is one that the next power cut undoes.</summary>
    public int LostRenamesInThousand { get; init; } = 2;

    /// <summary>How the names of files begin whose renames are lost.</summary>
    public IReadOnlyList<string> LostRenamesOf { get; init; } = ["journal-0", "snapshot-0", "reports-0"];

    /// <summary>Of a hundred runs, in how many the very first rename is such a one.</summary>
    public int FirstRenamesLostInHundred { get; init; } = 25;

    /// <summary>Rounds in which a client loses its memory.</summary>
    public int MemoryLossesInThousand { get; init; } = 2;

    /// <summary>Rounds in which the clock jumps by minutes or hours.</summary>
    public int LeapsInThousand { get; init; } = 1;

    /// <summary>The rate over which a session is refused; 0 for none.</summary>
    public int RequestsPerSecond { get; init; } = 1_000;

    /// <summary>How often a client sends each request at most, besides what it sends again because it has to.</summary>
    public int MaxCopies { get; init; } = 1;

    public NetworkFaults Network { get; init; } = new();
}
