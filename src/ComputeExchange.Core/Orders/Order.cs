using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>An open order. Pooled: a closed one serves again from the next command on.</summary>
/// <remarks>It is linked into up to three lists at once: its price level, its owner's orders, and those due at one time. It
/// knows its place in each, so that entering and leaving a list allocates and searches nothing.</remarks>
internal sealed class Order
{
    // What a search looks at.
    public int LimitTicks;
    public Side Side;
    public bool AllOrNone;
    public bool IsMarket;
    public bool IsOpen;
    public bool IsResting;

    /// <summary>GPUs or lots still wanted; of a divisible sell this is not used: its profile tells.</summary>
    public int Leaves;

    /// <summary>What an iceberg shows; of any other order its leaves.</summary>
    public int Shown;

    /// <summary>The order's place at its price: its entry, except that an iceberg's refill takes a place at the back.</summary>
    public long Place;

    public Participant Owner = null!;

    /// <summary>Where a side of a book links it, 0 for none, and at which of the side's levels.</summary>
    public int Link;
    public int Level;

    /// <summary>Where its owner's list links it.</summary>
    public int OwnerLink;

    /// <summary>Window terms and supported workloads; null for an order without.</summary>
    public WindowTerms? Terms;

    // Where it belongs.
    public long Entry;
    public Market? Market;
    public BasketBook? Contract;
    public ForwardBook? Book;

    // What it was entered with. The runtime lays fields out by kind, these behind the others and in this order: what every
    // report tells comes first.
    public ClOrdId ClOrdId;
    public SessionId Session;
    public WorkloadId Workload;
    public DeliveryWindow Window;

    /// <summary>The hash under which the index has it, and its number there, which it keeps when it is used again.</summary>
    public int IdHash;
    public int IndexNumber;

    public TimeInForce TimeInForce;
    public SelfMatchInstruction SelfMatch;
    public bool PostOnly;
    public bool IsQuote;

    /// <summary>OrderQty and CumQty. A quote's grow with every fill of a side that is renewed, beyond what an int can say.</summary>
    public long Quantity;
    public long Filled;
    public int MinQuantity;
    public int DisplayQuantity;

    // When it ends.
    public EngineTime Gate;
    public EngineTime DayEnd;
    public EngineTime ExpireTime;

    public OrderLinks OfDeadline;
    public Deadline? Due;

    public bool IsBasket => Contract is not null;

    public bool IsBuy => Side == Side.Buy;

    public bool IsDivisible => Terms is { Profile: not null };

    public bool IsComplex => Terms is { IsComplex: true };

    public bool IsIceberg => DisplayQuantity > 0;

    /// <summary>Begins to fetch what a report tells of the order and what its leaving changes.</summary>
    public void Foresee()
    {
        Prefetch.Begin(ref Owner);
        Prefetch.Begin(ref LimitTicks);
        Prefetch.Begin(ref ClOrdId);
    }

    /// <summary>The multiple that the order's quantities come in.</summary>
    public int Lot => Market is { } market ? market.Sku.Lot : 1;

    /// <summary>The order that its owner entered next.</summary>
    public Order? NextOfOwner => Owner.Orders.After(this);

    public BookSide OwnSide => Contract is { } contract ? contract.On(Side) : Book!.On(Side);

    public Instrument Instrument => Contract is { } contract ? contract.Instrument : Instrument.Forward(Market!.Id, Window);

    /// <summary>LeavesQty: GPUs or lots; of a divisible sell its unsold GPU-hours.</summary>
    public long LeavesQuantity => Terms is { Profile: { } profile } ? profile.GpuHours : Leaves;

    /// <summary>CumQty: GPUs or lots; of a divisible sell its sold GPU-hours.</summary>
    public long CumulativeQuantity =>
        Terms is { Profile: { } profile } ? Quantity * Window.Hours - profile.GpuHours : Filled;

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsDone => Terms is { Profile: { } profile } ? profile.GpuHours == 0 : Leaves == 0;

    /// <summary>Whether this sell supports the workload that a bid names.</summary>
    public bool Supports(WorkloadId workload) => Terms is null || Terms.Supports.Serves(workload);

    /// <summary>What a sell has over the whole of a window.</summary>
    public int Available(DeliveryWindow window) => Terms is { Profile: { } profile } ? profile.Least(window) : Leaves;

    /// <summary>Whether this forward may trade in a market: its own, or one of a complex buy's.</summary>
    public bool Trades(Market market)
    {
        for (int i = 0; IsComplex && i < Terms!.MarketCount; i++)
            if (Terms.MarketAt(i).Market == market)
                return true;
        return Market == market;
    }

    /// <summary>Whether a price is within this order's limit.</summary>
    public bool Accepts(int priceTicks) =>
        IsMarket || (Side == Side.Buy ? priceTicks <= LimitTicks : priceTicks >= LimitTicks);

    /// <summary>Whether it ends when its book does: no deadline of its own comes before the gate of its window or month. Divisible
    /// sells and complex buys stand in no book of one gate.</summary>
    public bool EndsWithItsBook => Gate <= DayEnd && Gate <= ExpireTime && !IsDivisible && !IsComplex;

    /// <summary>The first deadline that ends it.</summary>
    public EngineTime FirstDeadline => Earlier(Gate, Earlier(DayEnd, ExpireTime));

    /// <summary>Which deadline that is; a tie goes to the gate, then the end of the day.</summary>
    public ExpiryReason FirstDeadlineReason
    {
        get
        {
            EngineTime first = FirstDeadline;
            return first == Gate ? ExpiryReason.GateClosure
                : first == DayEnd ? ExpiryReason.EndOfDay
                : ExpiryReason.GoodTillDate;
        }
    }

    private static EngineTime Earlier(EngineTime left, EngineTime right) => left <= right ? left : right;
}

/// <summary>The neighbours of an order in one list.</summary>
internal struct OrderLinks
{
    public Order? Previous;
    public Order? Next;
}
