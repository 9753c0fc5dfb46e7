using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Tells what happens, as it happens: gives each event its place in the run and each report its number.</summary>
internal sealed class EventWriter(SessionTable sessions)
{
    private IEventSink _sink = null!;
    private EventHeader _header;
    private int _index;

    /// <summary>From now on events belong to this command.</summary>
    public void Begin(IEventSink sink, long sequence, EngineTime time, in CommandHeader command)
    {
        _sink = sink;
        _index = 0;
        _header = new EventHeader
        {
            Sequence = sequence,
            Time = time,
            Session = command.Session,
            RequestNumber = command.RequestNumber,
        };
    }

    public void New(Order order) => _sink.On(Event.Of(NextHeader(), new OrderAccepted { Order = StateOf(order) }));

    public void Replaced(Order order, in ClOrdId origClOrdId) =>
        _sink.On(Event.Of(NextHeader(), new OrderReplaced { Order = StateOf(order), OrigClOrdId = origClOrdId }));

    /// <summary>Before the order leaves its book: its leaves are what is cancelled.</summary>
    public void Cancelled(Order order, CancelReason reason, in ClOrdId origClOrdId = default) =>
        _sink.On(Event.Of(NextHeader(), new OrderCancelled { Order = StateOf(order), OrigClOrdId = origClOrdId, Reason = reason }));

    public void Expired(Order order, ExpiryReason reason) =>
        _sink.On(Event.Of(NextHeader(), new OrderExpired { Order = StateOf(order), Reason = reason }));

    /// <summary>After both orders have been reduced.</summary>
    public void Traded(Order buy, Order sell, in Instrument instrument, int quantity, int priceTicks, long group, Side aggressor) =>
        _sink.On(Event.Of(NextHeader(), new Trade
        {
            Group = group,
            Instrument = instrument,
            Quantity = quantity,
            Price = new Price(priceTicks),
            AggressorSide = aggressor,
            Buy = StateOf(buy),
            Sell = StateOf(sell),
        }));

    /// <summary>A refused request is a report of its session; a refused number is not, for it was no request of the stream.</summary>
    public void Rejected(in Rejected rejected)
    {
        bool isOfTheStream = rejected.Reason is not (RejectReason.RequestNumberReused or RejectReason.RequestGap);
        long number = isOfTheStream ? sessions.NextReport(rejected.Session) : 0;
        _sink.On(Event.Of(NextHeader(), rejected with { ReportNumber = number }));
    }

    public void Applied(CommandKind kind, ushort id = 0) =>
        _sink.On(Event.Of(NextHeader(), new CommandApplied { Command = kind, Id = id }));

    public void PositionSettled(in PositionSettled settled) => _sink.On(Event.Of(NextHeader(), settled));

    public void HourPassed(int fromHour, int toHour) =>
        _sink.On(Event.Of(NextHeader(), new HourPassed { FromHour = fromHour, ToHour = toHour }));

    /// <summary>Tells a contract's top if it is another than last told.</summary>
    public void TopIfChanged(BasketBook book)
    {
        TopChanged top = new()
        {
            Basket = book.Basket.Id,
            Month = book.Month,
            Bid = book.Top(Side.Buy),
            Ask = book.Top(Side.Sell),
        };
        if (top.Bid == book.LastTop.Bid && top.Ask == book.LastTop.Ask)
            return;
        book.LastTop = top;
        _sink.On(Event.Of(NextHeader(), top));
    }

    /// <summary>An order as an event or a listing shows it, without a report number.</summary>
    public static OrderState Show(Order order) => new()
    {
        Participant = order.Owner.Id,
        Session = order.Session,
        ClOrdId = order.ClOrdId,
        Entry = order.Entry,
        Side = order.Side,
        Instrument = order.Instrument,
        Limit = new Price(order.IsMarket ? 0 : order.LimitTicks),
        Leaves = order.LeavesQuantity,
        Cumulative = order.CumulativeQuantity,
    };

    private OrderState StateOf(Order order) => Show(order) with { ReportNumber = sessions.NextReport(order.Session) };

    private EventHeader NextHeader() => _header with { Index = _index++ };
}
