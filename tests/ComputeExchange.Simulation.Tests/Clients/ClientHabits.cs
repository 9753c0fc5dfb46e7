namespace ComputeExchange.Simulation.Tests.Clients;

/// <summary>How a client behaves.</summary>
internal sealed record ClientHabits(string Session)
{
    /// <summary>Requests that it has unanswered at most.</summary>
    public int MaxUnanswered { get; init; } = 24;

    /// <summary>How often it sends each request at most, besides what it sends again because it has to.</summary>
    public int MaxCopies { get; init; } = 1;

    /// <summary>Of a thousand steps, in how many it sends a request once more that was sent before.</summary>
    public int DuplicatesInThousand { get; init; } = 4;

    /// <summary>The longest time until it tries to connect again.</summary>
    public long RetryNanos { get; init; } = 30_000_000;

    /// <summary>Whether its orders are cancelled when it is disconnected.</summary>
    public bool CancelOnDisconnect { get; init; }

    /// <summary>After how long.</summary>
    public uint GraceMillis { get; init; }
}
