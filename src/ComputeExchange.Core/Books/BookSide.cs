using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>One side of a book: price levels sorted so that the best is the last.</summary>
/// <remarks>Trading happens at the best prices, so most levels come and go at the end, where that moves nothing; real prices
/// wander too far for a ladder of fixed width. What is searched and moved are two arrays of integers, the ranks and where
/// their levels are: a search touches no level and no order. Emptied levels are kept for reuse.</remarks>
internal sealed class BookSide
{
    private const int InitialLevels = 8;

    private readonly OrderTable _table;
    private readonly LinkedOrders _links;
    private readonly int _sign;

    /// <summary>The ranks in order: higher is better.</summary>
    private int[] _ranks = [];

    /// <summary>For each rank, where its level is; behind them, where the unused ones are.</summary>
    private int[] _slots = [];

    /// <summary>From 1: 0 stands for none.</summary>
    private PriceLevel[] _levels = [];
    private int _count;

    /// <summary>Where the best level is, and its rank: whether an order would trade is seen without a look at either.</summary>
    private int _best;
    private int _bestRank;

    /// <param name="side">Which side.</param>
    /// <param name="table">Where its orders are.</param>
    public BookSide(Side side, OrderTable table)
    {
        _table = table;
        _links = table.AtPrices;
        Side = side;
        _sign = side == Side.Buy ? 1 : -1;
        Grow(InitialLevels);
    }

    public Side Side { get; }

    public bool IsEmpty => _count == 0;

    public int LevelCount => _count;

    /// <summary>The first order in price-time order.</summary>
    public Order? First => _table.OrderOrNone(FirstNumber);

    /// <summary>Its number; 0 for none.</summary>
    public int FirstNumber => _count == 0 ? 0 : _levels[_best].First;

    /// <summary>The best price and what is shown there.</summary>
    public PriceQuantity Top
    {
        get
        {
            if (_count == 0)
                return default;
            return new PriceQuantity(new Price(_bestRank * _sign), _levels[_best].ShownQuantity);
        }
    }

    /// <summary>Begins to fetch what every order looks at.</summary>
    public static void Foresee(BookSide side)
    {
        Prefetch.Object(side);
        Prefetch.Object(side, Prefetch.LineBytes);
    }

    /// <summary>Begins to fetch what an order that comes to rest searches, once that was fetched.</summary>
    public void ForeseeLevels()
    {
        for (int i = 0; i < Math.Min(_count, SortedInts.ScanLength); i += Prefetch.LineBytes / sizeof(int))
        {
            Prefetch.Element(_ranks, i);
            Prefetch.Element(_slots, i);
        }
    }

    /// <summary>Begins to fetch the level of a price, or the next better one.</summary>
    public void ForeseeLevelAt(int priceTicks)
    {
        int at = IndexOf(priceTicks * _sign);
        if (at < _count)
            Prefetch.Element(_levels, _slots[at]);
    }

    /// <summary>Begins to fetch what an order that leaves changes.</summary>
    public void ForeseeLevelOf(in OrderRow order)
    {
        Prefetch.Element(_levels, order.Level);
        _links.Foresee(order.Number);
    }

    /// <summary>Begins to fetch the best level.</summary>
    public void ForeseeBest() => Prefetch.Element(_levels, _best);

    /// <summary>Whether an order of the other side accepts the best price here.</summary>
    public bool IsReachedBy(in OrderRow aggressor) => aggressor.IsMarket ? _count > 0 : IsReachedBy(aggressor.LimitTicks);

    /// <summary>Whether the best price here is within a limit of the other side.</summary>
    public bool IsReachedBy(int limitTicks) => _count > 0 && _bestRank >= unchecked(limitTicks * _sign);

    /// <summary>Whether a resting order stands at the best price.</summary>
    public bool IsBest(in OrderRow order) => order.Level == _best;

    /// <summary>The number of the next order at the same price; 0 for none.</summary>
    public int Next(in OrderRow order) => _links.After(order.Number);

    /// <summary>The order after a resting one in price-time order; by its level, for a trial of a replace changes its limit.</summary>
    public Order? After(Order order)
    {
        ref OrderRow row = ref order.Row;
        int next = Next(row);
        return _table.OrderOrNone(next != 0 ? next : FirstBelow(_levels[row.Level].Rank));
    }

    /// <summary>The number of the first order at a worse price than one; 0 for none.</summary>
    public int Behind(int priceTicks) => FirstBelow(priceTicks * _sign);

    /// <summary>Puts an order last at its price.</summary>
    public void Append(ref OrderRow order)
    {
        int rank = order.LimitTicks * _sign;
        int at = IndexOf(rank);
        int slot = _ranks[at] == rank ? _slots[at] : Open(rank, at);
        ref PriceLevel level = ref _levels[slot];
        order.Level = slot;
        _links.Append(order.Number, ref level.First, ref level.Last);
        level.ShownQuantity += order.Shown;
    }

    public void Remove(ref OrderRow order)
    {
        ref PriceLevel level = ref _levels[order.Level];
        _links.Remove(order.Number, ref level.First, ref level.Last);
        level.ShownQuantity -= order.Shown;
        order.Level = 0;
        if (level.First == 0)
            Drop(level.Rank);
    }

    /// <summary>A resting order shows less, or more, by a quantity.</summary>
    public void Show(ref OrderRow order, int more)
    {
        order.Shown += more;
        _levels[order.Level].ShownQuantity += more;
    }

    /// <summary>Adds the orders that end with their book to a list.</summary>
    public void AddAllTo(List<Order> orders)
    {
        for (Order? order = First; order is not null; order = After(order))
            if (order.Due is null)
                orders.Add(order);
    }

    private int FirstBelow(int rank)
    {
        int at = IndexOf(rank) - 1;
        return at >= 0 ? _levels[_slots[at]].First : 0;
    }

    private int Open(int rank, int at)
    {
        if (_count == _slots.Length)
            Grow(_count * 2);
        int slot = _slots[_count];
        Shift.Up(_ranks, at, _count - at);
        Shift.Up(_slots, at, _count - at);
        _ranks[at] = rank;
        _slots[at] = slot;
        _levels[slot].Rank = rank;
        TakeBest(++_count);
        return slot;
    }

    private void Drop(int rank)
    {
        int at = IndexOf(rank);
        Invariant.Require(at < _count && _ranks[at] == rank, "an order's level is in its book");
        int slot = _slots[at];
        int behind = --_count - at;
        Shift.Down(_ranks, at, behind);
        Shift.Down(_slots, at, behind);
        _ranks[_count] = SortedInts.Nothing;
        _slots[_count] = slot;
        if (_count > 0)
            TakeBest(_count);
    }

    private void TakeBest(int count)
    {
        _best = _slots[count - 1];
        _bestRank = _ranks[count - 1];
    }

    /// <summary>Where a rank is, or would be.</summary>
    private int IndexOf(int rank) => SortedInts.LowerBound(_ranks, 0, _count, rank);

    private void Grow(int levels)
    {
        int old = _slots.Length;
        Array.Resize(ref _levels, 1 + levels);
        Array.Resize(ref _slots, levels);
        SortedInts.Grow(ref _ranks, levels);
        for (int i = old; i < levels; i++)
            _slots[i] = 1 + i;
    }
}
