using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>One side of a book: price levels sorted so that the best is the last.</summary>
/// <remarks>Trading happens at the best prices, so most levels come and go at the end, where that moves nothing; real prices
/// wander too far for a ladder of fixed width. What is searched and moved are two arrays of integers, the ranks and where
/// their levels are: searching touches no level, and moving integers, unlike references, tells the garbage collector nothing.
/// Emptied levels are kept for reuse.</remarks>
internal sealed class BookSide
{
    private const int InitialLevels = 8;

    /// <summary>Few enough ranks to be compared all, eight at a time, without a branch that could be guessed wrong.</summary>
    private const int ScanLength = 32;

    /// <summary>Stands behind the last rank, so that a comparison of eight may reach beyond it.</summary>
    private const int NoRank = int.MaxValue;

    private readonly int _sign;

    /// <summary>The ranks in order: higher is better. Behind them stands <see cref="NoRank"/>, at least a vector's worth.</summary>
    private int[] _ranks;

    /// <summary>For each rank, where its level is; behind them, where the unused ones are.</summary>
    private int[] _slots;

    private PriceLevel[] _levels;
    private int _count;

    public BookSide(Side side)
    {
        Side = side;
        _sign = side == Side.Buy ? 1 : -1;
        _ranks = [];
        _slots = [];
        _levels = [];
        Grow(InitialLevels);
    }

    public Side Side { get; }

    public bool IsEmpty => _count == 0;

    public int LevelCount => _count;

    public PriceLevel? Best { get; private set; }

    /// <summary>The first order in price-time order.</summary>
    public Order? First => Best?.Head;

    public int PriceOf(PriceLevel level) => level.Rank * _sign;

    /// <summary>The order after another in price-time order.</summary>
    public Order? After(Order order) => order.Next ?? Behind(order.Level!.Rank);

    /// <summary>The first order at a price worse than that of a rank.</summary>
    public Order? Behind(int rank)
    {
        int at = IndexOf(rank) - 1;
        return at >= 0 ? _levels[_slots[at]].Head : null;
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
        Order? previous = order.Previous, next = order.Next;
        if (previous is not null)
            previous.Next = next;
        else
            level.Head = next;
        if (next is not null)
            next.Previous = previous;
        else
            level.Tail = previous;
        level.ShownQuantity -= order.Shown;
        order.Level = null;
        order.Next = order.Previous = null;
        if (previous is null && next is null)
            Drop(level);
    }

    /// <summary>Adds the orders that end with their book to a list.</summary>
    public void AddAllTo(List<Order> orders)
    {
        for (Order? order = First; order is not null; order = After(order))
            if (order.Due is null)
                orders.Add(order);
    }

    private PriceLevel LevelFor(int rank)
    {
        int at = IndexOf(rank);
        if (_ranks[at] == rank)
            return _levels[_slots[at]];
        return Open(rank, at);
    }

    private PriceLevel Open(int rank, int at)
    {
        if (_count == _levels.Length)
            Grow(_count * 2);
        int slot = _slots[_count];
        Move(_ranks, at, at + 1, _count - at);
        Move(_slots, at, at + 1, _count - at);
        _ranks[at] = rank;
        _slots[at] = slot;
        PriceLevel level = _levels[slot] ??= new PriceLevel();
        level.Rank = rank;
        if (at == _count++)
            Best = level;
        return level;
    }

    private void Drop(PriceLevel level)
    {
        int at = IndexOf(level.Rank);
        Invariant.Require(at < _count && _ranks[at] == level.Rank, "an order's level is in its book");
        int slot = _slots[at];
        int behind = --_count - at;
        Move(_ranks, at + 1, at, behind);
        Move(_slots, at + 1, at, behind);
        _ranks[_count] = NoRank;
        _slots[_count] = slot;
        if (behind == 0)
            Best = _count == 0 ? null : _levels[_slots[_count - 1]];
    }

    /// <summary>Where a rank is, or would be: halved down to few, then counted.</summary>
    private int IndexOf(int rank)
    {
        ReadOnlySpan<int> ranks = _ranks;
        int low = 0;
        int length = _count;
        while (length > ScanLength)
        {
            int half = length >> 1;
            low = ranks[low + half - 1] < rank ? low + half : low;
            length -= half;
        }
        Vector256<int> wanted = Vector256.Create(rank);
        int end = low + length;
        int at = low;
        for (int from = low; from < end; from += Vector256<int>.Count)
        {
            Vector256<int> eight = Vector256.Create(ranks[from..]);
            at += BitOperations.PopCount(Vector256.LessThan(eight, wanted).ExtractMostSignificantBits());
        }
        return at;
    }

    private void Grow(int levels)
    {
        int old = _levels.Length;
        Array.Resize(ref _levels, levels);
        Array.Resize(ref _slots, levels);
        Array.Resize(ref _ranks, levels + Vector256<int>.Count);
        _ranks.AsSpan(_count).Fill(NoRank);
        for (int i = old; i < levels; i++)
            _slots[i] = i;
    }

    private static void Move(int[] array, int from, int to, int count) =>
        array.AsSpan(from, count).CopyTo(array.AsSpan(to));
}
