using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The order book of one basket future: a basket and a month.</summary>
internal sealed class BasketBook(Basket basket, DeliveryMonth month)
{
    public Basket Basket { get; } = basket;

    public DeliveryMonth Month { get; } = month;

    /// <summary>The contract trades until its month ends.</summary>
    public EngineTime Gate { get; } = EngineTime.FromHour(month.EndHour);

    /// <summary>Whether its month has ended and its positions are settled.</summary>
    public bool IsSettled { get; set; }

    public BookSide Bids { get; } = new(Side.Buy);

    public BookSide Asks { get; } = new(Side.Sell);

    /// <summary>The top as last told, to tell changes only.</summary>
    public TopChanged LastTop { get; set; }

    /// <summary>Whether an order entered, left or traded since the top was last told.</summary>
    public bool IsTouched { get; set; }

    public BookSide On(Side side) => side == Side.Buy ? Bids : Asks;

    public PriceQuantity Top(Side side)
    {
        BookSide on = On(side);
        return on.Best is { } best ? new PriceQuantity(new Price(on.PriceOf(best)), best.ShownQuantity) : default;
    }

    /// <summary>Puts an order last at its price; an iceberg shows its first part.</summary>
    public void Rest(Order order)
    {
        order.Shown = order.IsIceberg ? Math.Min(order.DisplayQuantity, order.Leaves) : order.Leaves;
        On(order.Side).Append(order);
        IsTouched = true;
    }

    public void Remove(Order order)
    {
        On(order.Side).Remove(order);
        IsTouched = true;
    }
}
