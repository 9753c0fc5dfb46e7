using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>What became of a request.</summary>
public readonly record struct RequestAnswer
{
    /// <summary>The session's number of the request.</summary>
    public long RequestNumber { get; init; }

    /// <summary>None when it was applied; otherwise why it was refused.</summary>
    public RejectReason Reason { get; init; }

    /// <summary>Whether it was applied.</summary>
    public bool IsApplied => Reason == RejectReason.None;

    /// <summary>The report that answered it; of type None when nothing was to be reported.</summary>
    public ExecutionReport Report { get; init; }

    /// <summary>The id given to what it defined; 0 otherwise, and when a lost connection took the answer away.</summary>
    public ushort Id { get; init; }
}
