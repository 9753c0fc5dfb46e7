using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>The sells that a trial run may use, by price and place, on scratch state: nothing of the book is changed. They are
/// fetched one by one, as far as the search asks for, since mostly the cheapest few decide it.</summary>
internal sealed class CoverOffers
{
    /// <summary>Where starts lie further apart than this, nothing is led.</summary>
    private const int MostHoursLed = 16_384;

    private readonly FurthestReach _reach = new();
    private readonly Stack<CapacityProfile> _drafts = new();
    private readonly SellerScreen _screen = new();
    private CoverOffer[] _offers = new CoverOffer[64];

    /// <summary>What the buy may use of the market's sells in any window of the span, the best first.</summary>
    private EligibleSell[] _eligible = new EligibleSell[64];
    private int _eligibleCount;
    private int _nextEligible;
    private int _run;
    private bool _leads;
    private OfferPool _pool = null!;
    private int _nextPooled;

    private Order _buy = null!;
    private DeliveryWindow _span;
    private DeliveryWindow _window;
    private PendingCredit _pending = null!;
    private Order? _incoming;
    private SellRank _incomingRank;
    private bool _incomingWaits;
    private long _dearest;

    /// <summary>The least hours of a part: of a cover of one part all of them.</summary>
    public int LeastHours { get; private set; }

    /// <summary>How many have been fetched.</summary>
    public int Count { get; private set; }

    /// <summary>The price of the last that was looked at; what has not been costs no less.</summary>
    public int LastTicks => _nextEligible == 0 ? 0 : _eligible[_nextEligible - 1].Sell.Rank.Ticks;

    /// <summary>One that has been fetched, the best at 0.</summary>
    public ref CoverOffer this[int index] => ref _offers[index];

    /// <summary>Begins with the offers of a market that could be a part of a cover, within its limit, of any window of the
    /// buy's length inside a span: what all starts of a flexible buy have in common is gathered and screened once.</summary>
    public void BeginMarket(
        Order buy, Market market, DeliveryWindow span, int limitTicks, Order? incoming, int incomingTicks)
    {
        Release();
        _eligible.AsSpan(0, _eligibleCount).Clear();
        _eligibleCount = _nextPooled = 0;
        (_buy, _span, _pool) = (buy, span, market.Offers);
        LeastHours = buy.Terms!.MaxParts == 1 ? buy.Window.Hours : buy.Terms.MinSlice;
        _screen.Begin(buy.Owner, (long)limitTicks * buy.Window.Hours, market.Sku.Lot);
        (_incoming, _incomingWaits) = (incoming, incoming is not null);
        _incomingRank = incoming is null ? SellRank.Last : new SellRank(incomingTicks, incoming.Place);
        _leads = buy is { Terms.MaxParts: > 1, Window.Hours: > 1 } && span.Hours <= MostHoursLed;
        if (_leads)
            _reach.Begin(span.Hours, LeastHours);
        _pool.Prepare(span, LeastHours);
        _dearest = DearestUseful(limitTicks, buy.Window.Hours);
    }

    /// <summary>Begins a run of one window, with nothing sold and no credit used yet.</summary>
    public void BeginRun(DeliveryWindow window, PendingCredit pending)
    {
        Release();
        (_window, _pending, _nextEligible) = (window, pending, 0);
        _run = unchecked(_run + 1);
    }

    /// <summary>Fetches the run's next best offer that none leads; false when there is none left.</summary>
    public bool TryFetch()
    {
        while (_nextEligible < _eligibleCount || TryGather())
        {
            int rank = _nextEligible++;
            ref EligibleSell next = ref _eligible[rank];
            if (next.Leader != FurthestReach.None && _eligible[next.Leader].FreedInRun != _run)
                continue;
            if (TryAdd(rank))
                return true;
        }
        return false;
    }

    /// <summary>An offer has lost hours or its seller's credit: fetches those that it led.</summary>
    public void FetchLed(int offer)
    {
        ref EligibleSell leader = ref _eligible[_offers[offer].Rank];
        if (leader.FreedInRun == _run)
            return;
        leader.FreedInRun = _run;
        for (int led = leader.FirstLed; led != FurthestReach.None; led = _eligible[led].NextLed)
            if (led < _nextEligible)
                TryAdd(led);
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

    /// <summary>Whether the screen lets a seller sell one lot over the whole window after what the run has used.</summary>
    public bool Passes(Order sell) => _screen.Passes(sell.Owner, _pending);

    /// <summary>The highest price that a part can have in a cover within the limit: all other hours at the cheapest price.</summary>
    private long DearestUseful(int limitTicks, int hours)
    {
        int cheapest = Math.Min(_pool.Has(0) ? _pool[0].Rank.Ticks : int.MaxValue, _incomingRank.Ticks);
        if (cheapest > limitTicks)
            return 0;
        long budget = (long)limitTicks * hours;
        return (budget - (long)cheapest * (hours - LeastHours)) / LeastHours;
    }

    /// <summary>Gathers the next best sell of the market that the buy may use, the incoming one where its price puts it: one that
    /// is about to enter anew still rests as it was, and counts as incoming only. What fails here fails in every run, since runs
    /// only use credit and hours up.</summary>
    private bool TryGather()
    {
        while (true)
        {
            bool hasPooled = _pool.Has(_nextPooled) && _pool[_nextPooled].Rank.Ticks <= _dearest;
            if (_incomingWaits && (!hasPooled || _incomingRank.IsBefore(_pool[_nextPooled].Rank)))
            {
                _incomingWaits = false;
                if (_incomingRank.Ticks <= _dearest && TryAppend(new PooledSell(_incoming!, _incomingRank)))
                    return true;
            }
            else if (!hasPooled)
            {
                return false;
            }
            else
            {
                ref readonly PooledSell next = ref _pool[_nextPooled++];
                if (next.Order != _incoming && TryAppend(next))
                    return true;
            }
        }
    }

    private bool MayUse(in PooledSell sell) =>
        sell.Owner != _buy.Owner
        && HasHoursIn(_span, sell)
        && sell.Window.Hours >= LeastHours
        && (sell.IsDivisible || sell.Window.Hours <= _buy.Window.Hours)
        && (!sell.IsParticular || sell.Order.Supports(_buy.Workload))
        && _screen.Passes(sell.Owner);

    private static bool HasHoursIn(DeliveryWindow window, in PooledSell sell) =>
        sell.IsDivisible ? sell.Window.Overlaps(window) : window.Contains(sell.Window);

    /// <summary>Appends a sell that the buy may use. Whether it still rests is looked at when it would matter: one that is led
    /// is seldom looked at.</summary>
    private bool TryAppend(in PooledSell sell)
    {
        if (!MayUse(sell))
            return false;
        if (_eligibleCount == _eligible.Length)
            Array.Resize(ref _eligible, _eligibleCount * 2);
        int leastHours = Math.Max(LeastHours, sell.LeastSlice);
        ref EligibleSell eligible = ref _eligible[_eligibleCount];
        eligible = new EligibleSell(sell, leastHours);
        if (_leads)
            FindLeader(ref eligible, _eligibleCount);
        _eligibleCount++;
        return true;
    }

    /// <summary>A better offer that has all hours of another, with no longer a least slice, leads it: until that one has sold in
    /// a run, or lost its seller, the other can be in no cover that is chosen.</summary>
    private void FindLeader(ref EligibleSell eligible, int index)
    {
        DeliveryWindow hours = eligible.Sell.Window;
        int start = Math.Max(hours.StartHour, _span.StartHour) - _span.StartHour;
        int end = Math.Min(hours.EndHour, _span.EndHour) - _span.StartHour;
        eligible.Leader = _reach.Find(start, end, eligible.LeastHours);
        if (eligible.Leader != FurthestReach.None)
        {
            ref int first = ref _eligible[eligible.Leader].FirstLed;
            (eligible.NextLed, first) = (first, index);
        }
        else if (eligible.Sell.Order.Terms?.Profile is { RunCount: 1 } && Rests(eligible.Sell))
        {
            _reach.Note(index, start, end, eligible.LeastHours);
        }
    }

    /// <summary>Adds a sell to the run, unless it has nothing there. One that the screen fails is added only to let go of those
    /// that it leads.</summary>
    private bool TryAdd(int rank)
    {
        ref EligibleSell sell = ref _eligible[rank];
        if (!HasHoursIn(_window, sell.Sell) || !Rests(sell.Sell))
            return false;
        bool isScreened = _screen.Passes(sell.Sell.Owner, _pending);
        if (!isScreened && sell.FirstLed == FurthestReach.None)
        {
            sell.FreedInRun = _run;
            return false;
        }
        if (Count == _offers.Length)
            Array.Resize(ref _offers, Count * 2);
        _offers[Count++] = new CoverOffer
        {
            Order = sell.Sell.Order,
            SearchTicks = sell.Sell.Rank.Ticks,
            Rank = rank,
            LeastHours = sell.LeastHours,
            Leaves = sell.Sell.Order.Leaves,
            IsScreened = isScreened,
        };
        return true;
    }

    /// <summary>The incoming sell counts though it may not rest, and under the rank that its turn gives it.</summary>
    private bool Rests(in PooledSell sell) => sell.Order == _incoming || sell.Rests;

    private void Release()
    {
        for (int i = 0; i < Count; i++)
            if (_offers[i].Draft is { } draft)
                _drafts.Push(draft);
        _offers.AsSpan(0, Count).Clear();
        Count = 0;
    }

    /// <summary>A sell that the buy may use, ranked by what the search counts it at.</summary>
    private struct EligibleSell(in PooledSell sell, int leastHours)
    {
        public readonly PooledSell Sell = sell;

        /// <summary>The least hours of a part of the buy that it sells.</summary>
        public readonly int LeastHours = leastHours;

        /// <summary>Which leads it, and the first of those that it leads, and the next beside it.</summary>
        public int Leader = FurthestReach.None;
        public int FirstLed = FurthestReach.None;
        public int NextLed = FurthestReach.None;

        /// <summary>The last run in which it has let go of those.</summary>
        public int FreedInRun = 0;
    }
}
