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

/// <summary>The sells that a trial run may use, by price and place, on scratch state: nothing of the book is changed.</summary>
internal sealed class CoverOffers
{
    private readonly Stack<CapacityProfile> _drafts = new();
    private readonly StretchSearch _search = new();
    private CoverOffer[] _offers = new CoverOffer[64];
    private Order? _incoming;
    private Order _buy = null!;
    private DeliveryWindow _window;

    /// <summary>The least hours of a part: of a cover of one part all of them.</summary>
    private int _leastHours;

    public int Count { get; private set; }

    public ref CoverOffer this[int index] => ref _offers[index];

    /// <summary>Collects the offers of a market that could be a part of a cover of the window within its limit.</summary>
    public void Gather(Order buy, Market market, DeliveryWindow window, int limitTicks, Order? incoming, int incomingTicks)
    {
        Release();
        (_buy, _window, _incoming) = (buy, window, incoming);
        WindowTerms terms = buy.Terms!;
        _leastHours = terms.MaxParts == 1 ? window.Hours : terms.MinSlice;
        (int first, int end) = ExactBooks(market.Exact, window);
        int cheapest = incoming is null ? int.MaxValue : incomingTicks;
        for (int i = first; i < end; i++)
            if (IsInside(market.Exact[i]) && market.Exact[i].Asks.First is { } best)
                cheapest = Math.Min(cheapest, best.LimitTicks);
        if (market.Divisible.TryGetRoot(out SquareRef root))
            cheapest = Math.Min(cheapest, market.Divisible.BestOf(root.Square).Ticks);
        if (cheapest > limitTicks)
            return;

        long dearest = DearestUseful(limitTicks, cheapest);
        for (int i = first; i < end; i++)
            if (IsInside(market.Exact[i]))
                AddExact(market.Exact[i].Asks, dearest);
        AddDivisible(market.Divisible, dearest);
        if (incoming is not null)
            AddIfFit(incoming, incomingTicks);
        _offers.AsSpan(0, Count).Sort(static (left, right) => ByPriceThenPlace(left, right));
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

    /// <summary>Applies the screen anew to the offers of one seller, or of all.</summary>
    public void Screen(long ticksPerGpu, int lot, PendingCredit pending, Order? sellerOf = null)
    {
        for (int i = 0; i < Count; i++)
        {
            ref CoverOffer offer = ref _offers[i];
            if (sellerOf is null || offer.Order.Owner == sellerOf.Owner)
                offer.IsScreened = CreditScreen.Allowed(
                    _buy.Owner, offer.Order.Owner, ticksPerGpu, lot, lot, pending.With(offer.Order.Owner)) >= lot;
        }
    }

    /// <summary>The books of exact windows to look at, by start; with one part only that of the window itself.</summary>
    private static (int First, int End) ExactBooks(WindowIndex exact, DeliveryWindow window) =>
        (exact.FirstFrom(window.StartHour), exact.FirstFrom(window.EndHour));

    private bool IsInside(ForwardBook book) => _window.Contains(book.Window) && book.Window.Hours >= _leastHours;

    /// <summary>The highest price that a part can have in a cover within the limit: all other hours at the cheapest price.</summary>
    private long DearestUseful(int limitTicks, int cheapest)
    {
        long budget = (long)limitTicks * _window.Hours;
        return (budget - (long)cheapest * (_window.Hours - _leastHours)) / _leastHours;
    }

    private void AddExact(BookSide asks, long dearest)
    {
        for (Order? sell = asks.First; sell is not null && sell.LimitTicks <= dearest; sell = asks.After(sell))
            if (sell != _incoming)
                AddIfFit(sell, sell.LimitTicks);
    }

    /// <summary>An offer with several stretches in the window comes once for each, one after the other; and one that is about
    /// to enter anew still rests as it was, but counts as incoming.</summary>
    private void AddDivisible(StretchIndex divisible, long dearest)
    {
        if (divisible.OfferCount == 0)
            return;
        _search.BeginOverlapping(divisible, _window, _leastHours);
        Order? last = null;
        while (_search.Take() is { } sell && sell.LimitTicks <= dearest)
        {
            if (sell != last && sell != _incoming)
                AddIfFit(sell, sell.LimitTicks);
            last = sell;
        }
    }

    private void AddIfFit(Order sell, int searchTicks)
    {
        bool isDivisible = sell.IsDivisible;
        bool fits = isDivisible
            ? sell.Window.Overlaps(_window)
            : _window.Contains(sell.Window) && sell.Window.Hours >= _leastHours;
        if (!fits || sell.Owner == _buy.Owner || !sell.Supports(_buy.Workload))
            return;
        if (Count == _offers.Length)
            Array.Resize(ref _offers, Count * 2);
        _offers[Count++] = new CoverOffer
        {
            Order = sell,
            SearchTicks = searchTicks,
            LeastHours = isDivisible ? Math.Max(_leastHours, sell.Terms!.LeastSlice) : sell.Window.Hours,
            Leaves = sell.Leaves,
        };
    }

    private void Release()
    {
        for (int i = 0; i < Count; i++)
            if (_offers[i].Draft is { } draft)
                _drafts.Push(draft);
        _offers.AsSpan(0, Count).Clear();
        Count = 0;
    }

    private static int ByPriceThenPlace(in CoverOffer left, in CoverOffer right) =>
        left.SearchTicks != right.SearchTicks
            ? left.SearchTicks.CompareTo(right.SearchTicks)
            : left.Order.Place.CompareTo(right.Order.Place);
}
