using ComputeExchange.Core.Books;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>What an incoming sell counts for, and gets, in a search of a resting buy.</summary>
internal enum SellTurn
{
    /// <summary>There is no incoming sell: the buy looks at what rests.</summary>
    None,

    /// <summary>Counted at the buy's limit, or its own price where that is higher, and paid that: who rests sets the price.</summary>
    First,

    /// <summary>Counted at its own price, and paid what the limit leaves after the other parts.</summary>
    Second,
}

/// <summary>Runs a complex buy through one market and window on scratch state: the cheapest cover, again and again.</summary>
internal sealed class CoverPlanner
{
    private readonly CoverOffers _offers = new();
    private readonly CheapestCover _cheapest = new();
    private readonly PendingCredit _pending = new();
    private readonly CoverPart[] _priced = new CoverPart[Limits.MaxParts];
    private readonly Func<int, bool> _fitsWhole;

    private Order _buy = null!;
    private Market _market = null!;
    private Order? _incoming;
    private SellTurn _turn;
    private int _limitTicks;
    private int _atLimitTicks;
    private DeliveryWindow _window;
    private int _wanted;

    /// <summary>The lot of the market that the run is in: an alternative's may be another than the first market's.</summary>
    private int _lot;

    /// <summary>Whether only a cover with the incoming sell can exist, and which of the run's offers that is once it has sold.
    /// </summary>
    private bool _needsIncoming;
    private int _incomingIndex;

    public CoverPlanner() => _fitsWhole = FitsWhole;

    /// <summary>Begins with a buy in one of its markets; runs of windows inside the span follow. False when none of them can find
    /// a cover.</summary>
    public bool Begin(Order buy, Market market, int limitTicks, DeliveryWindow span, Order? incoming, SellTurn turn)
    {
        (_buy, _market, _limitTicks, _incoming, _turn) = (buy, market, limitTicks, incoming, turn);
        _lot = market.Sku.Lot;
        _atLimitTicks = incoming is null || incoming.IsMarket ? limitTicks : Math.Max(limitTicks, incoming.LimitTicks);
        int incomingTicks = turn == SellTurn.Second ? incoming!.LimitTicks : _atLimitTicks;
        _needsIncoming = incoming is not null && HadNoCover(buy, market);
        if (_needsIncoming && !MayDeal(buy, incoming!))
            return false;
        _offers.BeginMarket(buy, market, span, limitTicks, incoming, incomingTicks);
        return true;
    }

    /// <summary>Whether the screen lets the buy have a lot from the incoming sell's owner before any run.</summary>
    private bool MayDeal(Order buy, Order incoming) =>
        CreditScreen.Allowed(buy.Owner, incoming.Owner, (long)_limitTicks * buy.Window.Hours, _lot, _lot, pending: 0) > 0;

    /// <summary>Whether a resting buy cannot have had a cover before the sell came in: after every command none is left that could
    /// trade, but where all-or-none or MinQty decide. Then each cover has the incoming sell in it.</summary>
    private static bool HadNoCover(Order buy, Market market) =>
        !buy.AllOrNone && buy.MinQuantity == 0 && market.AllOrNoneSells == 0;

    /// <summary>Fills the plan with the covers of a window that the buy would take; with none when the run does not count:
    /// all-or-none and fill-or-kill want the whole quantity, the first fill at least MinQty; and with none as soon as it is sure
    /// that the run is no better than the best before it.</summary>
    public void Run(DeliveryWindow window, CoverPlan plan, CoverPlan best)
    {
        plan.Begin(_market, _limitTicks, window);
        _window = window;
        _wanted = _buy.Leaves;
        _incomingIndex = FurthestReach.None;
        _pending.Clear();
        _offers.BeginRun(window, _pending);
        _cheapest.Begin(_offers, window, _buy.Terms!.MaxParts, _lot, _fitsWhole);
        long budget = (long)_limitTicks * window.Hours;
        while (_wanted > 0 && MayFindMore() && TakeCheapest(plan, best, budget))
        {
        }
        if (!Counts(plan.Filled))
            plan.Clear();
    }

    private bool MayFindMore() =>
        !_needsIncoming || _incomingIndex == FurthestReach.None || _cheapest.HasLeft(_incomingIndex);

    /// <summary>Whether a run whose next cover costs so much cannot save more than the best before it, which filled all: later
    /// covers are never cheaper.</summary>
    private bool IsNoBetter(CoverPlan plan, CoverPlan best, long budget) =>
        best.Filled == _buy.Leaves && plan.Saving + (Int128)_wanted * (budget - _cheapest.Cost) <= best.Saving;

    private bool Counts(int filled)
    {
        if (_buy.Filled == 0 && filled < _buy.MinQuantity)
            return false;
        bool wantsWhole = _buy.AllOrNone || _buy.TimeInForce == TimeInForce.FillOrKill;
        return !wantsWhole || filled == _buy.Leaves;
    }

    private bool TakeCheapest(CoverPlan plan, CoverPlan best, long budget)
    {
        ReadOnlySpan<CoverPart> cover = _cheapest.Find(mostCost: budget);
        if (cover.IsEmpty)
            return false;
        if (IsNoBetter(plan, best, budget))
        {
            plan.Clear();
            return false;
        }
        Span<CoverPart> parts = Price(cover, budget);
        int gpus = QuantityOf(parts);
        Invariant.Require(gpus > 0, "a cover once found always trades");
        for (int i = 0; i < parts.Length; i++)
        {
            ref CoverOffer offer = ref _offers[parts[i].Index];
            _offers.Take(ref offer, parts[i].Window, gpus);
            _pending.Add(offer.Order.Owner, (Int128)gpus * parts[i].PriceTicks * parts[i].Window.Hours);
            if (offer.Order == _incoming)
                _incomingIndex = parts[i].Index;
        }
        for (int i = 0; i < parts.Length; i++)
            if (IsFirstOfSeller(parts, i) && !_offers.Passes(parts[i].Offer))
                LoseSeller(parts[i].Offer.Owner);
        foreach (CoverPart part in parts)
            _cheapest.Change(part.Index);
        plan.Add(parts, gpus);
        _wanted -= gpus;
        return true;
    }

    /// <summary>A seller whose credit the run has used up sells no more in it.</summary>
    private void LoseSeller(Participant seller)
    {
        for (int i = 0; i < _offers.Count; i++)
        {
            if (_offers[i].Order.Owner != seller || !_offers[i].IsScreened)
                continue;
            _offers[i].IsScreened = false;
            _cheapest.Change(i);
        }
    }

    /// <summary>Resting offers get their own prices; the incoming sell gets what its turn gives it.</summary>
    private Span<CoverPart> Price(ReadOnlySpan<CoverPart> cover, long budget)
    {
        Span<CoverPart> parts = _priced.AsSpan(0, cover.Length);
        cover.CopyTo(parts);
        if (_turn != SellTurn.Second)
            return parts;
        long others = 0;
        int hours = 0;
        foreach (CoverPart part in parts)
        {
            if (part.Offer == _incoming)
                hours += part.Window.Hours;
            else
                others += (long)part.PriceTicks * part.Window.Hours;
        }
        if (hours == 0)
            return parts;
        int paid = (int)Math.Min((budget - others) / hours, _atLimitTicks);
        foreach (ref CoverPart part in parts)
            if (part.Offer == _incoming)
                part.PriceTicks = paid;
        return parts;
    }

    /// <summary>The least of what the buy wants, what each part has, and what credit allows over each seller's parts.</summary>
    private int QuantityOf(Span<CoverPart> parts)
    {
        int gpus = _wanted;
        foreach (CoverPart part in parts)
            gpus = Math.Min(gpus, _offers[part.Index].Available(part.Window));
        gpus -= gpus % _lot;
        for (int i = 0; i < parts.Length; i++)
            if (IsFirstOfSeller(parts, i))
                gpus = AllowedBy(parts, i, gpus);
        return gpus;
    }

    private int AllowedBy(Span<CoverPart> parts, int first, int wanted)
    {
        var seller = parts[first].Offer.Owner;
        long ticksPerGpu = 0;
        foreach (CoverPart part in parts)
            if (part.Offer.Owner == seller)
                ticksPerGpu += (long)part.PriceTicks * part.Window.Hours;
        return CreditScreen.Allowed(_buy.Owner, seller, ticksPerGpu, wanted, _lot, _pending.With(seller));
    }

    private static bool IsFirstOfSeller(Span<CoverPart> parts, int index)
    {
        for (int i = 0; i < index; i++)
            if (parts[i].Offer.Owner == parts[index].Offer.Owner)
                return false;
        return true;
    }

    /// <summary>Whether the buy takes an all-or-none offer of the whole window whole, and credit allows that at the price
    /// that it would get.</summary>
    private bool FitsWhole(int index)
    {
        ref CoverOffer offer = ref _offers[index];
        int gpus = offer.Leaves;
        if (gpus > _wanted)
            return false;
        int paid = offer.Order == _incoming ? _atLimitTicks : offer.Order.LimitTicks;
        return CreditScreen.Allowed(
            _buy.Owner, offer.Order.Owner, (long)paid * _window.Hours, gpus, _lot, _pending.With(offer.Order.Owner)) >= gpus;
    }
}
