using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Tells what happens, as it happens: gives each event its place in the run and each report its number.</summary>
internal sealed class EventWriter(SessionTable sessions, OrderTable orders)
{
    private IEventSink _sink = null!;
    private int _index;

    /// <summary>Built in place, one after the other: events are large, and the sink takes its copy. What the events of a command
    /// share is written once.</summary>
    private Event _event;

    /// <summary>How many events this command has had so far.</summary>
    public int Count => _index;

    /// <summary>From now on events belong to this command.</summary>
    public void Begin(IEventSink sink, long sequence, EngineTime time, in CommandHeader command)
    {
        if (_sink != sink)
            _sink = sink;
        _index = 0;
        ref EventHeader shared = ref _event.HeaderInPlace;
        shared.SequenceInPlace = sequence;
        shared.TimeInPlace = time;
        shared.SessionInPlace = command.Session;
        shared.RequestNumberInPlace = command.RequestNumber;
    }

    public void New(in OrderRow order)
    {
        Become(EventKind.New);
        Report(order, ref _event.AcceptedInPlace.OrderInPlace);
        Tell();
    }

    public void Replaced(in OrderRow order, in ClOrdId origClOrdId)
    {
        Become(EventKind.Replaced);
        ref OrderReplaced body = ref _event.ReplacedInPlace;
        Report(order, ref body.OrderInPlace);
        body.OrigClOrdIdInPlace = origClOrdId;
        Tell();
    }

    /// <summary>Before the order leaves its book: its leaves are what is cancelled.</summary>
    public void Cancelled(in OrderRow order, CancelReason reason, in ClOrdId origClOrdId = default)
    {
        Become(EventKind.Cancelled);
        ref OrderCancelled body = ref _event.CancelledInPlace;
        Report(order, ref body.OrderInPlace);
        body.OrigClOrdIdInPlace = origClOrdId;
        body.ReasonInPlace = reason;
        Tell();
    }

    public void Expired(in OrderRow order, ExpiryReason reason)
    {
        Become(EventKind.Expired);
        ref OrderExpired body = ref _event.ExpiredInPlace;
        Report(order, ref body.OrderInPlace);
        body.ReasonInPlace = reason;
        Tell();
    }

    /// <summary>After both orders have been reduced.</summary>
    public void Traded(
        in OrderRow buy, in OrderRow sell, in Instrument instrument, int quantity, int priceTicks, long group, Side aggressor)
    {
        Become(EventKind.Trade);
        ref Trade body = ref _event.TradeInPlace;
        body.GroupInPlace = group;
        body.InstrumentInPlace = instrument;
        body.QuantityInPlace = quantity;
        body.PriceInPlace = new Price(priceTicks);
        body.AggressorSideInPlace = aggressor;
        Report(buy, ref body.BuyInPlace);
        Report(sell, ref body.SellInPlace);
        Tell();
    }

    /// <summary>A refused request is a report of its session; a refused number is not: it was no request of the stream.</summary>
    public void Rejected(in Rejected rejected)
    {
        bool isOfTheStream = rejected.Reason is not (RejectReason.RequestNumberReused or RejectReason.RequestGap);
        long number = isOfTheStream ? sessions.NextReport(rejected.Session) : 0;
        _event.Become(NextHeader(), rejected with { ReportNumber = number });
        Tell();
    }

    public void Applied(CommandKind kind, ushort id = 0)
    {
        _event.Become(NextHeader(), new CommandApplied { Command = kind, Id = id });
        Tell();
    }

    public void PositionSettled(in PositionSettled settled)
    {
        _event.Become(NextHeader(), settled);
        Tell();
    }

    public void HourPassed(int fromHour, int toHour)
    {
        _event.Become(NextHeader(), new HourPassed { FromHour = fromHour, ToHour = toHour });
        Tell();
    }

    /// <summary>Tells a contract's top if it is another than last told.</summary>
    public void TopIfChanged(BasketBook book)
    {
        PriceQuantity bid = book.Top(Side.Buy), ask = book.Top(Side.Sell);
        if (bid == book.LastBid && ask == book.LastAsk)
            return;
        book.LastBid = bid;
        book.LastAsk = ask;
        Become(EventKind.TopChanged);
        ref TopChanged body = ref _event.TopChangedInPlace;
        body.BasketInPlace = book.Basket.Id;
        body.MonthInPlace = book.Month;
        body.BidInPlace = bid;
        body.AskInPlace = ask;
        Tell();
    }

    /// <summary>An order as a listing shows it.</summary>
    public static OrderState Show(in OrderRow order, OrderTable orders)
    {
        OrderState shown = default;
        Show(order, orders, ref shown);
        return shown;
    }

    /// <summary>Shows an order as a numbered report of the session that entered it.</summary>
    private void Report(in OrderRow order, ref OrderState into)
    {
        into.ReportNumberInPlace = sessions.NextReport(order.Session);
        Show(order, orders, ref into);
    }

    private static void Show(in OrderRow order, OrderTable orders, ref OrderState into)
    {
        into.ParticipantInPlace = order.Owner;
        into.SessionInPlace = order.Session;
        into.SideInPlace = order.Side;
        into.LimitInPlace = new Price(order.IsMarket ? 0 : order.LimitTicks);
        into.ClOrdIdInPlace = order.ClOrdId;
        into.EntryInPlace = order.Entry;
        into.LeavesInPlace = order.Leaves;
        into.CumulativeInPlace = order.Filled;
        if (order.IsBasket)
            into.InstrumentInPlace = orders.ContractOf(order).Instrument;
        else
            into.InstrumentInPlace = Instrument.Forward(order.Market, order.Window);
        if (order.HasTerms)
            ShowQuantities(orders.Order(order.Number), ref into);
    }

    /// <summary>Those of a divisible sell are GPU-hours, and in its profile.</summary>
    private static void ShowQuantities(Order order, ref OrderState into)
    {
        into.LeavesInPlace = order.LeavesQuantity;
        into.CumulativeInPlace = order.CumulativeQuantity;
    }

    private void Become(EventKind kind) => _event.Become(kind, _index++);

    /// <summary>The header of an event that is rare enough to be built beside and copied.</summary>
    private EventHeader NextHeader() => _event.Header with { Index = _index++ };

    private void Tell() => _sink.On(_event);
}
