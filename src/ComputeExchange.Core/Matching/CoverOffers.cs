using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>A sell in a trial run, with what the run has left of it.</summary>
internal struct CoverOffer
{
    public Order Order;

    /// <summary>What the search counts it at.</summary>
    public int SearchTicks;

    /// <summary>The least hours of a part that it sells.</summary>
    public int LeastHours;

    /// <summary>What is left of an exact offer.</summary>
    public int Leaves;

    /// <summary>What is left of a divisible offer once the run has sold of it; until then its own profile tells.</summary>
    public CapacityProfile? Draft;

    /// <summary>Whether the screen still lets its seller sell one lot over the whole window.</summary>
    public bool IsScreened;

    public readonly CapacityProfile? Profile => Draft ?? Order.Terms?.Profile;

    public readonly int Available(DeliveryWindow window) => Profile is { } profile ? profile.Least(window) : Leaves;
}

/// <summary>The sells that a trial run may use, by price and place, on scratch state: nothing of the book is changed. They are
/// fetched one by one, as far as the search asks for, since mostly the cheapest few decide it.</summary>
internal sealed class CoverOffers
{
    private readonly Stack<CapacityProfile> _drafts = new();
    private readonly StretchSearch _search = new();
    private CoverOffer[] _offers = new CoverOffer[64];
    private Sell[] _exact = new Sell[64];
    private int _exactCount;
    private int _nextExact;

    /// <summary>What has been fetched for all windows of the span, the best first.</summary>
    private Sell[] _shared = new Sell[64];
    private int _sharedCount;
    private int _nextShared;
    private Order? _nextDivisible;

    private Order _buy = null!;
    private DeliveryWindow _span;
    private DeliveryWindow _window;
    private PendingCredit _pending = null!;
    private Order? _incoming;
    private int _lot;
    private long _ticksPerGpu;
    private long _dearest;

    /// <summary>The least hours of a part: of a cover of one part all of them.</summary>
    private int _leastHours;

    /// <summary>How many have been fetched.</summary>
    public int Count { get; private set; }

    /// <summary>One that has been fetched, the best at 0.</summary>
    public ref CoverOffer this[int index] => ref _offers[index];

    /// <summary>Begins with the offers of a market that could be a part of a cover, within its limit, of any window of the
    /// buy's length inside a span: what all starts of a flexible buy have in common is fetched and screened once.</summary>
    public void BeginMarket(
        Order buy, Market market, DeliveryWindow span, int limitTicks, Order? incoming, int incomingTicks)
    {
        Release();
        _shared.AsSpan(0, _sharedCount).Clear();
        _exact.AsSpan(0, _exactCount).Clear();
        _sharedCount = _exactCount = _nextExact = 0;
        _nextDivisible = null;
        (_buy, _span, _incoming) = (buy, span, incoming);
        (_lot, _ticksPerGpu) = (market.Sku.Lot, (long)limitTicks * buy.Window.Hours);
        _leastHours = buy.Terms!.MaxParts == 1 ? buy.Window.Hours : buy.Terms.MinSlice;
        WindowIndex exact = market.Exact;
        int first = exact.FirstFrom(span.StartHour), end = exact.FirstFrom(span.EndHour);
        int cheapest = Cheapest(market, first, end, incoming is null ? int.MaxValue : incomingTicks);
        if (cheapest > limitTicks)
            return;

        _dearest = DearestUseful(limitTicks, cheapest);
        for (int i = first; i < end; i++)
            if (IsInside(exact[i]))
                AddExact(exact[i].Asks);
        if (incoming is not null)
            AddSell(new Sell(new SellRank(incomingTicks, incoming.Place), incoming));
        _exact.AsSpan(0, _exactCount).Sort(static (left, right) => left.Rank.IsBefore(right.Rank) ? -1 : 1);
        BeginDivisible(market.Divisible);
    }

    /// <summary>Begins a run of one window, with nothing sold and no credit used yet.</summary>
    public void BeginRun(DeliveryWindow window, PendingCredit pending)
    {
        Release();
        (_window, _pending, _nextShared) = (window, pending, 0);
    }

    /// <summary>Fetches the run's next best offer; false when there is none left.</summary>
    public bool TryFetch()
    {
        while (_nextShared < _sharedCount || TryShare())
        {
            ref readonly Sell next = ref _shared[_nextShared++];
            if (!HasHoursIn(_window, next.Order) || !Passes(next.Order, _pending.With(next.Order.Owner)))
                continue;
            Add(next);
            return true;
        }
        return false;
    }

    /// <summary>Sells of an offer in the trial.</summary>
    public void Take(ref CoverOffer offer, DeliveryWindow window, int gpus)
    {
        if (offer.Order.Terms is not { Profile: { } profile })
        {
            offer.Leaves -= gpus;
            return;
        }
        if (offer.Draft is null)
        {
            offer.Draft = _drafts.TryPop(out CapacityProfile? draft) ? draft : new CapacityProfile();
            offer.Draft.CopyFrom(profile);
        }
        offer.Draft.Take(window, gpus);
    }

    /// <summary>Applies the screen anew to the offers of one seller, whose credit the run has used.</summary>
    public void ScreenAgain(Order sellerOf)
    {
        for (int i = 0; i < Count; i++)
            if (_offers[i].Order.Owner == sellerOf.Owner)
                _offers[i].IsScreened = Passes(_offers[i].Order, _pending.With(sellerOf.Owner));
    }

    /// <summary>The cheapest price that any part could have, at the least.</summary>
    private int Cheapest(Market market, int first, int end, int cheapest)
    {
        for (int i = first; i < end; i++)
            if (IsInside(market.Exact[i]) && market.Exact[i].Asks.First is { } best)
                cheapest = Math.Min(cheapest, best.LimitTicks);
        return market.Divisible.TryGetRoot(out SquareRef root)
            ? Math.Min(cheapest, market.Divisible.BestOf(root.Square).Ticks)
            : cheapest;
    }

    private bool IsInside(ForwardBook book) =>
        _span.Contains(book.Window) && book.Window.Hours >= _leastHours && book.Window.Hours <= _buy.Window.Hours;

    /// <summary>The highest price that a part can have in a cover within the limit: all other hours at the cheapest price.</summary>
    private long DearestUseful(int limitTicks, int cheapest)
    {
        long budget = (long)limitTicks * _buy.Window.Hours;
        return (budget - (long)cheapest * (_buy.Window.Hours - _leastHours)) / _leastHours;
    }

    private void AddExact(BookSide asks)
    {
        for (Order? sell = asks.First; sell is not null && sell.LimitTicks <= _dearest; sell = asks.After(sell))
            if (sell != _incoming)
                AddSell(new Sell(SellRank.Of(sell), sell));
    }

    private void AddSell(in Sell sell)
    {
        if (_exactCount == _exact.Length)
            Array.Resize(ref _exact, _exactCount * 2);
        _exact[_exactCount++] = sell;
    }

    private void BeginDivisible(StretchIndex divisible)
    {
        if (divisible.OfferCount == 0)
            return;
        _search.BeginOverlapping(divisible, _span, _leastHours);
        TakeDivisible();
    }

    /// <summary>The divisible offer that is next, after moving on behind it. One with several stretches in the window comes
    /// once for each from the search, one after the other, and counts once; one that is about to enter anew still rests as it
    /// was, and counts as incoming only.</summary>
    private Sell TakeDivisible()
    {
        Order? taken = _nextDivisible;
        Order? next = _search.Take();
        while (next is not null && (next == taken || next == _incoming))
            next = _search.Take();
        _nextDivisible = next is not null && next.LimitTicks <= _dearest ? next : null;
        return taken is null ? default : new Sell(SellRank.Of(taken), taken);
    }

    /// <summary>Fetches the next best offer that is another's, supports the workload and passes the screen; what fails here
    /// fails in every run, since runs only use credit.</summary>
    private bool TryShare()
    {
        while (true)
        {
            bool hasExact = _nextExact < _exactCount;
            if (!hasExact && _nextDivisible is null)
                return false;
            bool isExact = _nextDivisible is null
                || hasExact && _exact[_nextExact].Rank.IsBefore(SellRank.Of(_nextDivisible));
            Sell next = isExact ? _exact[_nextExact++] : TakeDivisible();
            Order sell = next.Order;
            if (sell.Owner == _buy.Owner || !sell.Supports(_buy.Workload) || !Passes(sell, pending: 0))
                continue;
            if (_sharedCount == _shared.Length)
                Array.Resize(ref _shared, _sharedCount * 2);
            _shared[_sharedCount++] = next;
            return true;
        }
    }

    private bool HasHoursIn(DeliveryWindow window, Order sell) => sell.IsDivisible
        ? sell.Window.Overlaps(window)
        : window.Contains(sell.Window) && sell.Window.Hours >= _leastHours;

    private void Add(in Sell sell)
    {
        if (Count == _offers.Length)
            Array.Resize(ref _offers, Count * 2);
        _offers[Count++] = new CoverOffer
        {
            Order = sell.Order,
            SearchTicks = sell.Rank.Ticks,
            LeastHours = sell.Order.IsDivisible
                ? Math.Max(_leastHours, sell.Order.Terms!.LeastSlice)
                : sell.Order.Window.Hours,
            Leaves = sell.Order.Leaves,
            IsScreened = true,
        };
    }

    private bool Passes(Order sell, Int128 pending) =>
        CreditScreen.Allowed(_buy.Owner, sell.Owner, _ticksPerGpu, _lot, _lot, pending) >= _lot;

    private void Release()
    {
        for (int i = 0; i < Count; i++)
            if (_offers[i].Draft is { } draft)
                _drafts.Push(draft);
        _offers.AsSpan(0, Count).Clear();
        Count = 0;
    }

    /// <summary>A sell and the rank that the search gives it.</summary>
    private readonly record struct Sell(SellRank Rank, Order Order);
}
