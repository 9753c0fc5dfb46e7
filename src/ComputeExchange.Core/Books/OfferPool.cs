using System.Runtime.InteropServices;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The sells that rest in one market around a region of hours, best first, for the searches of complex buys.</summary>
/// <remarks>
/// Many buys ask the same question one after the other: in the walk of one sell, in a second look. What one of them has
/// fetched the next finds here, until another sell comes to rest in the market. Sells are fetched from the books as far as
/// somebody asks for; one that has left since tells so itself (<see cref="PooledSell.Rests"/>), as it tells what it has left.
/// Buys that ask in regions far apart by turns get both in one, so that it does not begin anew for each of them.
/// When trades have changed the index of divisible offers meanwhile, its search begins anew behind what is here already; as
/// much again is then fetched at once, so that all that is fetched twice stays in proportion.
/// </remarks>
internal sealed class OfferPool(Market market)
{
    /// <summary>When so many have been asked for one by one, the rest is fetched at once, unless there are too many.</summary>
    private const int OneByOne = 256;
    private const int AllAtOnce = 65_536;

    /// <summary>A region is at most so many times as long as what is asked for, twice that after each move.</summary>
    private const long MostTimesAsked = 4;
    private const int MostMoves = 30;

    private readonly ExactSells _exact = new();
    private readonly StretchSearch _search = new();
    private readonly List<(SellRank Rank, Order Sell)> _rest = [];
    private PooledSell[] _offers = [];
    private PooledSell[] _sorted = [];
    private int _sortedCount;
    private int _nextSorted;
    private Order? _nextDivisible;
    private SellRank _nextRank;
    private SellRank _lastDivisible;
    private int _indexVersion;
    private DeliveryWindow _region;
    private int _leastHours;
    private bool _isCurrent;

    /// <summary>How often the region has moved since a sell came to rest.</summary>
    private int _moves;

    /// <summary>How many have been fetched.</summary>
    public int Count { get; private set; }

    /// <summary>Another sell has come to rest, or one that rests was looked at as if it were another.</summary>
    public void Forget() => _isCurrent = false;

    /// <summary>Makes ready for a search in a span of hours, of parts of at least so many.</summary>
    public void Prepare(DeliveryWindow span, int leastHours)
    {
        if (_isCurrent && _region.Contains(span) && _leastHours <= leastHours)
            return;
        _moves = _isCurrent ? Math.Min(_moves + 1, MostMoves) : 0;
        _leastHours = !_isCurrent ? leastHours
            : leastHours < _leastHours ? Math.Max(leastHours / 2, 1)
            : _leastHours;
        _region = _isCurrent ? Around(span) : span;
        _isCurrent = true;
        _offers.AsSpan(0, Count).Clear();
        _sorted.AsSpan(0, _sortedCount).Clear();
        Count = _sortedCount = _nextSorted = 0;
        _lastDivisible = new SellRank(int.MinValue, 0);
        _exact.Begin(market.Exact, _region, _leastHours);
        BeginDivisible();
    }

    /// <summary>One of the sells that have been fetched, the best at 0; it may have left since.</summary>
    public ref readonly PooledSell this[int index] => ref _offers[index];

    /// <summary>Whether there is a sell of an index; fetches it.</summary>
    public bool Has(int index)
    {
        while (index >= Count)
            if (!Fetch())
                return false;
        return true;
    }

    /// <summary>What was asked for before, what is now and half as much again, so that spans that wander do not begin it anew each
    /// time; but no more than some times what is asked for, which doubles: spans that jump soon find all in one.</summary>
    private DeliveryWindow Around(DeliveryWindow span)
    {
        int start = Math.Min(_region.StartHour, span.StartHour), end = Math.Max(_region.EndHour, span.EndHour);
        if (end - start > (MostTimesAsked << _moves - 1) * span.Hours)
            (start, end) = (span.StartHour, span.EndHour);
        int more = Math.Min((end - start) / 2, Math.Min(start - DeliveryWindow.FirstHour, DeliveryWindow.LastHour - end));
        return DeliveryWindow.Between(start - Math.Max(more, 0), end + Math.Max(more, 0));
    }

    private void BeginDivisible()
    {
        _nextDivisible = null;
        if (market.Divisible.OfferCount == 0)
            return;
        _search.BeginOverlapping(market.Divisible, _region, _leastHours);
        _indexVersion = market.Divisible.Version;
        MoveOn();
    }

    /// <summary>Goes to the next divisible offer behind the last one taken. One with several stretches comes once for each from
    /// the search, one after the other, and counts once.</summary>
    private void MoveOn()
    {
        do
        {
            _nextDivisible = _search.Take(out _nextRank);
        }
        while (_nextDivisible is not null && !_lastDivisible.IsBefore(_nextRank));
    }

    private bool Fetch()
    {
        int wanted = Count + 1;
        if (_nextDivisible is not null && BeginAnewIfChanged())
            wanted += Count;
        int before = Count;
        if (_nextDivisible is not null && Count >= OneByOne && market.Divisible.OfferCount <= AllAtOnce)
            SortRest();
        while (Count < wanted && FetchOne())
        {
        }
        return Count > before;
    }

    /// <summary>Takes all divisible offers that are left, and sorts them.</summary>
    private void SortRest()
    {
        _rest.Add((_nextRank, _nextDivisible!));
        _search.TakeAll(_rest);
        CollectionsMarshal.AsSpan(_rest).Sort(static (left, right) => left.Rank.CompareTo(right.Rank));
        SellRank last = _lastDivisible;
        foreach ((SellRank rank, Order sell) in _rest)
        {
            if (last.IsBefore(rank))
                Append(ref _sorted, ref _sortedCount, new PooledSell(sell, rank));
            last = rank;
        }
        _rest.Clear();
        _nextDivisible = null;
    }

    private bool BeginAnewIfChanged()
    {
        market.Divisible.CatchUp();
        if (market.Divisible.Version == _indexVersion)
            return false;
        BeginDivisible();
        return true;
    }

    private bool FetchOne()
    {
        bool hasSorted = _nextSorted < _sortedCount;
        bool hasDivisible = hasSorted || _nextDivisible is not null;
        SellRank divisible = hasSorted ? _sorted[_nextSorted].Rank : _nextRank;
        if (_exact.TryPeek(out SellRank exact) && (!hasDivisible || exact.IsBefore(divisible)))
        {
            Append(_exact.Take());
            return true;
        }
        if (hasSorted)
        {
            Append(_sorted[_nextSorted++]);
        }
        else if (hasDivisible)
        {
            _lastDivisible = _nextRank;
            Append(new PooledSell(_nextDivisible!, _nextRank));
            MoveOn();
        }
        return hasDivisible;
    }

    private void Append(in PooledSell offer)
    {
        int count = Count;
        Append(ref _offers, ref count, offer);
        Count = count;
    }

    private static void Append(ref PooledSell[] offers, ref int count, in PooledSell offer)
    {
        if (count == offers.Length)
            Array.Resize(ref offers, Math.Max(64, count * 2));
        offers[count++] = offer;
    }
}
