using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The sells of many exact windows in price-time order, looked at as far as somebody asks for: a heap holds the next of
/// each book. It may stand between commands, for until it begins anew sells only leave; one that has left is passed over.
/// Scratch.</summary>
internal sealed class ExactSells
{
    private Cursor[] _heap = [];
    private int _count;

    /// <summary>Begins with the books inside a region of hours whose windows have at least so many.</summary>
    public void Begin(WindowIndex exact, DeliveryWindow region, int leastHours)
    {
        _heap.AsSpan(0, _count).Clear();
        _count = 0;
        for (int i = exact.FirstFrom(region.StartHour); i < exact.Count; i++)
        {
            ForwardBook book = exact[i];
            if (book.Window.StartHour >= region.EndHour)
                return;
            if (region.Contains(book.Window) && book.Window.Hours >= leastHours && book.Asks.First is { } best)
                Push(new Cursor(book, book.Window, best, SellRank.Of(best)));
        }
    }

    /// <summary>Whether there is another, and its rank.</summary>
    public bool TryPeek(out SellRank rank)
    {
        while (_count > 0 && !_heap[0].Rests)
            MoveOn();
        rank = _count == 0 ? SellRank.Last : _heap[0].Rank;
        return _count > 0;
    }

    /// <summary>Takes the sell that was looked at.</summary>
    public PooledSell Take()
    {
        PooledSell taken = new(_heap[0].Next, _heap[0].Rank);
        MoveOn();
        return taken;
    }

    private void Push(in Cursor cursor)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, Math.Max(16, _count * 2));
        int at = _count++;
        for (int parent = (at - 1) / 2; at > 0 && cursor.Rank.IsBefore(_heap[parent].Rank); parent = (at - 1) / 2)
        {
            _heap[at] = _heap[parent];
            at = parent;
        }
        _heap[at] = cursor;
    }

    private void MoveOn()
    {
        Cursor moved = _heap[0].Behind() is { } next
            ? _heap[0] with { Next = next, Rank = SellRank.Of(next) }
            : _heap[--_count];
        int at = 0;
        for (int child = 1; child < _count; child = at * 2 + 1)
        {
            if (child + 1 < _count && _heap[child + 1].Rank.IsBefore(_heap[child].Rank))
                child++;
            if (!_heap[child].Rank.IsBefore(moved.Rank))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = moved;
    }

    private readonly record struct Cursor(ForwardBook Book, DeliveryWindow Window, Order Next, SellRank Rank)
    {
        public bool Rests => Next.IsResting && SellRank.Of(Next) == Rank;

        /// <summary>The book's next sell behind this one, which may have left; so may the whole book, and serve another window.
        /// </summary>
        public Order? Behind()
        {
            if (Rests)
                return Book.Asks.After(Next);
            if (Book.Window != Window)
                return null;
            Order? sell = Book.Asks.First;
            while (sell is not null && !Rank.IsBefore(SellRank.Of(sell)))
                sell = Book.Asks.After(sell);
            return sell;
        }
    }
}
