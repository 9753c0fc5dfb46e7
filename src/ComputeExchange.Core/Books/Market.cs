using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>A SKU in a region: the exact books of its windows, its divisible offers, its complex buys.</summary>
internal sealed class Market
{
    public const int DefaultLeadHours = 1;

    private readonly OrderTable _table;

    /// <summary>Exposures by the dealer's id.</summary>
    private Exposure?[] _exposures = [];
    private OfferPool? _offers;

    /// <param name="sku">The SKU.</param>
    /// <param name="region">The region.</param>
    /// <param name="table">Where its orders are.</param>
    public Market(Sku sku, Region region, OrderTable table)
    {
        (Id, Sku, _table) = (new MarketId(sku.Id, region.Id), sku, table);
        Exact = new WindowIndex(table);
        Number = table.Markets.Add(this);
    }

    public MarketId Id { get; }

    /// <summary>The number by which its orders name it.</summary>
    public int Number { get; }

    public Sku Sku { get; }

    /// <summary>Hours between the gate and the start of delivery.</summary>
    public int LeadHours { get; set; } = DefaultLeadHours;

    public bool IsHalted { get; set; }

    public SetPriceCollar Collar { get; set; }

    /// <summary>Open orders that name this market.</summary>
    public int OpenOrderCount { get; private set; }

    public ReferenceHistory Reference { get; } = new();

    /// <summary>Whether an accepted command has named it: until then it is not part of the state.</summary>
    public bool IsNamed { get; set; }

    /// <summary>Plain orders of one exact window each.</summary>
    public WindowIndex Exact { get; }

    /// <summary>Sells divisible in time, by where their unsold hours lie and by price.</summary>
    public StretchIndex Divisible { get; } = new();

    public ComplexBook ComplexBuys { get; } = new();

    /// <summary>What the searches of complex buys have fetched of the sells.</summary>
    public OfferPool Offers => _offers ??= new OfferPool(this);

    /// <summary>All-or-none sells that rest.</summary>
    public int AllOrNoneSells { get; private set; }

    /// <summary>Gathers the orders of windows whose gate has come, but for those that have a deadline of their own.</summary>
    public void TakeGated(EngineTime now, List<Order> into)
    {
        for (int i = 0; i < Exact.Count && GateOf(Exact[i].Window.StartHour) <= now; i++)
        {
            Exact[i].Bids.AddAllTo(into);
            Exact[i].Asks.AddAllTo(into);
        }
    }

    public EngineTime GateOf(long startHour) => EngineTime.FromHour(startHour - LeadHours);

    /// <summary>A dealer's undelivered GPU-hours here, if it has had any.</summary>
    public Exposure? ExposureOf(Participant dealer) => dealer.Id.Value < _exposures.Length ? _exposures[dealer.Id.Value] : null;

    public void SetExposure(Exposure exposure)
    {
        int id = exposure.Dealer.Id.Value;
        if (id >= _exposures.Length)
            Array.Resize(ref _exposures, Math.Max(id + 1, _exposures.Length * 2));
        _exposures[id] = exposure;
    }

    public void CountOrder(int by)
    {
        OpenOrderCount += by;
        Sku.OpenOrderCount += by;
    }

    /// <summary>Puts an order where it belongs: into the book of its window, or among the divisible sells or complex buys.</summary>
    public void Rest(ref OrderRow row)
    {
        Order? order = WithTerms(row);
        if (order is { IsComplex: true })
        {
            RestComplex(order);
            return;
        }
        row.Shown = row.Leaves;
        if (!row.IsBuy)
            NoteSell(row, +1);
        if (order is { IsDivisible: true })
        {
            Divisible.Add(order);
            return;
        }
        ForwardBook book = Exact.Open(row.Window);
        row.Book = book.Number;
        book.On(row.Side).Append(ref row);
    }

    /// <summary>Takes an order from where it rests.</summary>
    public void Remove(ref OrderRow row)
    {
        Order? order = WithTerms(row);
        if (order is { IsComplex: true })
        {
            RemoveComplex(order);
            return;
        }
        if (!row.IsBuy)
            NoteSell(row, -1);
        if (order is { IsDivisible: true })
        {
            Divisible.Remove(order);
            return;
        }
        ForwardBook book = _table.BookOf(row)!;
        book.On(row.Side).Remove(ref row);
        row.Book = 0;
        Exact.CloseIfEmpty(book);
    }

    /// <summary>The book of a forward's exact window: the one it rests in, or that of its window, if there is one.</summary>
    public ForwardBook? BookOf(in OrderRow row) => _table.BookOf(row) ?? Exact.Find(row.Window);

    /// <summary>What is beyond the row of an order that has terms; null of a plain one.</summary>
    private Order? WithTerms(in OrderRow row) => row.HasTerms ? _table.Order(row.Number) : null;

    private static void RestComplex(Order order)
    {
        WindowTerms terms = order.Terms!;
        for (int i = 0; i < terms.MarketCount; i++)
        {
            ref MarketLimit at = ref terms.MarketAt(i);
            at.Market.ComplexBuys.Add(new ComplexEntry(order, at.LimitTicks));
        }
    }

    private static void RemoveComplex(Order order)
    {
        WindowTerms terms = order.Terms!;
        for (int i = 0; i < terms.MarketCount; i++)
        {
            ref MarketLimit at = ref terms.MarketAt(i);
            at.Market.ComplexBuys.Remove(new ComplexEntry(order, at.LimitTicks));
        }
    }

    /// <summary>A sell has come to rest, or leaves: the pool is a superset of what rests, so that it need not know of those who
    /// leave.</summary>
    private void NoteSell(in OrderRow sell, int by)
    {
        if (by > 0)
            _offers?.Forget();
        if (sell.AllOrNone)
            AllOrNoneSells += by;
    }
}
