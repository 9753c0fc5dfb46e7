using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The sells that rest in one market around a region of hours, best first, for the searches of complex buys.</summary>
/// <remarks>
/// Many buys ask the same question one after the other: in the walk of one sell, in a second look. What one of them has
/// fetched the next finds here, until another sell comes to rest in the market. Sells are fetched from the books as far as
/// somebody asks for; one that has left since is passed over (<see cref="TryGet"/>), and what it has left it tells itself.
/// When trades have changed the index of divisible offers meanwhile, its search begins anew behind what is here already; as
/// much again is then fetched at once, so that all that is fetched twice stays in proportion.
/// </remarks>
internal sealed class OfferPool(Market market)
{
    private readonly StretchSearch _search = new();
    private Pooled[] _offers = [];
    private Pooled[] _exact = [];
    private int _exactCount;
    private int _nextExact;
    private Order? _nextDivisible;
    private SellRank _nextRank;
    private SellRank _lastDivisible;
    private int _indexVersion;
    private DeliveryWindow _region;
    private int _leastHours;
    private bool _isCurrent;

    /// <summary>How many have been fetched.</summary>
    public int Count { get; private set; }

    /// <summary>Another sell has come to rest, or one that rests was looked at as if it were another.</summary>
    public void Forget() => _isCurrent = false;

    /// <summary>Makes ready for a search in a span of hours, of parts of at least so many.</summary>
    public void Prepare(DeliveryWindow span, int leastHours)
    {
        if (_isCurrent && _region.Contains(span) && _leastHours <= leastHours)
            return;
        bool grows = _isCurrent && _region.Overlaps(span);
        _leastHours = grows ? Math.Min(_leastHours, leastHours) : leastHours;
        _region = grows ? Around(_region, span) : span;
        _isCurrent = true;
        _offers.AsSpan(0, Count).Clear();
        _exact.AsSpan(0, _exactCount).Clear();
        Count = _exactCount = _nextExact = 0;
        _lastDivisible = new SellRank(int.MinValue, 0);
        CollectExact();
        BeginDivisible();
    }

    /// <summary>One of the sells, the best at 0; false when there are no more. One that has left comes out as null.</summary>
    public bool TryGet(int index, out SellRank rank, out Order? sell)
    {
        while (index >= Count)
        {
            if (!Fetch())
            {
                (rank, sell) = (SellRank.Last, null);
                return false;
            }
        }
        ref readonly Pooled offer = ref _offers[index];
        rank = offer.Rank;
        sell = offer.Sell.IsResting && SellRank.Of(offer.Sell) == rank ? offer.Sell : null;
        return true;
    }

    /// <summary>Both spans and half as much again, so that spans that wander do not begin it anew each time; but no more than a
    /// few times what is asked for.</summary>
    private static DeliveryWindow Around(DeliveryWindow region, DeliveryWindow span)
    {
        int start = Math.Min(region.StartHour, span.StartHour), end = Math.Max(region.EndHour, span.EndHour);
        if (end - start > 4 * span.Hours)
            (start, end) = (span.StartHour, span.EndHour);
        int more = Math.Min((end - start) / 2, Math.Min(start - DeliveryWindow.FirstHour, DeliveryWindow.LastHour - end));
        return DeliveryWindow.Between(start - Math.Max(more, 0), end + Math.Max(more, 0));
    }

    private void CollectExact()
    {
        WindowIndex exact = market.Exact;
        for (int i = exact.FirstFrom(_region.StartHour); i < exact.Count; i++)
        {
            ForwardBook book = exact[i];
            if (book.Window.StartHour >= _region.EndHour)
                break;
            if (!_region.Contains(book.Window) || book.Window.Hours < _leastHours)
                continue;
            for (Order? sell = book.Asks.First; sell is not null; sell = book.Asks.After(sell))
                Append(ref _exact, ref _exactCount, new Pooled(SellRank.Of(sell), sell));
        }
        _exact.AsSpan(0, _exactCount).Sort(static (left, right) => left.Rank.IsBefore(right.Rank) ? -1 : 1);
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
        while (Count < wanted && FetchOne())
        {
        }
        return Count > before;
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
        bool hasExact = _nextExact < _exactCount;
        if (!hasExact && _nextDivisible is null)
            return false;
        if (_nextDivisible is null || hasExact && _exact[_nextExact].Rank.IsBefore(_nextRank))
        {
            Append(_exact[_nextExact++]);
            return true;
        }
        _lastDivisible = _nextRank;
        Append(new Pooled(_nextRank, _nextDivisible));
        MoveOn();
        return true;
    }

    private void Append(in Pooled offer)
    {
        int count = Count;
        Append(ref _offers, ref count, offer);
        Count = count;
    }

    private static void Append(ref Pooled[] offers, ref int count, in Pooled offer)
    {
        if (count == offers.Length)
            Array.Resize(ref offers, Math.Max(64, count * 2));
        offers[count++] = offer;
    }

    /// <summary>A sell and its rank when it was fetched, by which a pooled order that serves again is told from it.</summary>
    private readonly record struct Pooled(SellRank Rank, Order Sell);
}
