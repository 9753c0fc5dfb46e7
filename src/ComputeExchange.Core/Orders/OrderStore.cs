using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>The open orders: by id, by owner in entry order, by deadline; and the pool that they come from.</summary>
internal sealed class OrderStore
{
    private const int InitialPool = 1_024;

    private readonly OrderIndex _index;
    private readonly Deadlines _deadlines = new();
    private readonly Stack<WindowTerms> _termsPool = new();
    private readonly Stack<CapacityProfile> _profilePool = new();

    /// <summary>The numbers of blank rows, and behind them those that this command has closed: they stay readable until it ends.
    /// </summary>
    private int[] _pool = new int[InitialPool];
    private int _blank;
    private int _closed;

    public OrderStore() => _index = new OrderIndex(Table);

    public OrderTable Table { get; } = new();

    public int Count => _index.Count;

    /// <summary>The last entry number that was given out.</summary>
    public long LastEntry { get; set; }

    /// <summary>The last place that was given out.</summary>
    public long LastPlace { get; set; }

    /// <summary>The next time at which an order ends by a deadline of its own; the others end with their books, on the hour.</summary>
    public EngineTime NextDeadline => _deadlines.Next;

    /// <summary>The open order of an owner and id.</summary>
    public Order? Find(Participant owner, in ClOrdId id) => Table.OrderOrNone(NumberOf(owner, id));

    /// <summary>Its number; 0 for none.</summary>
    public int NumberOf(Participant owner, in ClOrdId id) => _index.Find(owner.Id, id);

    /// <summary>Begins to fetch where an id is looked up.</summary>
    public void ForeseeBucket(Participant owner, in ClOrdId id) => _index.ForeseeBucket(owner.Id, id);

    /// <summary>Begins to fetch the order of an id, once its slot was fetched.</summary>
    public void ForeseeOrder(Participant owner, in ClOrdId id) => _index.ForeseeOrder(owner.Id, id);

    /// <summary>A blank row.</summary>
    public ref OrderRow Rent()
    {
        if (_blank == 0)
            return ref Table.Row(Table.Add());
        int rented = _pool[--_blank];
        if (_closed > 0)
            _pool[_blank] = _pool[_blank + _closed];
        ref OrderRow row = ref Table.Row(rented);
        row = new OrderRow { Number = rented };
        return ref row;
    }

    /// <summary>An order for a blank row.</summary>
    public Order RentOrder() => Table.Order(Rent().Number);

    public WindowTerms RentTerms() => _termsPool.TryPop(out WindowTerms? terms) ? terms : new WindowTerms();

    public CapacityProfile RentProfile() => _profilePool.TryPop(out CapacityProfile? profile) ? profile : new CapacityProfile();

    /// <summary>Accepts an order: it gets the next entry and place, and is found by its id and owner from now on.</summary>
    public void Open(ref OrderRow order)
    {
        TakeEntry(ref order);
        Enlist(ref order);
    }

    /// <summary>Makes room for orders to come, as many as a snapshot says.</summary>
    public void Expect(int orders) => _index.Expect(orders);

    /// <summary>Takes an order with the entry and place it has; in entry order, as a snapshot tells them.</summary>
    public void Enlist(ref OrderRow order)
    {
        order.IsOpen = true;
        _index.Add(ref order);
        AddToOwner(order);
        if (!order.IsBasket)
            CountMarkets(Table.Order(order.Number), +1);
        else if (order.IsQuote)
            Table.ContractOf(order).SetQuote(order);
    }

    /// <summary>Puts an enlisted order back into its book, in the order of places; an iceberg goes on showing what it showed.</summary>
    public void Restore(Order order)
    {
        order.IsResting = true;
        if (order.Contract is { } contract)
        {
            order.Shown = order.IsIceberg ? order.Shown : order.Leaves;
            contract.On(order.Side).Append(ref order.Row);
        }
        else
        {
            order.Market!.Rest(order);
        }
        Watch(order.Row);
    }

    /// <summary>Gives an order a new entry and the last place, as one that enters anew.</summary>
    public void Reenter(Order order)
    {
        ref OrderRow row = ref order.Row;
        TakeEntry(ref row);
        RemoveFromOwner(row);
        AddToOwner(row);
    }

    public void Rename(Order order, in ClOrdId id)
    {
        _index.Remove(ref order.Row);
        order.ClOrdId = id;
        _index.Add(ref order.Row);
    }

    /// <summary>Watches a resting order's deadlines; again when they have changed.</summary>
    public void Watch(in OrderRow row)
    {
        if (!row.MayEndAlone)
            return;
        Order order = Table.Order(row.Number);
        _deadlines.Remove(order);
        if (!order.EndsWithItsBook)
            _deadlines.Add(order);
    }

    /// <summary>An order is over. It stays readable until the command ends.</summary>
    public void Close(ref OrderRow order)
    {
        Invariant.Require(order.IsOpen, "an order ends once");
        order.IsOpen = false;
        _index.Remove(ref order);
        RemoveFromOwner(order);
        if (order.MayEndAlone)
            _deadlines.Remove(Table.Order(order.Number));
        if (!order.IsBasket)
            CountMarkets(Table.Order(order.Number), -1);
        else if (order.IsQuote)
            Table.ContractOf(order).ClearQuote(order);
        Keep(order.Number);
    }

    /// <summary>Binds a complex buy to one market and window: what is left of it is for those only.</summary>
    public void Pin(Order order, Market market, int limitTicks, DeliveryWindow window)
    {
        CountMarkets(order, -1);
        WindowTerms terms = order.Terms!;
        terms.IsPinned = true;
        terms.StartCount = 1;
        terms.MarketCount = 1;
        terms.MarketAt(0) = new MarketLimit { Market = market, LimitTicks = limitTicks };
        order.Market = market;
        order.LimitTicks = limitTicks;
        order.Window = window;
        order.Gate = market.GateOf(window.StartHour);
        CountMarkets(order, +1);
    }

    /// <summary>The orders whose own deadlines are due at or before a time leave the watch.</summary>
    public void TakeDue(EngineTime now, List<Order> into) => _deadlines.TakeDue(now, into);

    /// <summary>After a command: what it closed may serve again.</summary>
    public void Recycle()
    {
        for (; _closed > 0; _closed--)
            Free(Table.Row(_pool[_blank++]));
    }

    /// <summary>Gives a row back that was never open.</summary>
    public void Return(in OrderRow row)
    {
        Free(row);
        Keep(row.Number);
        (_pool[_blank], _pool[_blank + _closed - 1]) = (row.Number, _pool[_blank]);
        _blank++;
        _closed--;
    }

    /// <summary>The pool has room for all rows there are: each of them may come back.</summary>
    private void Keep(int number)
    {
        if (_pool.Length < Table.Count)
            Array.Resize(ref _pool, Math.Max(Table.Count, _pool.Length * 2));
        _pool[_blank + _closed++] = number;
    }

    private void Free(in OrderRow row)
    {
        if (!row.IsBasket)
            Clear(Table.Order(row.Number));
    }

    private void Clear(Order order)
    {
        order.Market = null;
        order.Workload = default;
        if (order.Terms is not { } terms)
            return;
        if (terms.Profile is { } profile)
            _profilePool.Push(profile);
        terms.Clear();
        _termsPool.Push(terms);
        order.Terms = null;
    }

    public long NextPlace() => ++LastPlace;

    /// <summary>The place that an order gets if it enters now: a trial run ranks it by that.</summary>
    public long PlaceOfNextEntry => LastPlace + 1;

    private void AddToOwner(in OrderRow order)
    {
        ref OrderList list = ref Table.OwnerOf(order).Orders;
        Table.OfOwners.Append(order.Number, ref list.First, ref list.Last);
        list.Count++;
    }

    private void RemoveFromOwner(in OrderRow order)
    {
        ref OrderList list = ref Table.OwnerOf(order).Orders;
        Table.OfOwners.Remove(order.Number, ref list.First, ref list.Last);
        list.Count--;
    }

    private void TakeEntry(ref OrderRow order)
    {
        order.Entry = ++LastEntry;
        order.Place = NextPlace();
    }

    private static void CountMarkets(Order order, int by)
    {
        if (order.Market is not { } own)
            return;
        if (!order.IsComplex)
        {
            own.CountOrder(by);
            return;
        }
        WindowTerms terms = order.Terms!;
        for (int i = 0; i < terms.MarketCount; i++)
            terms.MarketAt(i).Market.CountOrder(by);
    }
}
