using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The two sides of a book.</summary>
internal abstract class OrderBook
{
    /// <summary>Sells, then buys: which side an order is on is a toss-up, and no branch is to guess it.</summary>
    private readonly BookSide[] _sides;

    /// <param name="table">Where its orders are.</param>
    protected OrderBook(OrderTable table)
    {
        Bids = new BookSide(Side.Buy, table);
        Asks = new BookSide(Side.Sell, table);
        _sides = [Asks, Bids];
    }

    public BookSide Bids { get; }

    public BookSide Asks { get; }

    public bool IsEmpty => Bids.IsEmpty && Asks.IsEmpty;

    public BookSide On(Side side) => _sides[(int)side & 1];

    /// <summary>The side that an order on another one trades with.</summary>
    public BookSide Opposite(Side side) => _sides[~(int)side & 1];

    /// <summary>Begins to fetch both sides.</summary>
    public void Foresee()
    {
        BookSide.Foresee(Bids);
        BookSide.Foresee(Asks);
    }
}
