using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Takes the orders of a snapshot in, in the order in which they come: into the index, and back into their books.</summary>
/// <remarks>Each goes in some orders after it was read. Meanwhile what it will look at is fetched, a step at a time: a million orders
/// are read for the most part by waiting for memory.</remarks>
internal sealed class OrderIntake(ExchangeState state)
{
    private const int OrdersAStep = 4;
    private const int Steps = 3;

    private readonly OrderTable _orders = state.Orders.Table;

    /// <summary>Orders that were read and are not in yet, by when they came.</summary>
    private readonly Coming[] _coming = new Coming[OrdersAStep * Steps];

    /// <summary>Futures from the first iceberg on.</summary>
    private readonly List<int> _later = [];

    private int _at;
    private long _entry, _place, _futurePlace;

    /// <summary>Takes an order that has come to what it is.</summary>
    public void Add(in OrderRow order)
    {
        state.Directory.ForeseeBucket(order.IdHash);
        OrderBook? book = BookOf(order);
        if (book is not null)
            Prefetch.Object(book);
        Step(new Coming(order.Number, book));
    }

    /// <summary>No more come.</summary>
    public void Finish()
    {
        for (int i = 0; i < _coming.Length; i++)
            Step(default);
        RestoreByPlace();
    }

    private void Step(Coming last)
    {
        int first = _coming[_at].Order;
        _coming[_at] = last;
        _at = (_at + 1) % _coming.Length;
        LookAtBook(_coming[(_at + 2 * OrdersAStep) % _coming.Length]);
        LookAtLevel(_coming[(_at + OrdersAStep) % _coming.Length]);
        if (first != 0)
            TakeIn(ref _orders.Row(first));
    }

    private void LookAtBook(Coming coming)
    {
        coming.Book?.Foresee();
        if (coming.Order != 0 && state.Directory.FirstOf(_orders.Row(coming.Order).IdHash) is not 0 and int neighbour)
            _orders.ForeseeRow(neighbour);
    }

    private void LookAtLevel(Coming coming)
    {
        if (coming.Book is not { } book)
            return;
        ref readonly OrderRow order = ref _orders.Row(coming.Order);
        book.On(order.Side).ForeseeLevelAt(order.LimitTicks);
    }

    private void TakeIn(ref OrderRow order)
    {
        SnapshotFormat.Require(order.Entry > _entry && order.Entry <= state.Orders.LastEntry, "entries are out of order");
        SnapshotFormat.Require(order.Place >= 1 && order.Place <= state.Orders.LastPlace, "a place is out of range");
        bool isThere = state.Directory.NumberOf(_orders.OwnerOf(order), order.ClOrdId, order.IdHash) != 0;
        SnapshotFormat.Require(!isThere, "an order comes twice");
        _entry = order.Entry;
        state.Orders.Enlist(ref order);
        if (order.IsBasket && (order.IsIceberg || _later.Count > 0))
            _later.Add(order.Number);
        else
            Restore(ref order, ref order.IsBasket ? ref _futurePlace : ref _place);
    }

    private void Restore(ref OrderRow order, ref long lastPlace)
    {
        SnapshotFormat.Require(order.Place > lastPlace, "places are out of order");
        lastPlace = order.Place;
        state.Orders.Restore(ref order);
    }

    /// <summary>Only an iceberg's place may be later than its entry says, so all of these stand behind those restored before.
    /// </summary>
    private void RestoreByPlace()
    {
        _later.Sort((left, right) => _orders.Row(left).Place.CompareTo(_orders.Row(right).Place));
        foreach (int number in _later)
            Restore(ref _orders.Row(number), ref _futurePlace);
    }

    private OrderBook? BookOf(in OrderRow order)
    {
        if (order.IsBasket)
            return _orders.ContractOf(order);
        return order.HasTerms ? null : _orders.MarketOf(order).Exact.Peek(order.Window);
    }

    /// <summary>An order, 0 for none, and the book that it goes into, if there is one yet.</summary>
    private readonly record struct Coming(int Order, OrderBook? Book);
}
