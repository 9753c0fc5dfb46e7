using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The plain orders of one exact thing: a market and a delivery window. Sells divisible in time stand in the
/// market's own list, complex buys too: they are no orders of one window.</summary>
internal sealed class ForwardBook(OrderTable table)
{
    public DeliveryWindow Window { get; set; }

    public BookSide Bids { get; } = new(Side.Buy, table);

    public BookSide Asks { get; } = new(Side.Sell, table);

    public bool IsEmpty => Bids.IsEmpty && Asks.IsEmpty;

    /// <summary>Begins to fetch both sides.</summary>
    public void Foresee()
    {
        Bids.Foresee();
        Asks.Foresee();
    }

    public BookSide On(Side side) => side == Side.Buy ? Bids : Asks;
}
