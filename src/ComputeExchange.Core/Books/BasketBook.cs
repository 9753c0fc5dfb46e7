using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The order book of one basket future, a basket and a month, and who stands how in it.</summary>
internal sealed class BasketBook : OrderBook
{
    private readonly OrderTable _table;
    private Instrument _instrument;

    /// <summary>The numbers of the standing quotes by participant id, bid then ask; 0 for none.</summary>
    private int[] _quotes = [];

    /// <summary>Positions by participant id: the cell of each is found without a search.</summary>
    private BasketPosition[] _positions = [];

    /// <param name="basket">The basket.</param>
    /// <param name="month">The month that it delivers in.</param>
    /// <param name="table">Where its orders are.</param>
    public BasketBook(Basket basket, DeliveryMonth month, OrderTable table)
        : base(table)
    {
        (Basket, Month, _table) = (basket, month, table);
        _instrument = Instrument.Future(basket.Id, month);
        Gate = EngineTime.FromHour(month.EndHour);
        Number = table.Contracts.Add(this);
    }

    public Basket Basket { get; }

    public DeliveryMonth Month { get; }

    /// <summary>The number by which its orders name it.</summary>
    public int Number { get; }

    public ref readonly Instrument Instrument => ref _instrument;

    /// <summary>The contract trades until its month ends.</summary>
    public EngineTime Gate { get; }

    /// <summary>Whether its month has ended and its positions are settled.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The top as last told, to tell changes only.</summary>
    public PriceQuantity LastBid { get; set; }

    public PriceQuantity LastAsk { get; set; }

    /// <summary>Whether it is among the contracts whose top may have changed in this command.</summary>
    public bool IsTouched;

    /// <summary>The highest participant id that may have a position.</summary>
    public int HighestHolder => _positions.Length - 1;

    public PriceQuantity Top(Side side) => On(side).Top;

    /// <summary>A participant's standing quote on one side, if it has one.</summary>
    public Order? QuoteOf(Participant participant, Side side)
    {
        int index = IndexOf(participant.Id, side);
        return index < _quotes.Length ? _table.OrderOrNone(_quotes[index]) : null;
    }

    public void SetQuote(in OrderRow order)
    {
        int index = IndexOf(order.Owner, order.Side);
        if (index >= _quotes.Length)
            Array.Resize(ref _quotes, Math.Max(index + 1, _quotes.Length * 2));
        _quotes[index] = order.Number;
    }

    public void ClearQuote(in OrderRow order) => _quotes[IndexOf(order.Owner, order.Side)] = 0;

    /// <summary>A participant's position, to change.</summary>
    public ref BasketPosition PositionOf(ParticipantId participant)
    {
        int id = participant.Value;
        if (id >= _positions.Length)
            Array.Resize(ref _positions, Math.Max(id + 1, _positions.Length * 2));
        return ref _positions[id];
    }

    /// <summary>A participant's position, to look at; nil when it never had one.</summary>
    public BasketPosition PositionOf(int participantId) => participantId < _positions.Length ? _positions[participantId] : default;

    private static int IndexOf(ParticipantId participant, Side side) => participant.Value * 2 + (side == Side.Buy ? 0 : 1);
}
