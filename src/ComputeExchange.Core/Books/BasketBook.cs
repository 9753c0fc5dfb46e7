using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The order book of one basket future, a basket and a month, and who stands how in it.</summary>
internal sealed class BasketBook(Basket basket, DeliveryMonth month)
{
    private Instrument _instrument = Instrument.Future(basket.Id, month);

    /// <summary>Standing quotes by participant id, bid then ask.</summary>
    private Order?[] _quotes = [];

    /// <summary>Positions by participant id: the cell of each is found without a search.</summary>
    private BasketPosition[] _positions = [];

    public Basket Basket { get; } = basket;

    public DeliveryMonth Month { get; } = month;

    public ref readonly Instrument Instrument => ref _instrument;

    /// <summary>The contract trades until its month ends.</summary>
    public EngineTime Gate { get; } = EngineTime.FromHour(month.EndHour);

    /// <summary>Whether its month has ended and its positions are settled.</summary>
    public bool IsSettled { get; set; }

    public BookSide Bids { get; } = new(Side.Buy);

    public BookSide Asks { get; } = new(Side.Sell);

    /// <summary>The top as last told, to tell changes only.</summary>
    public PriceQuantity LastBid { get; set; }

    public PriceQuantity LastAsk { get; set; }

    /// <summary>Whether it is among the contracts whose top may have changed in this command.</summary>
    public bool IsTouched;

    /// <summary>The highest participant id that may have a position.</summary>
    public int HighestHolder => _positions.Length - 1;

    public bool IsEmpty => Bids.IsEmpty && Asks.IsEmpty;

    /// <summary>Begins to fetch both sides.</summary>
    public void Foresee()
    {
        Bids.Foresee();
        Asks.Foresee();
    }

    public BookSide On(Side side) => side == Side.Buy ? Bids : Asks;

    public PriceQuantity Top(Side side) => On(side).Top;

    /// <summary>Whether a resting order stands at the best price of its side: what it does shows in the top.</summary>
    public bool IsAtTop(Order order) => On(order.Side).IsBest(order);

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

    /// <summary>A participant's position, to change.</summary>
    public ref BasketPosition PositionOf(Participant participant)
    {
        int id = participant.Id.Value;
        if (id >= _positions.Length)
            Array.Resize(ref _positions, Math.Max(id + 1, _positions.Length * 2));
        return ref _positions[id];
    }

    /// <summary>A participant's position, to look at; nil when it never had one.</summary>
    public BasketPosition PositionOf(int participantId) => participantId < _positions.Length ? _positions[participantId] : default;

    private static int IndexOf(Participant participant, Side side) => participant.Id.Value * 2 + (side == Side.Buy ? 0 : 1);
}
