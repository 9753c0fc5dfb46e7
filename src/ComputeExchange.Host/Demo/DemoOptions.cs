namespace ComputeExchange.Host.Demo;

/// <summary>How a demo is run.</summary>
internal sealed record DemoOptions
{
    /// <summary>Dates of a short run: the warm-up and a few to trade on. List prices stand still for weeks; so many dates reach
    /// behind a day on which they moved, without which profit and loss would have parts that are all zero.</summary>
    public const int ShortDates = DemoScript.WarmUpDates + 16;

    private const int RequestsOfBurst = 1_000;
    private const int RequestsOfShortBurst = 200;

    /// <summary>What the principals' orders come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A few dates only.</summary>
    public bool IsShort { get; init; }

    /// <summary>Where the journal goes.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Requests of each bot in each burst.</summary>
    public int BurstRequests => IsShort ? RequestsOfShortBurst : RequestsOfBurst;
}
