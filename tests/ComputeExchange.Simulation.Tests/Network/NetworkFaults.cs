namespace ComputeExchange.Simulation.Tests.Network;

/// <summary>How bad the lines of a simulation are. Times are nanoseconds of the simulated clock.</summary>
internal sealed record NetworkFaults
{
    /// <summary>The longest time that bytes are under way.</summary>
    public long MaxDelayNanos { get; init; } = 3_000_000;

    /// <summary>Of a thousand writes, how many are delayed a hundred times as long.</summary>
    public int StallsInThousand { get; init; } = 3;

    /// <summary>Of a thousand reads, how many take a part of what is there.</summary>
    public int ShortReadsInThousand { get; init; } = 100;
}
