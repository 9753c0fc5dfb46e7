using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>For each hour t of a window and each number of parts k, what the cheapest row of k parts that fills [t, end) costs.
/// </summary>
/// <remarks>
/// From the window's end to its start, least(k, t) is the least, over the supplies that t lies in and the ends u that such a
/// part may have, of price x (u - t) + least(k - 1, u). For one supply that is M(k, t) - price x t, where M is the least of
/// price x u + least(k - 1, u) over its ends; and as t goes down by an hour, one more end comes in, t + least hours. So each
/// supply carries its M along, and each hour costs a few instructions a supply, for all numbers of parts side by side in a
/// vector. Time is hours x supplies in front; memory is hours x parts.
/// Which part a cover begins with is found afterwards, on its way only, where the ties of the rule are decided too
/// (<see cref="FirstPart"/>): what follows a boundary does not depend on what came before it.
/// Offers that have not been fetched yet cost no less than the last that has. One open supply of all hours at that price stands
/// for them all: a cheapest cover without it is the cheapest there is, and where even with it none is within the limit, there
/// is none.
/// </remarks>
internal sealed class LeastCosts(SupplyFront front)
{
    /// <summary>No cover.</summary>
    public const long None = 1L << 61;

    /// <summary>What a supply carries before its first end: more than any end gives, None and a cost included.</summary>
    private const long NothingYet = 1L << 62;

    /// <summary>Costs of an hour: of 0 to MaxParts parts.</summary>
    private const int Row = Limits.MaxParts + 1;

    private const int Lanes = 4;

    /// <summary>All offers have been fetched, or no other can matter.</summary>
    public const int Closed = -1;

    /// <summary>What stands for the offers that have not been fetched.</summary>
    public const int Open = -2;

    private long[] _least = [];
    private long[] _carried = [];
    private int[] _active = [];
    private int _activeCount;

    /// <summary>For each hour, the first supply that comes in there, and for each supply the next that comes in with it.</summary>
    private int[] _firstIn = [];
    private int[] _nextIn = [];
    private Carrier[] _carriers = [];
    private int _count;
    private int _openTicks;
    private int _openLeastHours;
    private int[] _nextFree = [];
    private int _hours;

    /// <summary>The least cost of covering from an hour to the end with exactly so many parts.</summary>
    public long Of(int parts, int hour) => _least[hour * Row + parts];

    /// <summary>Finds all least costs for the supplies in front.</summary>
    /// <param name="offers">The offers.</param>
    /// <param name="hours">The hours of the window.</param>
    /// <param name="openTicks">The least price of the offers that have not been fetched; <see cref="Closed"/> when there are
    /// none.</param>
    public void Search(CoverOffers offers, int hours, int openTicks)
    {
        (_hours, _openTicks, _openLeastHours) = (hours, openTicks, offers.LeastHours);
        EnsureRoom();
        SortByHour(offers);
        Span<long> least = _least.AsSpan(0, (hours + 1) * Row);
        least[(hours * Row)..].Fill(None);
        least[hours * Row] = 0;
        _carried.AsSpan(0, _count * Limits.MaxParts).Fill(NothingYet);
        _activeCount = 0;
        for (int t = hours - 1; t >= 0; t--)
        {
            for (int i = _firstIn[t]; i != Supply.None; i = _nextIn[i])
                _active[_activeCount++] = i;
            SearchHour(t);
        }
    }

    /// <summary>The part that the preferred of the cheapest covers of [t, end) with so many parts begins with: the offer with the
    /// earliest place, then the longest part; what has not been fetched may have the earliest of all.</summary>
    public (int Offer, int End) FirstPart(CoverOffers offers, int parts, int t)
    {
        long least = Of(parts, t);
        Span<int> nextFree = _nextFree.AsSpan(0, _hours + 2);
        for (int u = t + 1; u < nextFree.Length; u++)
            nextFree[u] = u;
        (int Offer, int End) chosen = (Supply.None, 0);
        for (int i = 0; i < front.Count; i++)
        {
            ref readonly Supply supply = ref front[i];
            if (!CanBegin(supply, t))
                continue;
            long ticks = offers[supply.Offer].SearchTicks;
            int from = supply.IsWhole ? supply.End : t + supply.LeastHours;
            for (int u = Free(nextFree, from); u <= supply.End; u = Free(nextFree, u))
            {
                nextFree[u] = u + 1;
                if (ticks * (u - t) + Of(parts - 1, u) == least && IsPreferred(offers, supply.Offer, u, chosen))
                    chosen = (supply.Offer, u);
            }
        }
        if (IsOpenFirst(nextFree, parts, t, least))
            return (Open, 0);
        Invariant.Require(chosen.Offer != Supply.None, "a least cost has a part that it begins with");
        return chosen;
    }

    private bool IsOpenFirst(Span<int> nextFree, int parts, int t, long least)
    {
        if (_openTicks == Closed || t + _openLeastHours > _hours)
            return false;
        for (int u = Free(nextFree, t + _openLeastHours); u <= _hours; u = Free(nextFree, u + 1))
            if ((long)_openTicks * (u - t) + Of(parts - 1, u) == least)
                return true;
        return false;
    }

    private void EnsureRoom()
    {
        if (_firstIn.Length < _hours + 2)
        {
            _least = new long[(_hours + 2) * Row];
            _firstIn = new int[_hours + 2];
            _nextFree = new int[_hours + 2];
        }
        if (_active.Length > front.Count)
            return;
        int room = Math.Max(64, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)front.Count + 1));
        _active = new int[room];
        _nextIn = new int[room];
        _carriers = new Carrier[room];
        _carried = new long[room * Limits.MaxParts];
    }

    /// <summary>By the last hour that a part of each supply can begin with.</summary>
    private void SortByHour(CoverOffers offers)
    {
        _firstIn.AsSpan(0, _hours).Fill(Supply.None);
        _count = front.Count;
        for (int i = 0; i < _count; i++)
        {
            ref readonly Supply supply = ref front[i];
            _carriers[i] = new Carrier(supply.Start, supply.LeastHours, offers[supply.Offer].SearchTicks);
            ComeIn(i, supply.IsWhole ? supply.Start : supply.End - supply.LeastHours);
        }
        if (_openTicks == Closed)
            return;
        _carriers[_count] = new Carrier(0, _openLeastHours, _openTicks);
        ComeIn(_count++, _hours - _openLeastHours);
    }

    private void ComeIn(int carrier, int hour)
    {
        _nextIn[carrier] = _firstIn[hour];
        _firstIn[hour] = carrier;
    }

    private void SearchHour(int t)
    {
        Vector256<long> none = Vector256.Create(None);
        Vector256<long> leastLow = none, leastHigh = none;
        ref long rows = ref MemoryMarshal.GetArrayDataReference(_least);
        ref long carried = ref MemoryMarshal.GetArrayDataReference(_carried);
        for (int a = 0; a < _activeCount; a++)
        {
            int i = _active[a];
            ref readonly Carrier carrier = ref _carriers[i];
            if (carrier.Start > t)
            {
                _active[a--] = _active[--_activeCount];
                continue;
            }
            int u = t + carrier.LeastHours;
            Vector256<long> upTo = Vector256.Create(carrier.Ticks * u);
            nuint rest = (nuint)(u * Row), own = (nuint)(i * Limits.MaxParts);
            Vector256<long> low = Vector256.Min(
                Vector256.LoadUnsafe(ref carried, own), Vector256.LoadUnsafe(ref rows, rest) + upTo);
            Vector256<long> high = Vector256.Min(
                Vector256.LoadUnsafe(ref carried, own + Lanes), Vector256.LoadUnsafe(ref rows, rest + Lanes) + upTo);
            low.StoreUnsafe(ref carried, own);
            high.StoreUnsafe(ref carried, own + Lanes);
            Vector256<long> before = Vector256.Create(carrier.Ticks * t);
            leastLow = Vector256.Min(leastLow, low - before);
            leastHigh = Vector256.Min(leastHigh, high - before);
        }
        nuint row = (nuint)(t * Row);
        _least[t * Row] = None;
        leastLow.StoreUnsafe(ref rows, row + 1);
        leastHigh.StoreUnsafe(ref rows, row + 1 + Lanes);
    }

    private static bool CanBegin(in Supply supply, int t) => supply.IsWhole
        ? supply.Start == t
        : supply.Start <= t && t + supply.LeastHours <= supply.End;

    private static bool IsPreferred(CoverOffers offers, int offer, int end, (int Offer, int End) chosen)
    {
        if (chosen.Offer == Supply.None)
            return true;
        long place = offers[offer].Order.Place, chosenPlace = offers[chosen.Offer].Order.Place;
        return place != chosenPlace ? place < chosenPlace : end > chosen.End;
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

    /// <summary>What a supply needs on its way down the hours.</summary>
    private readonly record struct Carrier(int Start, int LeastHours, long Ticks);
}
