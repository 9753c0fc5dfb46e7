using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>The supplies of one window among which the cheapest cover is to be found, best first: one that a better-ranked one
/// contains, with no longer a least slice, can be in no cover that is chosen, and hangs on that until it is gone.</summary>
/// <remarks>Of thousands of offers mostly some dozens stand in front. Offers are fetched as far as the search asks for.</remarks>
internal sealed class SupplyFront
{
    private readonly Dictionary<long, int> _wholeOf = [];
    private readonly List<int> _wholeOnly = [];
    private readonly List<int> _changed = [];
    private readonly FurthestReach _reach = new();
    private Supply[] _supplies = new Supply[64];
    private int _supplyCount;
    private (int First, int Count)[] _ofOffer = new (int, int)[64];
    private int[] _front = new int[64];
    private int[] _rebuilt = new int[64];
    private long[] _released = new long[64];
    private int _releasedCount;

    private CoverOffers _offers = null!;
    private Func<int, bool> _fits = null!;
    private DeliveryWindow _window;
    private int _hours;
    private int _lot;

    /// <summary>How many stand in front.</summary>
    public int Count { get; private set; }

    /// <summary>One that stands in front, the best at 0.</summary>
    public ref readonly Supply this[int index] => ref _supplies[_front[index]];

    /// <summary>Whether one in front has the whole window and no least slice, so that no further offer can matter.</summary>
    public bool HasAll => _reach.Find(0, _hours, _offers.LeastHours) != FurthestReach.None;

    /// <summary>Whether something has changed since it was last taken into account.</summary>
    public bool IsChanged => _changed.Count > 0;

    /// <summary>Begins with nothing fetched.</summary>
    public void Begin(CoverOffers offers, DeliveryWindow window, int lot, Func<int, bool> fits)
    {
        (_offers, _window, _hours, _lot, _fits) = (offers, window, window.Hours, lot, fits);
        Count = _supplyCount = _releasedCount = 0;
        _wholeOnly.Clear();
        _changed.Clear();
        ForgetReach();
    }

    /// <summary>Fetches offers until one more supply stands in front; false when there are no more offers, or what hung on one
    /// that the screen has ended must first be taken into account.</summary>
    public bool TryFetch()
    {
        int before = Count;
        while (Count == before && !IsChanged)
        {
            int offer = _offers.Count;
            if (!_offers.TryFetch())
                return false;
            List(offer);
            (int first, int count) = _ofOffer[offer];
            for (int id = first; id < first + count; id++)
                Place(id);
            if (!_offers[offer].IsScreened)
                Change(offer);
        }
        return !IsChanged;
    }

    /// <summary>An offer has sold in the run, or its seller no longer passes the screen.</summary>
    public void Change(int offer) => _changed.Add(offer);

    /// <summary>Whether an offer has hours left for a part.</summary>
    public bool HasLeft(int offer)
    {
        Refresh();
        return _ofOffer[offer].Count > 0;
    }

    /// <summary>Takes what has changed into account, before the next search.</summary>
    public void Refresh()
    {
        for (int i = 0; i < _wholeOnly.Count; i++)
            if (_ofOffer[_wholeOnly[i]].Count > 0 && !_fits(_wholeOnly[i]))
                Change(_wholeOnly[i]);
        if (!IsChanged)
            return;
        foreach (int offer in _changed)
            ListAnew(offer);
        _changed.Clear();
        Span<long> released = _released.AsSpan(0, _releasedCount);
        released.Sort();
        (int[] standing, int standingCount) = (_front, Count);
        (_front, _rebuilt) = (_rebuilt, _front);
        Count = 0;
        ForgetReach();
        int next = 0;
        for (int i = 0; i < standingCount; i++)
        {
            long key = KeyOf(standing[i]);
            while (next < released.Length && released[next] < key)
                Place(IdOf(released[next++]));
            Place(standing[i]);
        }
        while (next < released.Length)
            Place(IdOf(released[next++]));
        _releasedCount = 0;
    }

    /// <summary>What hung on an offer comes back, and what is left of it.</summary>
    private void ListAnew(int offer)
    {
        (int first, int count) = _ofOffer[offer];
        for (int id = first; id < first + count; id++)
        {
            ref Supply supply = ref _supplies[id];
            supply.IsGone = true;
            for (int hung = supply.FirstHung; hung != Supply.None; hung = _supplies[hung].NextHung)
                Release(hung);
            supply.FirstHung = Supply.None;
        }
        ReleaseListed(offer);
        int others = _offers.Count;
        _offers.FetchLed(offer);
        for (int other = others; other < _offers.Count; other++)
            ReleaseListed(other);
    }

    private void ReleaseListed(int offer)
    {
        List(offer);
        (int first, int count) = _ofOffer[offer];
        for (int id = first; id < first + count; id++)
            Release(id);
    }

    private void ForgetReach()
    {
        _reach.Begin(_hours, _offers.LeastHours);
        if (_wholeOf.Count > 0)
            _wholeOf.Clear();
    }

    private void Release(int id)
    {
        if (_releasedCount == _released.Length)
            Array.Resize(ref _released, _releasedCount * 2);
        _released[_releasedCount++] = KeyOf(id);
    }

    /// <summary>By which supplies are sorted: the offer's rank, then when it was listed.</summary>
    private long KeyOf(int id) => (long)_offers[_supplies[id].Offer].Rank << 32 | (uint)id;

    private static int IdOf(long key) => unchecked((int)key);

    /// <summary>Puts a supply, worse than all that have been placed, to the front or hangs it on one there.</summary>
    private void Place(int id)
    {
        ref Supply supply = ref _supplies[id];
        if (supply.IsGone)
            return;
        int better = BetterThan(supply);
        if (better != Supply.None)
        {
            supply.NextHung = _supplies[better].FirstHung;
            _supplies[better].FirstHung = id;
            return;
        }
        if (Count == _front.Length)
            Array.Resize(ref _front, Count * 2);
        _front[Count++] = id;
        if (supply.IsWhole)
            NoteWhole(supply, id);
        else
            _reach.Note(id, supply.Start, supply.End, supply.LeastHours);
    }

    /// <summary>A supply in front that has all hours of another and no longer a least slice.</summary>
    private int BetterThan(in Supply supply)
    {
        int longer = _reach.Find(supply.Start, supply.End, supply.LeastHours);
        if (longer != FurthestReach.None)
            return longer;
        return supply.IsWhole && _wholeOf.TryGetValue(HoursOf(supply), out int whole) ? whole : Supply.None;
    }

    /// <summary>An all-or-none offer may cease to fit the buy without having changed: nothing hangs on it.</summary>
    private void NoteWhole(in Supply supply, int id)
    {
        if (!_offers[supply.Offer].Order.AllOrNone)
            _wholeOf.Add(HoursOf(supply), id);
    }

    private static long HoursOf(in Supply supply) => (long)supply.Start << 32 | (uint)supply.End;

    /// <summary>Lists what an offer has left in the window.</summary>
    private void List(int index)
    {
        if (index >= _ofOffer.Length)
            Array.Resize(ref _ofOffer, _ofOffer.Length * 2);
        ref CoverOffer offer = ref _offers[index];
        int first = _supplyCount;
        if (offer.IsScreened && offer.Profile is { } profile)
            AddStretches(profile, index, offer.LeastHours);
        else if (offer.IsScreened)
            AddExact(offer, index);
        _ofOffer[index] = (first, _supplyCount - first);
    }

    private void AddExact(in CoverOffer offer, int index)
    {
        if (offer.Leaves < _lot)
            return;
        if (offer.Order.AllOrNone)
        {
            if (offer.Order.Window != _window || !_fits(index))
                return;
            _wholeOnly.Add(index);
        }
        int start = offer.Order.Window.StartHour - _window.StartHour;
        Add(index, start, start + offer.Order.Window.Hours, offer.LeastHours, isWhole: true);
    }

    private void AddStretches(Books.CapacityProfile profile, int index, int leastHours)
    {
        int openFrom = -1;
        int end = 0;
        for (int run = profile.RunOf(_window.StartHour); run < profile.RunCount; run++)
        {
            DeliveryWindow hours = profile.RunAt(run);
            if (hours.StartHour >= _window.EndHour)
                break;
            int from = Math.Max(hours.StartHour - _window.StartHour, 0);
            end = Math.Min(hours.EndHour - _window.StartHour, _hours);
            bool has = profile.GpusAt(run) >= _lot && end > from;
            if (has && openFrom < 0)
                openFrom = from;
            if (has || openFrom < 0)
                continue;
            Add(index, openFrom, from, leastHours, isWhole: false);
            openFrom = -1;
        }
        if (openFrom >= 0)
            Add(index, openFrom, end, leastHours, isWhole: false);
    }

    private void Add(int offer, int start, int end, int leastHours, bool isWhole)
    {
        if (end - start < leastHours)
            return;
        if (_supplyCount == _supplies.Length)
            Array.Resize(ref _supplies, _supplyCount * 2);
        _supplies[_supplyCount++] = new Supply
        {
            Offer = offer,
            Start = start,
            End = end,
            LeastHours = leastHours,
            IsWhole = isWhole,
            FirstHung = Supply.None,
            NextHung = Supply.None,
        };
    }
}
