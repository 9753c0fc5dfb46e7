using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.MarketData;

/// <summary>One client's interest in one book: what it was told last, and what is true now.</summary>
internal sealed class Subscription(uint id, Instrument instrument)
{
    public uint Id { get; } = id;

    public Instrument Instrument { get; } = instrument;

    /// <summary>The token of the question behind it.</summary>
    public ulong Token { get; set; }

    /// <summary>The number of the last message of the stream, those left out included.</summary>
    public long SequenceNumber { get; set; }

    /// <summary>What the client was told last.</summary>
    public TopOfBook Told { get; set; }

    /// <summary>What is true now.</summary>
    public TopOfBook Latest { get; set; }

    /// <summary>As of when.</summary>
    public EngineTime Time { get; set; }

    /// <summary>Whether the engine has answered once: before that there is nothing to tell.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether something was left out, or a snapshot was asked for.</summary>
    public bool NeedsSnapshot { get; set; }
}
