// The engine answers in pages, each as of its own moment. A client must be able to lay its reports on top of a list, so all pages
// have to show one moment: a list during which reports were given, or positions moved by what the session is not told of, is taken
// anew, a few times, before it is given up.

using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>A list that is gathered page by page.</summary>
internal abstract class Listing(QueryDesk desk, QueryKind kind, uint queryId)
{
    private const int MaxTries = 16;

    private int _tries = 1;
    private long _movedAt;
    private bool _hasPage;

    protected QueryDesk Desk { get; } = desk;

    protected uint QueryId { get; } = queryId;

    /// <summary>The last report whose effect the list shows.</summary>
    protected long AsOf { get; private set; }

    /// <summary>Asks for the next page, or the first.</summary>
    public void Ask(long after = 0) => Desk.Door.Ask(Desk.QueryOf(kind, after), OnPage);

    /// <summary>Takes the rows of a page and says after which to go on.</summary>
    protected abstract long Take(EngineAnswer page);

    /// <summary>Forgets the rows that it has.</summary>
    protected abstract void Clear();

    /// <summary>Sends the list.</summary>
    protected abstract void Send();

    private void OnPage(EngineAnswer page)
    {
        if (Desk.HasEnded)
            return;
        bool hasMoved = _hasPage && (page.Session.LastReport != AsOf || page.PositionsMovedAt != _movedAt);
        if (page.Reason != RejectReason.None || hasMoved && ++_tries > MaxTries)
        {
            Desk.Refuse(QueryId, QueryRefusal.Failed);
            return;
        }

        if (hasMoved)
        {
            Clear();
            _hasPage = false;
            Ask();
            return;
        }

        _hasPage = true;
        _movedAt = page.PositionsMovedAt;
        AsOf = page.Session.LastReport;
        long after = Take(page);
        if (page.HasMore)
            Ask(after);
        else
            Send();
    }
}

/// <summary>The open orders that a session entered.</summary>
internal sealed class OpenOrdersListing(QueryDesk desk, uint queryId)
    : Listing(desk, QueryKind.OpenOrders, queryId)
{
    private readonly List<OpenOrder> _orders = [];

    protected override long Take(EngineAnswer page)
    {
        foreach (ref readonly OrderState order in page.Orders.AsSpan())
        {
            // The participant's other sessions hear of theirs.
            if (order.Session != page.Query.Session)
                continue;
            _orders.Add(new OpenOrder
            {
                ClOrdId = order.ClOrdId,
                Entry = order.Entry,
                Side = order.Side,
                Instrument = order.Instrument,
                Limit = order.Limit,
                Leaves = order.Leaves,
                Cumulative = order.Cumulative,
            });
        }

        return page.Orders.Length > 0 ? page.Orders[^1].Entry : page.Query.After;
    }

    protected override void Clear() => _orders.Clear();

    protected override void Send()
    {
        List<OpenOrdersPage> pages = [];
        OpenOrder[] orders = [.. _orders];
        for (int from = 0; from == 0 || from < orders.Length; from += OpenOrdersPage.MaxOrders)
        {
            int count = Math.Min(OpenOrdersPage.MaxOrders, orders.Length - from);
            pages.Add(new OpenOrdersPage
            {
                QueryId = QueryId,
                AsOfReportNumber = AsOf,
                IsLast = from + count >= orders.Length,
                Orders = orders.AsMemory(from, count),
            });
        }

        Desk.Answer(pages);
    }
}

/// <summary>The positions of a session's participant.</summary>
internal sealed class PositionsListing(QueryDesk desk, uint queryId)
    : Listing(desk, QueryKind.Positions, queryId)
{
    private readonly List<ExposurePosition> _exposures = [];
    private readonly List<BasketPosition> _baskets = [];
    private int _rows;
    private Money _cash;

    protected override long Take(EngineAnswer page)
    {
        foreach (ref readonly PositionRow row in page.Positions.AsSpan())
        {
            Instrument instrument = row.Instrument;
            switch (instrument.Kind)
            {
                case InstrumentKind.Forward:
                    DeliveryMonth month = DeliveryMonth.OfHour(instrument.Window.StartHour);
                    _exposures.Add(new ExposurePosition(instrument.Market, month, row.Quantity));
                    break;
                case InstrumentKind.BasketFuture:
                    _baskets.Add(new BasketPosition(instrument.Basket, instrument.Month, row.Quantity, row.Money));
                    break;
                default:
                    _cash = row.Money;
                    break;
            }
        }

        return _rows += page.Positions.Length;
    }

    protected override void Clear()
    {
        _exposures.Clear();
        _baskets.Clear();
        _rows = 0;
        _cash = default;
    }

    protected override void Send()
    {
        ExposurePosition[] exposures = [.. _exposures];
        BasketPosition[] baskets = [.. _baskets];
        int longest = Math.Max(exposures.Length, baskets.Length);
        List<PositionsPage> pages = [];
        for (int from = 0; from == 0 || from < longest; from += PositionsPage.MaxRows)
        {
            pages.Add(new PositionsPage
            {
                QueryId = QueryId,
                AsOfReportNumber = AsOf,
                IsLast = from + PositionsPage.MaxRows >= longest,
                Cash = _cash,
                Exposures = Slice(exposures, from),
                Baskets = Slice(baskets, from),
            });
        }

        Desk.Answer(pages);
    }

    private static ReadOnlyMemory<T> Slice<T>(T[] rows, int from) =>
        from >= rows.Length ? default : rows.AsMemory(from, Math.Min(PositionsPage.MaxRows, rows.Length - from));
}
