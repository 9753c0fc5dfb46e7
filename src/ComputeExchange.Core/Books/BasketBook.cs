using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The order book of one basket future: a basket and a month.</summary>
internal sealed class BasketBook(Basket basket, DeliveryMonth month)
{
    /// <summary>Standing quotes by participant id, bid then ask.</summary>
    private Order?[] _quotes = [];

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

    /// <summary>Whether it is among the contracts whose top may have changed in this command.</summary>
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
    }

    public void Remove(Order order) => On(order.Side).Remove(order);

    /// <summary>A participant's standing quote on one side, if it has one.</summary>
    public Order? QuoteOf(Participant participant, Side side)
    {
        int index = IndexOf(participant, side);
        return index < _quotes.Length ? _quotes[index] : null;
    }

    public void SetQuote(Order order)
    {
        int index = IndexOf(order.Owner, order.Side);
        if (index >= _quotes.Length)
            Array.Resize(ref _quotes, Math.Max(index + 1, _quotes.Length * 2));
        _quotes[index] = order;
    }

    public void ClearQuote(Order order) => _quotes[IndexOf(order.Owner, order.Side)] = null;

    private static int IndexOf(Participant participant, Side side) => participant.Id.Value * 2 + (side == Side.Buy ? 0 : 1);
}
