using ComputeExchange.Core.Books;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Matching.Covers;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Tests.Orders;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Matching;

/// <summary>The cheapest cover against all covers there are, written down one by one and sorted as the rule has it.</summary>
public sealed class CheapestCoverTests
{
    private const int Hours = 6, Lot = 8, MostOffers = 6;

    private static readonly DeliveryWindow Window = new(100, Hours);
    private static readonly Participant Buyer = new(new ParticipantId(1), default, ParticipantKind.Dealer);
    private static readonly Participant Seller = new(new ParticipantId(2), default, ParticipantKind.Dealer);

    static CheapestCoverTests()
    {
        CreditMatrix credit = new();
        credit.Set(Buyer, Seller, new Money(1_000_000_000), Limits.FullAddOn);
        credit.Set(Seller, Buyer, new Money(1_000_000_000), Limits.FullAddOn);
    }

    private readonly CoverOffers _offers = new();
    private readonly CheapestCover _search = new(firstFetch: 1);
    private readonly PendingCredit _used = new();

    [Fact]
    public void The_cover_found_is_the_first_of_all_covers_by_cost_parts_places_and_lengths() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000_000).ArrayOf(1 + MostOffers * 2).ToArbitrary(),
            draws =>
            {
                int maxParts = 1 + draws[0] % 3, minSlice = 1 + draws[0] / 3 % 2;
                Gather(draws, maxParts, minSlice);
                Row? expected = AllRows(maxParts, minSlice).Order().FirstOrDefault();

                ReadOnlySpan<CoverPart> found = Find(maxParts);

                Assert.Equal(expected?.ToString() ?? "none", found.IsEmpty ? "none" : Show(found));
                Assert.True(found.IsEmpty || _search.Cost == expected!.Cost);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>The first search fetches for itself; the reference wants to see all offers before.</summary>
    private ReadOnlySpan<CoverPart> Find(int maxParts)
    {
        _offers.BeginRun(Window, _used);
        _search.Begin(_offers, Window, maxParts, Lot, TakesWhole);
        return _search.Find(mostCost: long.MaxValue / 4);
    }

    private bool TakesWhole(int offer) => _offers[offer].Order.LimitTicks % 2 == 0;

    /// <summary>Puts offers made of the draws into a market and collects them: few prices, so that ties are common.</summary>
    private void Gather(int[] draws, int maxParts, int minSlice)
    {
        OrderTable orders = new();
        Market market = new(
            new Sku(new SkuId(1), new DefineSku { Lot = Lot }), new Region(new RegionId(1), default), orders);
        for (int i = 0; i < MostOffers; i++)
            if (draws[1 + i * 2] % 5 > 0)
                market.Rest(ref Offer(orders, draws[1 + i * 2] / 5, draws[2 + i * 2], place: i + 1).Row);
        WindowTerms terms = new() { MaxParts = maxParts, MinSlice = minSlice };
        Order buy = orders.Make(order =>
        {
            (order.Owner, order.Side, order.Market, order.Window, order.Terms) = (Buyer, Side.Buy, market, Window, terms);
        });
        _offers.BeginMarket(buy, market, Window, limitTicks: 1_000, incoming: null, incomingTicks: 0);
        _offers.BeginRun(Window, _used);
        while (_offers.TryFetch())
        {
        }
    }

    private static Order Offer(OrderTable orders, int shape, int sold, int place)
    {
        int from = shape % (Hours + 2) - 1, hours = 1 + shape / 8 % (Hours + 1);
        DeliveryWindow window = new(Window.StartHour + from, hours);
        Order offer = orders.Make(order =>
        {
            order.Owner = Seller;
            order.Side = Side.Sell;
            order.Window = window;
            order.LimitTicks = 10 + shape / 100 % 3;
            order.Place = place;
            order.Leaves = 2 * Lot;
            order.IsResting = true;
            order.AllOrNone = shape / 1_000 % 4 == 0;
        });
        if (shape / 5_000 % 2 == 0)
            return offer;
        offer.AllOrNone = false;
        offer.Terms = new WindowTerms { Profile = new CapacityProfile(), LeastSlice = 1 + shape / 10_000 % 3 };
        offer.Terms.Profile.Fill(window, 2 * Lot);
        int soldFrom = sold % hours, soldHours = 1 + sold / 100 % (hours - soldFrom);
        offer.Terms.Profile.Take(new DeliveryWindow(window.StartHour + soldFrom, soldHours), (1 + sold % 2) * Lot);
        return offer;
    }

    private IEnumerable<Row> AllRows(int maxParts, int minSlice)
    {
        Stack<(int Hour, Row Row)> open = new([(0, new Row(0, []))]);
        while (open.TryPop(out (int Hour, Row Row) at))
        {
            if (at.Hour == Hours)
            {
                yield return at.Row;
                continue;
            }
            if (at.Row.Parts.Count == maxParts)
                continue;
            for (int offer = 0; offer < _offers.Count; offer++)
                for (int end = at.Hour + minSlice; end <= Hours; end++)
                    if (MayBePart(offer, at.Hour, end))
                        open.Push((end, at.Row.With(_offers[offer], at.Hour, end)));
        }
    }

    private bool MayBePart(int index, int from, int to)
    {
        CoverOffer offer = _offers[index];
        DeliveryWindow part = new(Window.StartHour + from, to - from);
        if (offer.Order.Terms is { Profile: { } profile } terms)
            return part.Hours >= terms.LeastSlice && profile.Least(part) >= Lot;
        return offer.Order.Window == part && (!offer.Order.AllOrNone || part == Window && TakesWhole(index));
    }

    private static string Show(ReadOnlySpan<CoverPart> cover)
    {
        List<string> parts = [];
        foreach (CoverPart part in cover)
        {
            int from = part.Window.StartHour - Window.StartHour;
            parts.Add($"{part.Offer.Place}[{from}, {from + part.Window.Hours})");
        }
        return string.Join(' ', parts);
    }

    /// <summary>A row of parts; rows are in the order in which the rule prefers them.</summary>
    private sealed record Row(long Cost, IReadOnlyList<(long Place, int From, int To)> Parts) : IComparable<Row>
    {
        public Row With(in CoverOffer offer, int from, int to) =>
            new(Cost + (long)offer.Order.LimitTicks * (to - from), [.. Parts, (offer.Order.Place, from, to)]);

        public int CompareTo(Row? other)
        {
            if (Cost != other!.Cost || Parts.Count != other.Parts.Count)
                return (Cost, Parts.Count).CompareTo((other.Cost, other.Parts.Count));
            for (int i = 0; i < Parts.Count; i++)
            {
                int order = (Parts[i].Place, -Parts[i].To).CompareTo((other.Parts[i].Place, -other.Parts[i].To));
                if (order != 0)
                    return order;
            }
            return 0;
        }

        public override string ToString() => string.Join(' ', Parts.Select(part => $"{part.Place}[{part.From}, {part.To})"));
    }
}
