namespace ComputeExchange.Messages;

/// <summary>What every event carries: its place in the run. Command sequence and index together are the ExecId.</summary>
public record struct EventHeader
{
    internal long SequenceInPlace;
    internal EngineTime TimeInPlace;
    internal long RequestNumberInPlace;
    internal int IndexInPlace;
    internal SessionId SessionInPlace;

    /// <summary>The number of the command that caused it, counted from 1.</summary>
    public long Sequence
    {
        readonly get => SequenceInPlace;
        init => SequenceInPlace = value;
    }

    /// <summary>Its place among the events of that command, from 0.</summary>
    public int Index
    {
        readonly get => IndexInPlace;
        init => IndexInPlace = value;
    }

    /// <summary>Engine time.</summary>
    public EngineTime Time
    {
        readonly get => TimeInPlace;
        init => TimeInPlace = value;
    }

    /// <summary>The session that sent the command.</summary>
    public SessionId Session
    {
        readonly get => SessionInPlace;
        init => SessionInPlace = value;
    }

    /// <summary>That session's request number.</summary>
    public long RequestNumber
    {
        readonly get => RequestNumberInPlace;
        init => RequestNumberInPlace = value;
    }
}
