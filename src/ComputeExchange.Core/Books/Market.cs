using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>A SKU in a region: the exact books of its windows, its divisible offers, its complex buys.</summary>
internal sealed class Market(Sku sku, Region region, OrderTable table)
{
    public const int DefaultLeadHours = 1;

    /// <summary>Exposures by the dealer's id.</summary>
    private Exposure?[] _exposures = [];
    private OfferPool? _offers;

    public MarketId Id { get; } = new(sku.Id, region.Id);

    public Sku Sku { get; } = sku;

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
    public WindowIndex Exact { get; } = new(table);

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

    public void Rest(Order order)
    {
        if (order.IsComplex)
        {
            WindowTerms terms = order.Terms!;
            for (int i = 0; i < terms.MarketCount; i++)
            {
                ref MarketLimit at = ref terms.MarketAt(i);
                at.Market.ComplexBuys.Add(new ComplexEntry(order, at.LimitTicks));
            }
            return;
        }
        order.Shown = order.Leaves;
        if (!order.IsBuy)
            NoteSell(order, +1);
        if (order.IsDivisible)
        {
            Divisible.Add(order);
            return;
        }
        order.Book = Exact.Open(order.Window);
        order.Book.On(order.Side).Append(ref order.Row);
    }

    public void Remove(Order order)
    {
        if (order.IsComplex)
        {
            WindowTerms terms = order.Terms!;
            for (int i = 0; i < terms.MarketCount; i++)
            {
                ref MarketLimit at = ref terms.MarketAt(i);
                at.Market.ComplexBuys.Remove(new ComplexEntry(order, at.LimitTicks));
            }
            return;
        }
        if (!order.IsBuy)
            NoteSell(order, -1);
        if (order.IsDivisible)
        {
            Divisible.Remove(order);
            return;
        }
        ForwardBook book = order.Book!;
        book.On(order.Side).Remove(ref order.Row);
        order.Book = null;
        Exact.CloseIfEmpty(book);
    }

    /// <summary>A sell has come to rest, or leaves: the pool is a superset of what rests, so that it need not know of those who
    /// leave.</summary>
    private void NoteSell(Order sell, int by)
    {
        if (by > 0)
            _offers?.Forget();
        if (sell.AllOrNone)
            AllOrNoneSells += by;
    }
}
