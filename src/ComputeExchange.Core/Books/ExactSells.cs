using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The sells of many exact windows in price-time order, looked at as far as somebody asks for: a heap holds the next of
/// each book. It may stand between commands, for until it begins anew sells only leave; one that has left is passed over.
/// Scratch.</summary>
internal sealed class ExactSells
{
    private readonly BestFirst<Cursor> _next = new();

    /// <summary>Begins with the books inside a region of hours whose windows have at least so many.</summary>
    public void Begin(WindowIndex exact, DeliveryWindow region, int leastHours)
    {
        _next.Clear();
        for (int i = exact.FirstFrom(region.StartHour); i < exact.Count; i++)
        {
            ForwardBook book = exact[i];
            if (book.Window.StartHour >= region.EndHour)
                return;
            if (region.Contains(book.Window) && book.Window.Hours >= leastHours && book.Asks.First is { } best)
                _next.Push(new Cursor(book, book.Window, best, SellRank.Of(best)));
        }
    }

    /// <summary>Whether there is another, and its rank.</summary>
    public bool TryPeek(out SellRank rank)
    {
        while (_next.Count > 0 && !_next.Best.Rests)
            MoveOn();
        rank = _next.Count == 0 ? SellRank.Last : _next.Best.Rank;
        return _next.Count > 0;
    }

    /// <summary>Takes the sell that was looked at.</summary>
    public PooledSell Take()
    {
        PooledSell taken = new(_next.Best.Next, _next.Best.Rank);
        MoveOn();
        return taken;
    }

    private void MoveOn()
    {
        if (_next.Best.Behind() is { } behind)
            _next.ReplaceBest(_next.Best with { Next = behind, Rank = SellRank.Of(behind) });
        else
            _next.Pop();
    }

    private readonly record struct Cursor(ForwardBook Book, DeliveryWindow Window, Order Next, SellRank Rank) : IBestFirst<Cursor>
    {
        public bool IsBefore(in Cursor other) => Rank.IsBefore(other.Rank);

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
