using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>An open order: its row, and what only some orders have besides. Pooled: a closed one serves again from the next
/// command on.</summary>
/// <remarks>A plain order needs its row alone, and as long as it meets nobody its path through the market touches nothing else; this is
/// how all others, and whatever is not in a hurry, see an order.</remarks>
internal sealed class Order(OrderTable table, int number)
{
    private EngineTime _gate;
    private EngineTime _dayEnd;
    private EngineTime _expireTime;

    private WindowTerms? _terms;
    private WorkloadId _workload;

    public OrderLinks OfDeadline;
    public Deadline? Due;

    public ref OrderRow Row => ref table.Row(number);

    /// <summary>Window terms and supported workloads; null for an order without. Once it has some, its row says so until it serves
    /// another order.</summary>
    public WindowTerms? Terms
    {
        get => _terms;
        set
        {
            _terms = value;
            if (value is not null)
                Row.HasTerms = true;
        }
    }

    /// <summary>The workload that a buy names; none if 0.</summary>
    public WorkloadId Workload
    {
        get => _workload;
        set
        {
            _workload = value;
            if (value.Value != 0)
                Row.HasTerms = true;
        }
    }

    /// <summary>The market of a forward; null of a future.</summary>
    public Market? Market
    {
        get => Row.IsBasket ? null : table.MarketOf(Row);
        set
        {
            Row.Traded = -value!.Number;
            Row.Market = value.Id;
        }
    }

    /// <summary>The book that a forward of one exact window rests in.</summary>
    public ForwardBook? Book => table.BookOf(Row);

    public DeliveryWindow Window { get => Row.Window; set => Row.Window = value; }

    public int Number => number;

    public int LimitTicks { get => Row.LimitTicks; set => Row.LimitTicks = value; }

    public int Leaves { get => Row.Leaves; set => Row.Leaves = value; }

    public int Shown { get => Row.Shown; set => Row.Shown = value; }

    public Side Side { get => Row.Side; set => Row.Side = value; }

    public TimeInForce TimeInForce { get => Row.TimeInForce; set => Row.TimeInForce = value; }

    public SelfMatchInstruction SelfMatch => Row.SelfMatch;

    public bool AllOrNone { get => Row.AllOrNone; set => Row.AllOrNone = value; }

    public bool PostOnly => Row.PostOnly;

    public bool IsMarket => Row.IsMarket;

    public bool IsQuote => Row.IsQuote;

    public bool IsOpen => Row.IsOpen;

    public bool IsResting { get => Row.IsResting; set => Row.IsResting = value; }

    public long Place { get => Row.Place; set => Row.Place = value; }

    public long Entry { get => Row.Entry; set => Row.Entry = value; }

    public ClOrdId ClOrdId { get => Row.ClOrdId; set => Row.ClOrdId = value; }

    public SessionId Session => Row.Session;

    public long Quantity { get => Row.Quantity; set => Row.Quantity = value; }

    public long Filled => Row.Filled;

    public int MinQuantity => Row.MinQuantity;

    public int DisplayQuantity => Row.DisplayQuantity;

    public Participant Owner { get => table.OwnerOf(Row); set => table.SetOwner(ref Row, value); }

    /// <summary>The basket future that it is in; null of a forward.</summary>
    public BasketBook? Contract => Row.IsBasket ? table.ContractOf(Row) : null;

    /// <summary>When trading in it ends. That of divisible sells and complex buys, which stand in no book of one gate, is their own.
    /// </summary>
    public EngineTime Gate
    {
        get => IsDivisible || IsComplex ? _gate : table.GateOf(Row);
        set => _gate = value;
    }

    /// <summary>The midnight that ends a day order.</summary>
    public EngineTime DayEnd
    {
        get => TimeInForce == TimeInForce.Day ? _dayEnd : EngineTime.Never;
        set => _dayEnd = value;
    }

    /// <summary>When a GTD order ends.</summary>
    public EngineTime ExpireTime
    {
        get => TimeInForce == TimeInForce.GoodTillDate ? _expireTime : EngineTime.Never;
        set => _expireTime = value;
    }

    public bool IsBasket => Row.IsBasket;

    public bool IsBuy => Row.IsBuy;

    public bool IsDivisible => Terms is { Profile: not null };

    public bool IsComplex => Terms is { IsComplex: true };

    public bool IsIceberg => Row.IsIceberg;

    /// <summary>The multiple that the order's quantities come in.</summary>
    public int Lot => Market is { } market ? market.Sku.Lot : 1;

    /// <summary>The order that its owner entered next.</summary>
    public Order? NextOfOwner => table.OrderOrNone(table.NextOfOwner(Number));

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

    /// <summary>Counts it in at the markets that it names, or out.</summary>
    public void CountInMarkets(int by)
    {
        if (!IsComplex)
        {
            Market!.CountOrder(by);
            return;
        }
        for (int i = 0; i < Terms!.MarketCount; i++)
            Terms.MarketAt(i).Market.CountOrder(by);
    }

    /// <summary>Whether a price is within this order's limit.</summary>
    public bool Accepts(int priceTicks) => Row.Accepts(priceTicks);

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
