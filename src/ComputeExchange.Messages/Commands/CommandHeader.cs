namespace ComputeExchange.Messages;

/// <summary>What every command carries: when, from whom, and which of the sender's requests it is.</summary>
public readonly record struct CommandHeader
{
    /// <summary>The producer's stamp; engine time becomes the later of it and its own.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The session that sent it; <see cref="SessionId.Engine"/> for the engine's own.</summary>
    public SessionId Session { get; init; }

    /// <summary>The session's request number, counted from 1; not looked at for the engine's own.</summary>
    public long RequestNumber { get; init; }

    /// <summary>A 64-bit hash of the request's body, by which a repeated request is told from a reused number.</summary>
    public ulong BodyHash { get; init; }

    /// <summary>Set by the gateway when the session is over its rate: the core uses the number up and refuses.</summary>
    public bool IsThrottled { get; init; }
}
