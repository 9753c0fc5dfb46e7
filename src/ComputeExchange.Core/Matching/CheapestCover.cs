using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>Finds the cover of least cost: the row of parts that fills a window for the least money per GPU.</summary>
/// <remarks>
/// Dynamic programming from the window's end to its start. For a first hour t, the cheapest offer (then the earliest
/// placed) of every sub-window [t, u) comes from one pass over the offers, best first, each filling the sub-windows that no
/// better one has; a union-find over u passes the filled ones over, and those from whose end nothing goes on. What a last
/// part can be is found in one such pass for all t, so that two parts take no more than two passes. Then, for each number of parts k,
/// least(k, t) = min over u of price(t, u) x (u - t) + least(k - 1, u). The ties of the rule (fewer parts; then at each
/// boundary the earliest place, then the longest part) are decided where they arise, for what follows a boundary does not
/// depend on what came before it. Memory is hours x parts; time is hours x (offers + hours x parts) at the most.
/// </remarks>
internal sealed class CheapestCover
{
    private const long None = long.MaxValue;

    private readonly CoverPart[] _cover = new CoverPart[Limits.MaxParts];
    private Run[] _runs = new Run[64];
    private int[] _runEnd = new int[64];
    private int[] _runAt = new int[64];
    private int[] _cheapest = [];
    private int[] _nextFree = [];
    private long[] _least = [];
    private Choice[] _choice = [];

    private CoverOffers _offers = null!;
    private DeliveryWindow _window;
    private int _hours;
    private int _lot;
    private Func<int, bool> _fits = null!;

    /// <summary>For how many offers, and how many in all, the stretches have been listed.</summary>
    private int _collected;
    private int _runCount;

    /// <summary>The cost of the cover found, in ticks per GPU, as the search counts it.</summary>
    public long Cost { get; private set; }

    /// <summary>Finds the cheapest cover of at most so many parts, none shorter than an hour; its parts come with the index
    /// of their offer in <see cref="CoverPart.Gpus"/> and the search's price. Empty when there is none.</summary>
    /// <param name="offers">The offers, best first.</param>
    /// <param name="window">The window to fill.</param>
    /// <param name="maxParts">The most parts.</param>
    /// <param name="lot">What each part must have in every hour.</param>
    /// <param name="fits">Whether an all-or-none offer may be the only part.</param>
    public ReadOnlySpan<CoverPart> Find(
        CoverOffers offers, DeliveryWindow window, int maxParts, int lot, Func<int, bool> fits)
    {
        _offers = offers;
        _window = window;
        _hours = window.Hours;
        _lot = lot;
        _fits = fits;
        _collected = 0;
        _runCount = 0;
        if (!Has(0))
            return default;
        return maxParts == 1 ? FindOnePart() : FindParts(maxParts);
    }

    /// <summary>With one part the cheapest cover is the first offer that has the whole window: price-time priority.</summary>
    private ReadOnlySpan<CoverPart> FindOnePart()
    {
        for (int offer = 0; Has(offer); offer++)
        {
            int first = offer == 0 ? 0 : _runEnd[offer - 1];
            for (int run = first; run < _runEnd[offer]; run++)
            {
                if (_runs[run].Start != 0 || _runs[run].End != _hours || _offers[offer].LeastHours > _hours)
                    continue;
                Cost = (long)_offers[offer].SearchTicks * _hours;
                _cover[0] = PartOf(new Choice(offer, _hours), 0);
                return _cover.AsSpan(0, 1);
            }
        }
        return default;
    }

    private ReadOnlySpan<CoverPart> FindParts(int maxParts)
    {
        maxParts = Math.Min(maxParts, _hours);
        EnsureRoom(maxParts);
        int stride = maxParts + 1;
        _least.AsSpan(0, (_hours + 1) * stride).Fill(None);
        _least[_hours * stride] = 0;
        ChooseLastParts(stride);
        for (int t = maxParts > 2 ? _hours - 1 : 0; t >= 0; t--)
            if (FillRow(t, stride))
                ChooseParts(t, maxParts, stride);

        int parts = 0;
        Cost = None;
        for (int k = 1; k <= maxParts; k++)
            if (_least[k] < Cost)
                (Cost, parts) = (_least[k], k);
        for (int i = 0, t = 0; i < parts; i++)
        {
            Choice choice = _choice[t * stride + parts - i];
            _cover[i] = PartOf(choice, t);
            t = choice.End;
        }
        return _cover.AsSpan(0, parts);
    }

    /// <summary>For every first hour, the best offer up to the window's end, which is all that a last part can be.</summary>
    private void ChooseLastParts(int stride)
    {
        Span<int> nextFree = _nextFree.AsSpan(0, _hours + 2);
        for (int t = 0; t < nextFree.Length; t++)
            nextFree[t] = t;
        int left = _hours;
        for (int offer = 0; left > 0 && Has(offer); offer++)
        {
            int run = _runEnd[offer] - 1;
            if (run < (offer == 0 ? 0 : _runEnd[offer - 1]) || _runs[run].End != _hours)
                continue;
            int last = _runs[run].IsWhole ? _runs[run].Start : _hours - _offers[offer].LeastHours;
            for (int t = Free(nextFree, _runs[run].Start); t <= last; t = Free(nextFree, t))
            {
                _least[t * stride + 1] = (long)_offers[offer].SearchTicks * (_hours - t);
                _choice[t * stride + 1] = new Choice(offer, _hours);
                nextFree[t] = t + 1;
                left--;
            }
        }
    }

    /// <summary>For every end u that later parts can go on from, the best offer of [t, u); false when there is none at all.</summary>
    private bool FillRow(int t, int stride)
    {
        Span<int> cheapest = _cheapest.AsSpan(0, _hours + 1);
        Span<int> nextFree = _nextFree.AsSpan(0, _hours + 2);
        int free = 0;
        for (int u = t + 1; u < nextFree.Length; u++)
        {
            bool goesOn = u < _hours && CanGoOn(u, stride);
            nextFree[u] = goesOn || u > _hours ? u : u + 1;
            free += goesOn ? 1 : 0;
        }
        cheapest[t..].Fill(-1);
        int left = free;
        for (int offer = 0; left > 0 && Has(offer); offer++)
        {
            if (!TryGetRun(offer, t, out Run run))
                continue;
            int from = run.IsWhole ? run.End : t + _offers[offer].LeastHours;
            if (run.IsWhole && run.Start != t || from > run.End)
                continue;
            for (int u = Free(nextFree, from); u <= run.End; u = Free(nextFree, u))
            {
                cheapest[u] = offer;
                nextFree[u] = u + 1;
                left--;
            }
        }
        return left < free;
    }

    /// <summary>Whether the rest of the window from an hour on can be covered with a part to spare.</summary>
    private bool CanGoOn(int hour, int stride)
    {
        for (int k = 1; k < stride - 1; k++)
            if (_least[hour * stride + k] != None)
                return true;
        return false;
    }

    /// <summary>The stretch of an offer that an hour lies in; hours are asked for from the window's end to its start.</summary>
    private bool TryGetRun(int offer, int hour, out Run run)
    {
        int first = offer == 0 ? 0 : _runEnd[offer - 1];
        int at = _runAt[offer];
        while (at >= first && _runs[at].Start > hour)
            at--;
        _runAt[offer] = at;
        run = at >= first ? _runs[at] : default;
        return at >= first && run.End > hour;
    }

    private void ChooseParts(int t, int maxParts, int stride)
    {
        for (int k = 2; k <= maxParts; k++)
        {
            long least = None;
            Choice choice = default;
            for (int u = t + 1; u < _hours; u++)
            {
                int offer = _cheapest[u];
                long rest = _least[u * stride + k - 1];
                if (offer < 0 || rest == None)
                    continue;
                long cost = (long)_offers[offer].SearchTicks * (u - t) + rest;
                if (cost < least || cost == least && IsPreferred(offer, choice))
                    (least, choice) = (cost, new Choice(offer, u));
            }
            _least[t * stride + k] = least;
            _choice[t * stride + k] = choice;
        }
    }

    /// <summary>Of two parts of equally cheap covers, the offer with the earlier place, then the longer; ends are tried in
    /// ascending order, so that of one offer the later tried is the longer.</summary>
    private bool IsPreferred(int offer, Choice chosen) =>
        _offers[offer].Order.Place <= _offers[chosen.Offer].Order.Place;

    private CoverPart PartOf(Choice choice, int t) => new()
    {
        Offer = _offers[choice.Offer].Order,
        Window = new DeliveryWindow(_window.StartHour + t, choice.End - t),
        PriceTicks = _offers[choice.Offer].SearchTicks,
        Gpus = choice.Offer,
    };

    /// <summary>Whether there is an offer of an index; fetches it, and lists the stretches of the window in every hour of which
    /// it has a lot.</summary>
    private bool Has(int offer)
    {
        if (offer < _collected)
            return true;
        if (offer == _offers.Count && !_offers.TryFetch())
            return false;
        if (offer == _runEnd.Length)
        {
            Array.Resize(ref _runEnd, offer * 2);
            Array.Resize(ref _runAt, offer * 2);
        }
        ref CoverOffer at = ref _offers[offer];
        if (at.IsScreened)
            _runCount = at.Profile is { } profile ? AddRuns(profile, _runCount) : AddExact(at, offer, _runCount);
        _runEnd[offer] = _runCount;
        _runAt[offer] = _runCount - 1;
        _collected++;
        return true;
    }

    private int AddExact(in CoverOffer offer, int index, int count)
    {
        if (offer.Leaves < _lot || offer.Order.AllOrNone && (offer.Order.Window != _window || !_fits(index)))
            return count;
        int start = offer.Order.Window.StartHour - _window.StartHour;
        return AddRun(new Run(start, start + offer.Order.Window.Hours, IsWhole: true), count);
    }

    private int AddRuns(Books.CapacityProfile profile, int count)
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
            count = AddRun(new Run(openFrom, from, IsWhole: false), count);
            openFrom = -1;
        }
        return openFrom < 0 ? count : AddRun(new Run(openFrom, end, IsWhole: false), count);
    }

    private int AddRun(Run run, int count)
    {
        if (count == _runs.Length)
            Array.Resize(ref _runs, count * 2);
        _runs[count] = run;
        return count + 1;
    }

    private void EnsureRoom(int maxParts)
    {
        int cells = (_hours + 1) * (maxParts + 1);
        if (_least.Length < cells)
        {
            _least = new long[cells];
            _choice = new Choice[cells];
        }
        if (_cheapest.Length < _hours + 2)
        {
            _cheapest = new int[_hours + 2];
            _nextFree = new int[_hours + 2];
        }
    }

    /// <summary>The first end at or after one that no better offer has.</summary>
    private static int Free(Span<int> nextFree, int end)
    {
        while (nextFree[end] != end)
        {
            nextFree[end] = nextFree[nextFree[end]];
            end = nextFree[end];
        }
        return end;
    }

    /// <summary>A stretch of hours, counted from the window's start; an exact offer is a part only with the whole of its own.</summary>
    private readonly record struct Run(int Start, int End, bool IsWhole);

    /// <summary>A part: which offer, and where it ends.</summary>
    private readonly record struct Choice(int Offer, int End);
}
