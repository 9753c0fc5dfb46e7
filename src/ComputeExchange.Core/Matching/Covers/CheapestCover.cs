using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>Finds the covers of a window in the order in which a buy takes them: the row of parts that fills it for the least
/// money per GPU, again and again, while offers lose what is taken.</summary>
/// <remarks>With one part that is price-time priority: the first offer that has the whole window. With more,
/// <see cref="SupplyFront"/> keeps the offers that can matter and <see cref="LeastCosts"/> what each rest of the window costs.
/// </remarks>
internal sealed class CheapestCover
{
    /// <summary>By how much more offers the next search looks at.</summary>
    private const int FetchGrowth = 4;

    private readonly int _firstFetch;
    private readonly CoverPart[] _cover = new CoverPart[Limits.MaxParts];
    private readonly SupplyFront _front = new();
    private readonly LeastCosts _costs;

    private CoverOffers _offers = null!;
    private Func<int, bool> _fits = null!;
    private DeliveryWindow _window;
    private int _maxParts;
    private int _lot;

    /// <summary>Of a search for one part: all offers before this one have been passed over for good.</summary>
    private int _first;

    /// <param name="firstFetch">Offers that the first search looks at, when there are more.</param>
    public CheapestCover(int firstFetch = 16)
    {
        _firstFetch = firstFetch;
        _costs = new LeastCosts(_front);
    }

    /// <summary>The cost of the cover found, in ticks per GPU, as the search counts it.</summary>
    public long Cost { get; private set; }

    /// <summary>Begins with a window.</summary>
    /// <param name="offers">The offers, best first, of which nothing has been fetched yet.</param>
    /// <param name="window">The window to fill.</param>
    /// <param name="maxParts">The most parts.</param>
    /// <param name="lot">What each part must have in every hour.</param>
    /// <param name="fits">Whether an all-or-none offer may be the only part; what ceases to fit never fits again.</param>
    public void Begin(CoverOffers offers, DeliveryWindow window, int maxParts, int lot, Func<int, bool> fits)
    {
        (_offers, _window, _lot, _fits, _first) = (offers, window, lot, fits, 0);
        _maxParts = Math.Min(maxParts, window.Hours);
        if (_maxParts == 1)
            return;
        _front.Begin(offers, window, lot, fits);
    }

    /// <summary>An offer has sold in the run, or its seller no longer passes the screen.</summary>
    public void Change(int offer)
    {
        if (_maxParts > 1)
            _front.Change(offer);
    }

    /// <summary>Whether an offer has hours left for a part.</summary>
    public bool HasLeft(int offer) => _maxParts == 1 ? HasWindow(offer) : _front.HasLeft(offer);

    /// <summary>Finds the cheapest cover; its parts come with the index of their offer and the search's price. Empty when there
    /// is none within a cost.</summary>
    public ReadOnlySpan<CoverPart> Find(long mostCost)
    {
        ReadOnlySpan<CoverPart> cover = _maxParts == 1 ? FindOnePart() : FindParts(mostCost);
        return Cost <= mostCost ? cover : default;
    }

    private ReadOnlySpan<CoverPart> FindOnePart()
    {
        for (; _first < _offers.Count || _offers.TryFetch(); _first++)
        {
            if (!HasWindow(_first))
                continue;
            Cost = (long)_offers[_first].SearchTicks * _window.Hours;
            _cover[0] = PartOf(_first, _window);
            return _cover.AsSpan(0, 1);
        }
        Cost = LeastCosts.None;
        return default;
    }

    private bool HasWindow(int index)
    {
        ref CoverOffer offer = ref _offers[index];
        if (!offer.IsScreened || offer.Available(_window) < _lot)
            return false;
        return offer.Order.IsDivisible
            ? offer.LeastHours <= _window.Hours
            : offer.Order.Window == _window && (!offer.Order.AllOrNone || _fits(index));
    }

    /// <summary>Searches among the offers fetched so far, and fetches as many again as long as those that have not been fetched
    /// could make a difference.</summary>
    private ReadOnlySpan<CoverPart> FindParts(long mostCost)
    {
        for (int wanted = Math.Max(_firstFetch, _offers.Count); ; wanted *= FetchGrowth)
        {
            bool isClosed = Fetch(wanted);
            _costs.Search(_offers, _window.Hours, isClosed ? LeastCosts.Closed : _offers.LastTicks);
            int parts = FewestCheapest();
            if (Cost > mostCost)
                return default;
            if (TryTrace(parts))
                return _cover.AsSpan(0, parts);
        }
    }

    /// <summary>Fetches offers until there are so many; true when no other can matter.</summary>
    private bool Fetch(int wanted)
    {
        while (true)
        {
            _front.Refresh();
            if (_front.HasAll)
                return true;
            if (_offers.Count >= wanted)
                return false;
            if (!_front.TryFetch() && !_front.IsChanged)
                return true;
        }
    }

    private int FewestCheapest()
    {
        int parts = 0;
        Cost = LeastCosts.None;
        for (int k = 1; k <= _maxParts; k++)
            if (_costs.Of(k, 0) < Cost)
                (Cost, parts) = (_costs.Of(k, 0), k);
        return parts;
    }

    /// <summary>Writes the cover down part by part; false when an offer that has not been fetched could be among them.</summary>
    private bool TryTrace(int parts)
    {
        for (int i = 0, t = 0; i < parts; i++)
        {
            (int offer, int end) = _costs.FirstPart(_offers, parts - i, t);
            if (offer == LeastCosts.Open)
                return false;
            _cover[i] = PartOf(offer, new DeliveryWindow(_window.StartHour + t, end - t));
            t = end;
        }
        return true;
    }

    private CoverPart PartOf(int offer, DeliveryWindow window) => new()
    {
        Offer = _offers[offer].Order,
        Index = offer,
        Window = window,
        PriceTicks = _offers[offer].SearchTicks,
    };
}
