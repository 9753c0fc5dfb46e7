using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>One side of a book: price levels in an array sorted so that the best is the last.</summary>
/// <remarks>Trading happens at the best prices, so most levels come and go at the array's end, where that moves nothing;
/// real prices wander too far for a ladder of fixed width. Emptied levels are kept for reuse.</remarks>
internal sealed class BookSide(Side side)
{
    private const int InitialLevels = 8;
    private const int ScanLength = 8;

    private readonly int _sign = side == Side.Buy ? 1 : -1;
    private PriceLevel?[] _levels = new PriceLevel?[InitialLevels];
    private int _count;

    public Side Side { get; } = side;

    public bool IsEmpty => _count == 0;

    public int LevelCount => _count;

    public PriceLevel? Best => _count == 0 ? null : _levels[_count - 1];

    /// <summary>The first order in price-time order.</summary>
    public Order? First => _count == 0 ? null : _levels[_count - 1]!.Head;

    public int PriceOf(PriceLevel level) => level.Rank * _sign;

    /// <summary>The order after another in price-time order.</summary>
    public Order? After(Order order) => order.Next ?? Behind(order.Level!.Rank);

    /// <summary>The first order at a price worse than that of a rank.</summary>
    public Order? Behind(int rank)
    {
        int at = IndexOf(rank, out _) - 1;
        return at >= 0 ? _levels[at]!.Head : null;
    }

    /// <summary>Puts an order last at its price.</summary>
    public void Append(Order order)
    {
        PriceLevel level = LevelFor(order.LimitTicks * _sign);
        order.Level = level;
        order.Next = null;
        order.Previous = level.Tail;
        if (level.Tail is { } tail)
            tail.Next = order;
        else
            level.Head = order;
        level.Tail = order;
        level.ShownQuantity += order.Shown;
    }

    public void Remove(Order order)
    {
        PriceLevel level = order.Level!;
        if (order.Previous is { } previous)
            previous.Next = order.Next;
        else
            level.Head = order.Next;
        if (order.Next is { } next)
            next.Previous = order.Previous;
        else
            level.Tail = order.Previous;
        level.ShownQuantity -= order.Shown;
        order.Level = null;
        order.Next = order.Previous = null;
        if (level.Head is null)
            Drop(level);
    }

    private PriceLevel LevelFor(int rank)
    {
        int at = IndexOf(rank, out bool found);
        if (found)
            return _levels[at]!;
        if (_count == _levels.Length)
            Array.Resize(ref _levels, _count * 2);
        PriceLevel level = _levels[_count] ?? new PriceLevel();
        Array.Copy(_levels, at, _levels, at + 1, _count - at);
        _levels[at] = level;
        _count++;
        level.Rank = rank;
        return level;
    }

    private void Drop(PriceLevel level)
    {
        int at = IndexOf(level.Rank, out bool found);
        Invariant.Require(found, "an order's level is in its book");
        Array.Copy(_levels, at + 1, _levels, at, _count - at - 1);
        _levels[--_count] = level;
    }

    /// <summary>Where a rank is, or would be: the best few are scanned, the rest halved.</summary>
    private int IndexOf(int rank, out bool found)
    {
        int scanTo = Math.Max(_count - ScanLength, 0);
        int at = _count;
        while (at > scanTo && _levels[at - 1]!.Rank >= rank)
            at--;
        if (at == scanTo && scanTo > 0)
            at = LowerBound(rank, scanTo);
        found = at < _count && _levels[at]!.Rank == rank;
        return at;
    }

    private int LowerBound(int rank, int high)
    {
        int low = 0;
        while (low < high)
        {
            int middle = low + high >>> 1;
            if (_levels[middle]!.Rank < rank)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
