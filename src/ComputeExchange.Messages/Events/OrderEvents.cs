namespace ComputeExchange.Messages;

/// <summary>An order as an event shows it, after what the event tells has happened.</summary>
/// <remarks>The core fills the fields in where the event lies: a copy of what was written just before would have to wait for it.</remarks>
public record struct OrderState
{
    internal ParticipantId ParticipantInPlace;
    internal SessionId SessionInPlace;
    internal Side SideInPlace;
    internal Price LimitInPlace;
    internal long ReportNumberInPlace;
    internal ClOrdId ClOrdIdInPlace;
    internal long EntryInPlace;
    internal Instrument InstrumentInPlace;
    internal long LeavesInPlace;
    internal long CumulativeInPlace;

    /// <summary>Whose.</summary>
    public ParticipantId Participant
    {
        readonly get => ParticipantInPlace;
        init => ParticipantInPlace = value;
    }

    /// <summary>The session that entered it.</summary>
    public SessionId Session
    {
        readonly get => SessionInPlace;
        init => SessionInPlace = value;
    }

    /// <summary>Buy or sell.</summary>
    public Side Side
    {
        readonly get => SideInPlace;
        init => SideInPlace = value;
    }

    /// <summary>Its limit; 0 ticks for a market order.</summary>
    public Price Limit
    {
        readonly get => LimitInPlace;
        init => LimitInPlace = value;
    }

    /// <summary>The gapless number of this report among the session's; 0 for orders of the engine's own.</summary>
    public long ReportNumber
    {
        readonly get => ReportNumberInPlace;
        init => ReportNumberInPlace = value;
    }

    /// <summary>The order's id.</summary>
    public ClOrdId ClOrdId
    {
        readonly get => ClOrdIdInPlace;
        init => ClOrdIdInPlace = value;
    }

    /// <summary>Its entry number.</summary>
    public long Entry
    {
        readonly get => EntryInPlace;
        init => EntryInPlace = value;
    }

    /// <summary>What it trades; of a buy with alternatives, its first market until it is pinned.</summary>
    public Instrument Instrument
    {
        readonly get => InstrumentInPlace;
        init => InstrumentInPlace = value;
    }

    /// <summary>LeavesQty: GPUs or lots; of a divisible sell unsold GPU-hours. In events that end an order, what was ended.</summary>
    public long Leaves
    {
        readonly get => LeavesInPlace;
        init => LeavesInPlace = value;
    }

    /// <summary>CumQty: GPUs or lots; of a divisible sell sold GPU-hours.</summary>
    public long Cumulative
    {
        readonly get => CumulativeInPlace;
        init => CumulativeInPlace = value;
    }
}

/// <summary>An order was accepted.</summary>
public record struct OrderAccepted
{
    internal OrderState OrderInPlace;

    /// <summary>The order.</summary>
    public OrderState Order
    {
        readonly get => OrderInPlace;
        init => OrderInPlace = value;
    }
}

/// <summary>Two orders traded.</summary>
public record struct Trade
{
    internal long GroupInPlace;
    internal Instrument InstrumentInPlace;
    internal int QuantityInPlace;
    internal Price PriceInPlace;
    internal Side AggressorSideInPlace;
    internal OrderState BuyInPlace;
    internal OrderState SellInPlace;

    /// <summary>Groups count from 1 over a run; the parts of one cover share one.</summary>
    public long Group
    {
        readonly get => GroupInPlace;
        init => GroupInPlace = value;
    }

    /// <summary>What was traded: the very window sold, or the basket contract.</summary>
    public Instrument Instrument
    {
        readonly get => InstrumentInPlace;
        init => InstrumentInPlace = value;
    }

    /// <summary>GPUs or lots.</summary>
    public int Quantity
    {
        readonly get => QuantityInPlace;
        init => QuantityInPlace = value;
    }

    /// <summary>The price.</summary>
    public Price Price
    {
        readonly get => PriceInPlace;
        init => PriceInPlace = value;
    }

    /// <summary>Which side's order came to the other's: the aggressor.</summary>
    public Side AggressorSide
    {
        readonly get => AggressorSideInPlace;
        init => AggressorSideInPlace = value;
    }

    /// <summary>The buyer's order.</summary>
    public OrderState Buy
    {
        readonly get => BuyInPlace;
        init => BuyInPlace = value;
    }

    /// <summary>The seller's order.</summary>
    public OrderState Sell
    {
        readonly get => SellInPlace;
        init => SellInPlace = value;
    }
}

/// <summary>An order was replaced.</summary>
public record struct OrderReplaced
{
    internal OrderState OrderInPlace;
    internal ClOrdId OrigClOrdIdInPlace;

    /// <summary>The order under its new id.</summary>
    public OrderState Order
    {
        readonly get => OrderInPlace;
        init => OrderInPlace = value;
    }

    /// <summary>The id that it had.</summary>
    public ClOrdId OrigClOrdId
    {
        readonly get => OrigClOrdIdInPlace;
        init => OrigClOrdIdInPlace = value;
    }
}

/// <summary>An open order was cancelled.</summary>
public record struct OrderCancelled
{
    internal OrderState OrderInPlace;
    internal ClOrdId OrigClOrdIdInPlace;
    internal CancelReason ReasonInPlace;

    /// <summary>The order; its leaves are what was cancelled.</summary>
    public OrderState Order
    {
        readonly get => OrderInPlace;
        init => OrderInPlace = value;
    }

    /// <summary>The id that it had when a replace at or under CumQty cancelled it; otherwise none.</summary>
    public ClOrdId OrigClOrdId
    {
        readonly get => OrigClOrdIdInPlace;
        init => OrigClOrdIdInPlace = value;
    }

    /// <summary>Why.</summary>
    public CancelReason Reason
    {
        readonly get => ReasonInPlace;
        init => ReasonInPlace = value;
    }
}

/// <summary>An open order expired.</summary>
public record struct OrderExpired
{
    internal OrderState OrderInPlace;
    internal ExpiryReason ReasonInPlace;

    /// <summary>The order; its leaves are what expired.</summary>
    public OrderState Order
    {
        readonly get => OrderInPlace;
        init => OrderInPlace = value;
    }

    /// <summary>Why.</summary>
    public ExpiryReason Reason
    {
        readonly get => ReasonInPlace;
        init => ReasonInPlace = value;
    }
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
