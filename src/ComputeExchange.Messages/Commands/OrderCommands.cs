using System.Diagnostics.CodeAnalysis;

namespace ComputeExchange.Messages;

/// <summary>Which optional terms of a new order were given. A number given with its default value counts as given.</summary>
[Flags]
public enum GivenTerms : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Price.</summary>
    Price = 1 << 0,

    /// <summary>MinQty.</summary>
    MinQuantity = 1 << 1,

    /// <summary>DisplayQty.</summary>
    DisplayQuantity = 1 << 2,

    /// <summary>ExpireTime.</summary>
    ExpireTime = 1 << 3,

    /// <summary>The least slice of a divisible sell.</summary>
    Divisible = 1 << 4,

    /// <summary>The most parts of a buy.</summary>
    MaxParts = 1 << 5,

    /// <summary>The least slice of a buy.</summary>
    MinSlice = 1 << 6,

    /// <summary>The latest start of a buy.</summary>
    LatestStart = 1 << 7,

    /// <summary>The step between starts of a buy.</summary>
    Step = 1 << 8,
}

/// <summary>A new order. Numbers are as the client sent them; the core refuses what is out of range.</summary>
public readonly record struct NewOrder
{
    /// <summary>For whom.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The order's id.</summary>
    public ClOrdId ClOrdId { get; init; }

    /// <summary>What is traded; of a buy with alternatives, its first market; of a flexible buy, its first window.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; init; }

    /// <summary>Limit or market.</summary>
    public OrderType Type { get; init; }

    /// <summary>How long it stays.</summary>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>What happens when it meets an order of its own participant.</summary>
    public SelfMatchInstruction SelfMatch { get; init; }

    /// <summary>Refused rather than trade on entry.</summary>
    public bool PostOnly { get; init; }

    /// <summary>Trades its whole quantity at once or not at all.</summary>
    public bool AllOrNone { get; init; }

    /// <summary>Which of the optional terms below, and the price, were given.</summary>
    public GivenTerms Given { get; init; }

    /// <summary>OrderQty: GPUs or lots.</summary>
    public long Quantity { get; init; }

    /// <summary>The limit in ticks of 0.0001 $, or <see cref="Price.OffTick"/>.</summary>
    public long LimitTicks { get; init; }

    /// <summary>MinQty: the least that the first fill must be.</summary>
    public long MinQuantity { get; init; }

    /// <summary>DisplayQty: how many lots of an iceberg are shown.</summary>
    public long DisplayQuantity { get; init; }

    /// <summary>ExpireTime of a GTD order.</summary>
    public EngineTime ExpireTime { get; init; }

    /// <summary>Of a sell: it may be sold in sub-windows of at least this many hours.</summary>
    public int Divisible { get; init; }

    /// <summary>Of a buy: the most consecutive parts it may be assembled from.</summary>
    public int MaxParts { get; init; }

    /// <summary>Of a buy: the least hours of a part.</summary>
    public int MinSlice { get; init; }

    /// <summary>Of a buy: the last hour at which its window may start, counted from 2020-01-01T00Z.</summary>
    public int LatestStartHour { get; init; }

    /// <summary>Of a buy: hours between two starts.</summary>
    public int Step { get; init; }

    /// <summary>Of a buy: the workload that the capacity must serve; none if 0.</summary>
    public WorkloadId Workload { get; init; }

    // Fields lie in the order in which they are declared: what nearly every order has comes first, the long lists last.
    private readonly WorkloadSet _supports;
    private readonly AlternativeList _alternatives;

    /// <summary>Of a sell: the workloads that it supports; any if empty.</summary>
    public WorkloadSet Supports
    {
        get => _supports;
        init => _supports = value;
    }

    /// <summary>Of a buy: further markets, each with its own limit.</summary>
    public AlternativeList Alternatives
    {
        get => _alternatives;
        init => _alternatives = value;
    }

    /// <summary><see cref="Supports"/>, read where it lies: a copy of it would cost more than the look.</summary>
    [UnscopedRef] public ref readonly WorkloadSet SupportsInPlace => ref _supports;

    /// <summary><see cref="Alternatives"/>, read where they lie: a copy of them would cost more than the look.</summary>
    [UnscopedRef] public ref readonly AlternativeList AlternativesInPlace => ref _alternatives;

    /// <summary>Whether a term was given.</summary>
    public bool Has(GivenTerms term) => (Given & term) != 0;
}

/// <summary>Which terms a replace changes; what is left out stays as it is.</summary>
[Flags]
public enum ReplacedTerms : byte
{
    /// <summary>None: only the id changes.</summary>
    None = 0,

    /// <summary>A new total in GPUs.</summary>
    Gpus = 1 << 0,

    /// <summary>A new total in lots.</summary>
    Lots = 1 << 1,

    /// <summary>A new limit.</summary>
    Price = 1 << 2,
}

/// <summary>Replaces an open order's quantity, price or both; it goes by the new id afterwards.</summary>
public readonly record struct ReplaceOrder
{
    /// <summary>For whom.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The new id.</summary>
    public ClOrdId ClOrdId { get; init; }

    /// <summary>The open order.</summary>
    public ClOrdId OrigClOrdId { get; init; }

    /// <summary>Which of the terms below were given.</summary>
    public ReplacedTerms Given { get; init; }

    /// <summary>The new total in GPUs, filled part included.</summary>
    public long Gpus { get; init; }

    /// <summary>The new total in lots, filled part included.</summary>
    public long Lots { get; init; }

    /// <summary>The new limit in ticks of 0.0001 $, or <see cref="Price.OffTick"/>.</summary>
    public long LimitTicks { get; init; }

    /// <summary>Whether a term was given.</summary>
    public bool Has(ReplacedTerms term) => (Given & term) != 0;
}

/// <summary>Cancels an open order.</summary>
public readonly record struct CancelOrder
{
    /// <summary>For whom.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The open order.</summary>
    public ClOrdId OrigClOrdId { get; init; }
}

/// <summary>Cancels every open order of a participant, in entry order; the hedger's own stay.</summary>
public readonly record struct MassCancel
{
    /// <summary>Whose orders.</summary>
    public ParticipantId Participant { get; init; }
}

/// <summary>A two-sided quote in a basket future, or one side of it; a side left out is cancelled.</summary>
public readonly record struct Quote
{
    /// <summary>For whom.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The quote's id, at most 18 characters; its sides go by it with `.B` and `.A` behind.</summary>
    public ClOrdId QuoteId { get; init; }

    /// <summary>The basket.</summary>
    public BasketId Basket { get; init; }

    /// <summary>The month.</summary>
    public DeliveryMonth Month { get; init; }

    /// <summary>Whether there is a bid.</summary>
    public bool HasBid { get; init; }

    /// <summary>Whether there is an ask.</summary>
    public bool HasAsk { get; init; }

    /// <summary>The bid in ticks of 0.0001 $, or <see cref="Price.OffTick"/>.</summary>
    public long BidTicks { get; init; }

    /// <summary>What the bid shall have open, in lots.</summary>
    public long BidLots { get; init; }

    /// <summary>The ask in ticks of 0.0001 $, or <see cref="Price.OffTick"/>.</summary>
    public long AskTicks { get; init; }

    /// <summary>What the ask shall have open, in lots.</summary>
    public long AskLots { get; init; }
}
