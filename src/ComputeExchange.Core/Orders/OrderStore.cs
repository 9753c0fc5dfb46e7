using ComputeExchange.Core.Books;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>Where orders come from and go to: blank rows, entries and places, deadlines. The directory is told of each that opens or
/// closes.</summary>
internal sealed class OrderStore(OrderTable table, IOrderDirectory directory)
{
    private const int InitialPool = 1_024;

    private readonly Deadlines _deadlines = new();
    private readonly Stack<WindowTerms> _termsPool = new();
    private readonly Stack<CapacityProfile> _profilePool = new();

    /// <summary>The numbers of blank rows, and behind them those that this command has closed: they stay readable until it ends.
    /// </summary>
    private int[] _pool = new int[InitialPool];
    private int _blank;
    private int _closed;

    /// <summary>Whether any of those has what is to be given back with it.</summary>
    private bool _hasClosedTerms;

    public OrderTable Table => table;

    /// <summary>The last entry number that was given out.</summary>
    public long LastEntry { get; set; }

    /// <summary>The last place that was given out.</summary>
    public long LastPlace { get; set; }

    /// <summary>The next time at which an order ends by a deadline of its own; the others end with their books, on the hour.</summary>
    public EngineTime NextDeadline => _deadlines.Next;

    /// <summary>A blank row.</summary>
    public ref OrderRow Rent()
    {
        if (_blank == 0)
            return ref table.Row(table.Add());
        int rented = _pool[--_blank];
        if (_closed > 0)
            _pool[_blank] = _pool[_blank + _closed];
        ref OrderRow row = ref table.Row(rented);
        row = new OrderRow { Number = rented };
        return ref row;
    }

    public WindowTerms RentTerms() => _termsPool.TryPop(out WindowTerms? terms) ? terms : new WindowTerms();

    public CapacityProfile RentProfile() => _profilePool.TryPop(out CapacityProfile? profile) ? profile : new CapacityProfile();

    /// <summary>Accepts an order: it gets the next entry and place, and is found by its id and owner from now on.</summary>
    public void Open(ref OrderRow order)
    {
        TakeEntry(ref order);
        Enlist(ref order);
    }

    /// <summary>Takes an order with the entry and place it has; in entry order, as a snapshot tells them.</summary>
    public void Enlist(ref OrderRow order)
    {
        order.IsOpen = true;
        directory.Add(ref order);
    }

    /// <summary>Puts an enlisted order back into its book, in the order of places; an iceberg goes on showing what it showed.</summary>
    public void Restore(ref OrderRow order)
    {
        order.IsResting = true;
        if (order.IsBasket)
        {
            order.Shown = order.IsIceberg ? order.Shown : order.Leaves;
            table.ContractOf(order).On(order.Side).Append(ref order);
        }
        else
        {
            table.MarketOf(order).Rest(ref order);
        }
        Watch(order);
    }

    /// <summary>Watches a resting order's deadlines; again when they have changed.</summary>
    public void Watch(in OrderRow row)
    {
        if (!row.MayEndAlone)
            return;
        Order order = table.Order(row.Number);
        _deadlines.Remove(order);
        if (!order.EndsWithItsBook)
            _deadlines.Add(order);
    }

    /// <summary>An order is over. It stays readable until the command ends.</summary>
    public void Close(ref OrderRow order)
    {
        Invariant.Require(order.IsOpen, "an order ends once");
        order.IsOpen = false;
        directory.Remove(ref order);
        if (order.MayEndAlone)
            _deadlines.Remove(table.Order(order.Number));
        _hasClosedTerms |= order.HasTerms;
        Keep(order.Number);
    }

    /// <summary>Binds a complex buy to one market and window: what is left of it is for those only.</summary>
    public void Pin(Order order, Market market, int limitTicks, DeliveryWindow window)
    {
        order.CountInMarkets(-1);
        WindowTerms terms = order.Terms!;
        terms.IsPinned = true;
        terms.StartCount = 1;
        terms.MarketCount = 1;
        terms.MarketAt(0) = new MarketLimit { Market = market, LimitTicks = limitTicks };
        order.Market = market;
        order.LimitTicks = limitTicks;
        order.Window = window;
        order.Gate = market.GateOf(window.StartHour);
        order.CountInMarkets(+1);
    }

    /// <summary>The orders whose own deadlines are due at or before a time leave the watch.</summary>
    public void TakeDue(EngineTime now, List<Order> into) => _deadlines.TakeDue(now, into);

    /// <summary>After a command: what it closed may serve again.</summary>
    public void Recycle()
    {
        if (_hasClosedTerms)
            FreeClosed();
        _blank += _closed;
        _closed = 0;
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
        if (_pool.Length < table.Count)
            Array.Resize(ref _pool, Math.Max(table.Count, _pool.Length * 2));
        _pool[_blank + _closed++] = number;
    }

    private void FreeClosed()
    {
        for (int i = 0; i < _closed; i++)
            Free(table.Row(_pool[_blank + i]));
        _hasClosedTerms = false;
    }

    private void Free(in OrderRow row)
    {
        if (row.HasTerms)
            Clear(table.Order(row.Number));
    }

    private void Clear(Order order)
    {
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

    /// <summary>Gives an order a new entry and the last place, as to each that enters, or enters anew.</summary>
    public void TakeEntry(ref OrderRow order)
    {
        order.Entry = ++LastEntry;
        order.Place = NextPlace();
    }
}
