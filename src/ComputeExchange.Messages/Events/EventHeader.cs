namespace ComputeExchange.Messages;

/// <summary>What every event carries: its place in the run. Command sequence and index together are the ExecId.</summary>
public readonly record struct EventHeader
{
    /// <summary>The number of the command that caused it, counted from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>Its place among the events of that command, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The session that sent the command.</summary>
    public SessionId Session { get; init; }

    /// <summary>That session's request number.</summary>
    public long RequestNumber { get; init; }
}
