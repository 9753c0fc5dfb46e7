namespace ComputeExchange.Messages;

/// <summary>The bounds that commands are held to, in one place; docs/LIMITS.md explains each.</summary>
public static class Limits
{
    /// <summary>The most GPUs of one forward order.</summary>
    public const int MaxGpus = 1_000_000;

    /// <summary>The most lots of one basket order.</summary>
    public const int MaxLots = 10_000_000;

    /// <summary>The most further markets of one buy.</summary>
    public const int MaxAlternatives = 8;

    /// <summary>The most parts of one cover.</summary>
    public const int MaxParts = 8;

    /// <summary>The most workloads that one offer names.</summary>
    public const int MaxSupportedWorkloads = 32;

    /// <summary>Starts x markets of one complex buy.</summary>
    public const int MaxSearchWindows = 512;

    /// <summary>Starts x markets x hours x maxParts of one buy with more than one part.</summary>
    public const int MaxSearchSteps = 8_192;

    /// <summary>The most open orders of a participant whose kill switch leaves reducing orders allowed.</summary>
    public const int MaxReducingOrders = 256;

    /// <summary>The most constituents of one basket.</summary>
    public const int MaxConstituents = 64;

    /// <summary>The most months that a basket lists, which span at most this many months too.</summary>
    public const int MaxListedMonths = 64;

    /// <summary>The highest add-on of a credit line, in units of 0.01 %: 100 times the notional.</summary>
    public const int MaxAddOn = 1_000_000;

    /// <summary>An add-on of 100 %, in units of 0.01 %.</summary>
    public const int FullAddOn = 10_000;

    /// <summary>The longest lead of a market's gate, in hours.</summary>
    public const int MaxLeadHours = 8_784;

    /// <summary>The most participants.</summary>
    public const int MaxParticipants = 4_096;

    /// <summary>The most SKUs, regions, baskets, workloads, each.</summary>
    public const int MaxCodes = 4_096;

    /// <summary>The most sessions.</summary>
    public const int MaxSessions = 16_384;

    /// <summary>How many of a session's last request bodies the core knows the hash of.</summary>
    public const int RememberedRequests = 1_024;

    /// <summary>How many values of each reference price and index history the core keeps.</summary>
    public const int HistoryLength = 520;

    /// <summary>The most fills that market-maker protection counts.</summary>
    public const int MaxProtectionFills = 1_000;
}
