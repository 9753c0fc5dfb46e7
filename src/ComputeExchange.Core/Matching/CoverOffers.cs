using ComputeExchange.Core.Books;
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
    private CoverOffer[] _offers = new CoverOffer[64];
    private Order? _incoming;

    public int Count { get; private set; }

    public ref CoverOffer this[int index] => ref _offers[index];

    /// <summary>Collects the offers of a market that could be a part of a cover of the window.</summary>
    public void Gather(Order buy, Market market, DeliveryWindow window, Order? incoming, int incomingTicks)
    {
        Release();
        int minSlice = buy.Terms!.MinSlice;
        _incoming = incoming;
        GatherExact(buy, market.Exact, window, minSlice);
        GatherDivisible(buy, market.Divisible, window, minSlice);
        if (incoming is not null)
            AddIfFit(buy, incoming, incomingTicks, window, minSlice);
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
    public void Screen(Order buy, long ticksPerGpu, int lot, PendingCredit pending, Order? sellerOf = null)
    {
        for (int i = 0; i < Count; i++)
        {
            ref CoverOffer offer = ref _offers[i];
            if (sellerOf is null || offer.Order.Owner == sellerOf.Owner)
                offer.IsScreened = CreditScreen.Allowed(
                    buy.Owner, offer.Order.Owner, ticksPerGpu, lot, lot, pending.With(offer.Order.Owner)) >= lot;
        }
    }

    private void GatherExact(Order buy, WindowIndex exact, DeliveryWindow window, int minSlice)
    {
        if (buy.Terms!.MaxParts == 1)
        {
            AddAll(buy, exact.Find(window), window, minSlice);
            return;
        }
        for (int i = exact.FirstFrom(window.StartHour); i < exact.Count && exact[i].Window.StartHour < window.EndHour; i++)
            if (window.Contains(exact[i].Window))
                AddAll(buy, exact[i], window, minSlice);
    }

    private void AddAll(Order buy, ForwardBook? book, DeliveryWindow window, int minSlice)
    {
        for (Order? sell = book?.Asks.First; sell is not null; sell = book!.Asks.After(sell))
            AddResting(buy, sell, sell.LimitTicks, window, minSlice);
    }

    private void GatherDivisible(Order buy, BookSide divisible, DeliveryWindow window, int minSlice)
    {
        for (Order? sell = divisible.First; sell is not null; sell = divisible.After(sell))
            AddResting(buy, sell, sell.LimitTicks, window, minSlice);
    }

    /// <summary>An offer that is about to enter anew still rests as it was: it counts once, as incoming.</summary>
    private void AddResting(Order buy, Order sell, int searchTicks, DeliveryWindow window, int minSlice)
    {
        if (sell != _incoming)
            AddIfFit(buy, sell, searchTicks, window, minSlice);
    }

    private void AddIfFit(Order buy, Order sell, int searchTicks, DeliveryWindow window, int minSlice)
    {
        bool isDivisible = sell.IsDivisible;
        bool fits = isDivisible ? sell.Window.Overlaps(window) : window.Contains(sell.Window) && sell.Window.Hours >= minSlice;
        if (!fits || sell.Owner == buy.Owner || !sell.Supports(buy.Workload))
            return;
        if (Count == _offers.Length)
            Array.Resize(ref _offers, Count * 2);
        _offers[Count++] = new CoverOffer
        {
            Order = sell,
            SearchTicks = searchTicks,
            LeastHours = isDivisible ? Math.Max(minSlice, sell.Terms!.LeastSlice) : sell.Window.Hours,
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
