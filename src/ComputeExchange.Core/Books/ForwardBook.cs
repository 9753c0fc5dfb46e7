using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The plain orders of one exact thing: a market and a delivery window. Sells divisible in time stand in the
/// market's own list, complex buys too: they are no orders of one window.</summary>
internal sealed class ForwardBook : OrderBook
{
    /// <param name="table">Where its orders are.</param>
    public ForwardBook(OrderTable table)
        : base(table) => Number = table.Books.Add(this);

    /// <summary>The number by which orders that rest in it name it.</summary>
    public int Number { get; }

    public DeliveryWindow Window { get; set; }
}
