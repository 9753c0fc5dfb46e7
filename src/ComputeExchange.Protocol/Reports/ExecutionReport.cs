using ComputeExchange.Messages;

namespace ComputeExchange.Protocol;

/// <summary>What a report tells: FIX ExecType.</summary>
public enum ExecutionType : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The order was accepted.</summary>
    New,

    /// <summary>The order traded.</summary>
    Trade,

    /// <summary>The order was replaced.</summary>
    Replaced,

    /// <summary>The order was cancelled.</summary>
    Cancelled,

    /// <summary>The order expired.</summary>
    Expired,

    /// <summary>A request was refused.</summary>
    Rejected,
}

/// <summary>The id of an execution, unique over the life of the exchange.</summary>
/// <param name="Sequence">The number of the command that caused it, from 1.</param>
/// <param name="Index">Its place among the events of that command, from 0; both sides of a trade share it.</param>
public readonly record struct ExecId(long Sequence, int Index);

/// <summary>One numbered report of a session, as a client reads it. Which fields are set, the type says.</summary>
public readonly record struct ExecutionReport
{
    /// <summary>What it tells.</summary>
    public ExecutionType Type { get; init; }

    /// <summary>The gapless number among the session's reports, from 1.</summary>
    public long ReportNumber { get; init; }

    /// <summary>The execution's id.</summary>
    public ExecId ExecId { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The session's own request that caused it; 0 when something else did: another's order, a gate, time.</summary>
    public long RequestNumber { get; init; }

    /// <summary>Whose order; of a rejection, for whom the request was, 0 when it named no participant.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>
    /// The order's id; of a rejection the order's, the replace's, that of the order that a cancel named, or the quote's, and
    /// none for other requests.
    /// </summary>
    public ClOrdId ClOrdId { get; init; }

    /// <summary>Its entry number. Not of rejections.</summary>
    public long Entry { get; init; }

    /// <summary>Buy or sell. Not of rejections.</summary>
    public Side Side { get; init; }

    /// <summary>What the order trades. Not of rejections.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>Its limit; 0 ticks for a market order. Not of rejections.</summary>
    public Price Limit { get; init; }

    /// <summary>
    /// LeavesQty: GPUs or lots; of a divisible sell unsold GPU-hours. Cancelled, expired: what was ended. Not of rejections.
    /// </summary>
    public long Leaves { get; init; }

    /// <summary>CumQty: GPUs or lots; of a divisible sell sold GPU-hours. Not of rejections.</summary>
    public long Cumulative { get; init; }

    /// <summary>Of a trade: its group; the parts of one cover share one.</summary>
    public long Group { get; init; }

    /// <summary>Of a trade: what was traded, the very window or the contract.</summary>
    public Instrument Traded { get; init; }

    /// <summary>Of a trade: GPUs or lots.</summary>
    public int Quantity { get; init; }

    /// <summary>Of a trade: the price.</summary>
    public Price Price { get; init; }

    /// <summary>Of a trade: whether this order was the aggressor.</summary>
    public bool IsAggressor { get; init; }

    /// <summary>Of a forward trade: the other side; 0 for basket contracts, which are cleared.</summary>
    public ParticipantId Counterparty { get; init; }

    /// <summary>Of a replaced order, and of one cancelled by a replace: the id that it had.</summary>
    public ClOrdId OrigClOrdId { get; init; }

    /// <summary>Of a cancelled order: why.</summary>
    public CancelReason CancelReason { get; init; }

    /// <summary>Of an expired order: why.</summary>
    public ExpiryReason ExpiryReason { get; init; }

    /// <summary>Of a rejection: what was refused.</summary>
    public MessageType Refused { get; init; }

    /// <summary>Of a rejection: why.</summary>
    public RejectReason RejectReason { get; init; }

    /// <summary>Of a rejection: which field it is about.</summary>
    public RejectField RejectField { get; init; }

    /// <summary>Of a rejection: reason and field as a sentence.</summary>
    public string? Text { get; init; }
}
