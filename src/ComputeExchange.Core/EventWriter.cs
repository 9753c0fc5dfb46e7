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

    /// <summary>Built in place, one after the other: events are large, and the sink takes its copy.</summary>
    private Event _event;

    /// <summary>How many events this command has had so far.</summary>
    public int Count => _index;

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

    public void New(Order order)
    {
        _event.Become(NextHeader(), new OrderAccepted { Order = Report(order) });
        Tell();
    }

    public void Replaced(Order order, in ClOrdId origClOrdId)
    {
        _event.Become(NextHeader(), new OrderReplaced { Order = Report(order), OrigClOrdId = origClOrdId });
        Tell();
    }

    /// <summary>Before the order leaves its book: its leaves are what is cancelled.</summary>
    public void Cancelled(Order order, CancelReason reason, in ClOrdId origClOrdId = default)
    {
        _event.Become(
            NextHeader(), new OrderCancelled { Order = Report(order), OrigClOrdId = origClOrdId, Reason = reason });
        Tell();
    }

    public void Expired(Order order, ExpiryReason reason)
    {
        _event.Become(NextHeader(), new OrderExpired { Order = Report(order), Reason = reason });
        Tell();
    }

    /// <summary>After both orders have been reduced.</summary>
    public void Traded(
        Order buy, Order sell, in Instrument instrument, int quantity, int priceTicks, long group, Side aggressor)
    {
        _event.Become(NextHeader(), new Trade
        {
            Group = group,
            Instrument = instrument,
            Quantity = quantity,
            Price = new Price(priceTicks),
            AggressorSide = aggressor,
            Buy = Report(buy),
            Sell = Report(sell),
        });
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
        if (bid == book.LastTop.Bid && ask == book.LastTop.Ask)
            return;
        TopChanged top = new() { Basket = book.Basket.Id, Month = book.Month, Bid = bid, Ask = ask };
        book.LastTop = top;
        _event.Become(NextHeader(), top);
        Tell();
    }

    /// <summary>An order as a listing shows it, or, with a number, as a report does.</summary>
    public static OrderState Show(Order order, long reportNumber = 0) => new()
    {
        Participant = order.Owner.Id,
        Session = order.Session,
        ReportNumber = reportNumber,
        ClOrdId = order.ClOrdId,
        Entry = order.Entry,
        Side = order.Side,
        Instrument = order.Instrument,
        Limit = new Price(order.IsMarket ? 0 : order.LimitTicks),
        Leaves = order.LeavesQuantity,
        Cumulative = order.CumulativeQuantity,
    };

    private OrderState Report(Order order) => Show(order, sessions.NextReport(order.Session));

    private EventHeader NextHeader() => _header with { Index = _index++ };

    private void Tell() => _sink.On(_event);
}
