using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>The open orders: by id, by owner in entry order, by deadline; and the pool that they come from.</summary>
internal sealed class OrderStore
{
    private const int PoolChunk = 1_024;

    private readonly OrderIndex _index = new();
    private readonly Deadlines _deadlines = new();
    private readonly Stack<WindowTerms> _termsPool = new();
    private readonly Stack<CapacityProfile> _profilePool = new();

    /// <summary>Blank orders, and behind them those that this command has closed: they stay readable until it ends.</summary>
    private Order[] _pool = [];
    private int _blank;
    private int _closed;
    private int _made;

    public int Count => _index.Count;

    /// <summary>The last entry number that was given out.</summary>
    public long LastEntry { get; set; }

    /// <summary>The last place that was given out.</summary>
    public long LastPlace { get; set; }

    /// <summary>The next time at which an order ends by a deadline of its own; the others end with their books, on the hour.</summary>
    public EngineTime NextDeadline => _deadlines.Next;

    public Order? Find(Participant owner, in ClOrdId id) => _index.Find(owner, id);

    /// <summary>Begins to fetch where an id is looked up.</summary>
    public void ForeseeSlot(Participant owner, in ClOrdId id) => _index.ForeseeSlot(owner, id);

    /// <summary>Begins to fetch the order of an id, once its slot was fetched.</summary>
    public void ForeseeOrder(Participant owner, in ClOrdId id) => _index.ForeseeOrder(owner, id);

    /// <summary>A blank order.</summary>
    public Order Rent()
    {
        if (_blank == 0)
            AddBlanks();
        Order rented = _pool[--_blank];
        if (_closed > 0)
            _pool[_blank] = _pool[_blank + _closed];
        return rented;
    }

    public WindowTerms RentTerms() => _termsPool.TryPop(out WindowTerms? terms) ? terms : new WindowTerms();

    public CapacityProfile RentProfile() => _profilePool.TryPop(out CapacityProfile? profile) ? profile : new CapacityProfile();

    /// <summary>Accepts an order: it gets the next entry and place, and is found by its id and owner from now on.</summary>
    public void Open(Order order)
    {
        TakeEntry(order);
        Enlist(order);
    }

    /// <summary>Makes room for orders to come, as many as a snapshot says.</summary>
    public void Expect(int orders) => _index.Expect(orders);

    /// <summary>Takes an order with the entry and place it has; in entry order, as a snapshot tells them.</summary>
    public void Enlist(Order order)
    {
        order.IsOpen = true;
        _index.Add(order);
        order.Owner.Orders.Append(order);
        CountMarkets(order, +1);
        if (order.IsQuote)
            order.Contract!.SetQuote(order);
    }

    /// <summary>Puts an enlisted order back into its book, in the order of places; an iceberg goes on showing what it showed.</summary>
    public void Restore(Order order)
    {
        order.IsResting = true;
        if (order.Contract is { } contract)
        {
            order.Shown = order.IsIceberg ? order.Shown : order.Leaves;
            contract.On(order.Side).Append(order);
        }
        else
        {
            order.Market!.Rest(order);
        }
        Watch(order);
    }

    /// <summary>Gives an order a new entry and the last place, as one that enters anew.</summary>
    public void Reenter(Order order)
    {
        TakeEntry(order);
        order.Owner.Orders.Remove(order);
        order.Owner.Orders.Append(order);
    }

    public void Rename(Order order, in ClOrdId id)
    {
        _index.Remove(order);
        order.ClOrdId = id;
        _index.Add(order);
    }

    /// <summary>Watches a resting order's deadlines; again when they have changed.</summary>
    public void Watch(Order order)
    {
        _deadlines.Remove(order);
        if (!order.EndsWithItsBook)
            _deadlines.Add(order);
    }

    /// <summary>An order is over. It stays readable until the command ends.</summary>
    public void Close(Order order)
    {
        Invariant.Require(order.IsOpen, "an order ends once");
        order.IsOpen = false;
        _deadlines.Remove(order);
        _index.Remove(order);
        order.Owner.Orders.Remove(order);
        CountMarkets(order, -1);
        if (order.IsQuote)
            order.Contract!.ClearQuote(order);
        Keep(order);
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

    /// <summary>Every open order, in entry order; for listings and snapshots.</summary>
    public List<Order> InEntryOrder(ReferenceData reference)
    {
        List<Order> orders = new(Count);
        for (int id = 1; id <= reference.Participants.Count; id++)
            for (Order? order = reference.Participants[id]!.Orders.First; order is not null; order = order.NextOfOwner)
                orders.Add(order);
        orders.Sort(static (left, right) => left.Entry.CompareTo(right.Entry));
        return orders;
    }

    /// <summary>After a command: what it closed may serve again.</summary>
    public void Recycle()
    {
        for (; _closed > 0; _closed--)
            Clear(_pool[_blank++]);
    }

    /// <summary>Gives a blank order back that was never open.</summary>
    public void Return(Order order)
    {
        Clear(order);
        Keep(order);
        (_pool[_blank], _pool[_blank + _closed - 1]) = (order, _pool[_blank]);
        _blank++;
        _closed--;
    }

    private void Keep(Order order)
    {
        _pool[_blank + _closed++] = order;
    }

    /// <summary>Makes more orders, and the pool large enough to take all of them back.</summary>
    private void AddBlanks()
    {
        _made += PoolChunk;
        if (_made > _pool.Length)
            Array.Resize(ref _pool, Math.Max(_made, _pool.Length * 2));
        Array.Copy(_pool, 0, _pool, PoolChunk, _closed);
        for (; _blank < PoolChunk; _blank++)
            _pool[_blank] = new Order();
    }

    private void Clear(Order order)
    {
        order.Market = null;
        order.Contract = null;
        order.Workload = default;
        order.AllOrNone = order.IsMarket = order.PostOnly = order.IsQuote = false;
        order.Filled = order.MinQuantity = order.DisplayQuantity = 0;
        if (order.Terms is { } terms)
            Clear(order, terms);
    }

    private void Clear(Order order, WindowTerms terms)
    {
        if (terms.Profile is { } profile)
            _profilePool.Push(profile);
        terms.Clear();
        _termsPool.Push(terms);
        order.Terms = null;
    }

    public long NextPlace() => ++LastPlace;

    /// <summary>The place that an order gets if it enters now: a trial run ranks it by that.</summary>
    public long PlaceOfNextEntry => LastPlace + 1;

    private void TakeEntry(Order order)
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
