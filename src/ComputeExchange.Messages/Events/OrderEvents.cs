namespace ComputeExchange.Messages;

/// <summary>An order as an event shows it, after what the event tells has happened.</summary>
public readonly record struct OrderState
{
    /// <summary>Whose.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The session that entered it.</summary>
    public SessionId Session { get; init; }

    /// <summary>The gapless number of this report among the session's; 0 for orders of the engine's own.</summary>
    public long ReportNumber { get; init; }

    /// <summary>The order's id.</summary>
    public ClOrdId ClOrdId { get; init; }

    /// <summary>Its entry number.</summary>
    public long Entry { get; init; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; init; }

    /// <summary>What it trades; of a buy with alternatives, its first market until it is pinned.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>Its limit; 0 ticks for a market order.</summary>
    public Price Limit { get; init; }

    /// <summary>LeavesQty: GPUs or lots; of a divisible sell unsold GPU-hours. In events that end an order, what was ended.</summary>
    public long Leaves { get; init; }

    /// <summary>CumQty: GPUs or lots; of a divisible sell sold GPU-hours.</summary>
    public long Cumulative { get; init; }
}

/// <summary>An order was accepted.</summary>
public readonly record struct OrderAccepted
{
    /// <summary>The order.</summary>
    public OrderState Order { get; init; }
}

/// <summary>Two orders traded.</summary>
public readonly record struct Trade
{
    /// <summary>Groups count from 1 over a run; the parts of one cover share one.</summary>
    public long Group { get; init; }

    /// <summary>What was traded: the very window sold, or the basket contract.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>GPUs or lots.</summary>
    public int Quantity { get; init; }

    /// <summary>The price.</summary>
    public Price Price { get; init; }

    /// <summary>Which side's order came to the other's: the aggressor.</summary>
    public Side AggressorSide { get; init; }

    /// <summary>The buyer's order.</summary>
    public OrderState Buy { get; init; }

    /// <summary>The seller's order.</summary>
    public OrderState Sell { get; init; }
}

/// <summary>An order was replaced.</summary>
public readonly record struct OrderReplaced
{
    /// <summary>The order under its new id.</summary>
    public OrderState Order { get; init; }

    /// <summary>The id that it had.</summary>
    public ClOrdId OrigClOrdId { get; init; }
}

/// <summary>An open order was cancelled.</summary>
public readonly record struct OrderCancelled
{
    /// <summary>The order; its leaves are what was cancelled.</summary>
    public OrderState Order { get; init; }

    /// <summary>The id that it had when a replace at or under CumQty cancelled it; otherwise none.</summary>
    public ClOrdId OrigClOrdId { get; init; }

    /// <summary>Why.</summary>
    public CancelReason Reason { get; init; }
}

/// <summary>An open order expired.</summary>
public readonly record struct OrderExpired
{
    /// <summary>The order; its leaves are what expired.</summary>
    public OrderState Order { get; init; }

    /// <summary>Why.</summary>
    public ExpiryReason Reason { get; init; }
}

/// <summary>A command was refused; it leaves no other trace.</summary>
public readonly record struct Rejected
{
    /// <summary>What was refused.</summary>
    public CommandKind Command { get; init; }

    /// <summary>For whom; 0 when the command names no participant.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The session that is told.</summary>
    public SessionId Session { get; init; }

    /// <summary>The gapless number of this report among the session's; 0 for the engine's own commands.</summary>
    public long ReportNumber { get; init; }

    /// <summary>The id of the order, of the replace, of the order that a cancel named, or of the quote; otherwise none.</summary>
    public ClOrdId ClOrdId { get; init; }

    /// <summary>Why.</summary>
    public RejectReason Reason { get; init; }

    /// <summary>Which field it is about.</summary>
    public RejectField Field { get; init; }
}
