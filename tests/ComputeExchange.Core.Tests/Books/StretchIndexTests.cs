using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Tests.Orders;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Books;

/// <summary>The index of divisible offers, against looking at every one of them.</summary>
public sealed class StretchIndexTests
{
    private const int Horizon = 24;

    [Fact]
    public void Offers_are_found_by_what_is_left_of_them_whatever_was_sold_in_between() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), FindsWhatIsLeft).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void An_offer_whose_every_other_hour_is_sold_is_found_in_each_of_the_others()
    {
        StretchIndex index = new();
        Order offer = Offer(new DeliveryWindow(0, 2_001), ticks: 1, place: 1, leastSlice: 1, gpus: 8);
        index.Add(offer);
        for (int hour = 1; hour < 2_001; hour += 2)
            Sell(index, offer, new DeliveryWindow(hour, 1), 8);

        for (int hour = 0; hour < 2_001; hour++)
            Assert.Equal(hour % 2 == 0 ? [offer] : [], Serving(index, new DeliveryWindow(hour, 1)));
        Assert.Equal(1_001, Overlapping(index, new DeliveryWindow(0, 2_001), 1).Count);
        Assert.Equal(1_001, offer.Terms!.Stretches.Count);
    }

    [Fact]
    public void A_sale_leaves_the_other_stretches_where_they_are()
    {
        StretchIndex index = new();
        Order offer = Offer(new DeliveryWindow(0, 9), ticks: 1, place: 1, leastSlice: 1, gpus: 8);
        index.Add(offer);
        Sell(index, offer, new DeliveryWindow(3, 1), 8);
        index.CatchUp();
        Stretch first = offer.Terms!.Stretches[0];
        Sell(index, offer, new DeliveryWindow(6, 1), 8);
        index.CatchUp();

        Assert.Same(first, offer.Terms.Stretches[0]);
        Assert.Equal(3, offer.Terms.Stretches.Count);
    }

    [Fact]
    public void Two_sales_of_one_stretch_before_the_next_search_are_both_seen()
    {
        StretchIndex index = new();
        Order offer = Offer(new DeliveryWindow(0, 9), ticks: 1, place: 1, leastSlice: 1, gpus: 8);
        index.Add(offer);
        Sell(index, offer, new DeliveryWindow(2, 2), 8);
        Sell(index, offer, new DeliveryWindow(6, 3), 8);

        Assert.Equal([offer], Serving(index, new DeliveryWindow(0, 2)));
        Assert.Equal([offer], Serving(index, new DeliveryWindow(4, 2)));
        Assert.Empty(Serving(index, new DeliveryWindow(1, 2)));
        Assert.Empty(Serving(index, new DeliveryWindow(8, 1)));
    }

    [Fact]
    public void An_offer_that_sold_and_left_before_the_next_search_is_not_found()
    {
        StretchIndex index = new();
        Order offer = Offer(new DeliveryWindow(0, 9), ticks: 1, place: 1, leastSlice: 1, gpus: 8);
        index.Add(offer);
        Sell(index, offer, new DeliveryWindow(2, 2), 8);
        index.Remove(offer);

        Assert.Empty(Serving(index, new DeliveryWindow(5, 1)));
        Assert.Equal(0, index.OfferCount);
        Assert.False(index.TryGetRoot(out _));
    }

    private static void FindsWhatIsLeft(int seed)
    {
        Dice dice = new(seed);
        StretchIndex index = new();
        List<Order> offers = [];
        int place = 0;
        for (int i = 0; i < 80; i++)
        {
            int roll = dice.Between(0, 9);
            if (roll <= 3 || offers.Count == 0)
            {
                DeliveryWindow window = Window(dice, atMost: Horizon);
                offers.Add(Offer(window, dice.Between(1, 3), ++place, dice.Between(1, 2), gpus: 8 * dice.Between(1, 3)));
                index.Add(offers[^1]);
            }
            else if (roll <= 7)
            {
                SellSome(dice, index, offers);
            }
            else if (roll == 8)
            {
                Leave(index, offers, dice.Between(0, offers.Count - 1));
            }
            else
            {
                AssertFinds(dice, index, offers);
            }
        }
        AssertFinds(dice, index, offers);
    }

    private static void SellSome(Dice dice, StretchIndex index, List<Order> offers)
    {
        int at = dice.Between(0, offers.Count - 1);
        DeliveryWindow sold = Window(dice, atMost: 4);
        int least = offers[at].Terms!.Profile!.Least(sold);
        if (least == 0)
            return;
        Sell(index, offers[at], sold, dice.Chance(70) ? least : Math.Min(least, 8));
        if (offers[at].IsDone)
            Leave(index, offers, at);
    }

    private static void Leave(StretchIndex index, List<Order> offers, int at)
    {
        index.Remove(offers[at]);
        offers.RemoveAt(at);
    }

    private static void AssertFinds(Dice dice, StretchIndex index, List<Order> offers)
    {
        DeliveryWindow window = Window(dice, atMost: 6);
        IEnumerable<Order> inOrder = offers.OrderBy(offer => offer.LimitTicks).ThenBy(offer => offer.Place);
        Assert.Equal(
            inOrder.Where(offer => window.Hours >= offer.Terms!.LeastSlice && offer.Terms.Profile!.Least(window) > 0),
            Serving(index, window));
        int leastHours = dice.Between(1, 2);
        Assert.Equal(inOrder.SelectMany(offer => Enumerable.Repeat(offer, StretchesIn(offer, window, leastHours))),
            Overlapping(index, window, leastHours));
    }

    /// <summary>How many unbroken rows of unsold hours of an offer share enough of a window.</summary>
    private static int StretchesIn(Order offer, DeliveryWindow window, int leastHours)
    {
        int found = 0, shared = 0;
        for (int hour = offer.Window.StartHour; hour <= offer.Window.EndHour; hour++)
        {
            if (offer.Terms!.Profile!.Least(new DeliveryWindow(hour, 1)) > 0)
            {
                shared += window.Contains(new DeliveryWindow(hour, 1)) ? 1 : 0;
                continue;
            }
            found += shared >= Math.Max(leastHours, offer.Terms.LeastSlice) ? 1 : 0;
            shared = 0;
        }
        return found;
    }

    private static DeliveryWindow Window(Dice dice, int atMost)
    {
        int hours = dice.Between(1, atMost);
        return new DeliveryWindow(dice.Between(0, Horizon - hours), hours);
    }

    private static Order Offer(DeliveryWindow window, int ticks, int place, int leastSlice, int gpus)
    {
        CapacityProfile profile = new();
        profile.Fill(window, gpus);
        return new OrderTable().Make(order =>
        {
            order.Side = Side.Sell;
            order.LimitTicks = ticks;
            order.Place = place;
            order.Window = window;
            order.Terms = new WindowTerms { Profile = profile, LeastSlice = leastSlice };
        });
    }

    /// <summary>As a trade does it.</summary>
    private static void Sell(StretchIndex index, Order offer, DeliveryWindow window, int gpus)
    {
        CapacityProfile profile = offer.Terms!.Profile!;
        bool sellsHoursOut = profile.Least(window) == gpus;
        profile.Take(window, gpus);
        if (sellsHoursOut && !offer.IsDone)
            index.Change(offer, window);
    }

    private static List<Order> Serving(StretchIndex index, DeliveryWindow window)
    {
        StretchSearch search = new();
        search.BeginServing(index, window);
        return All(search);
    }

    private static List<Order> Overlapping(StretchIndex index, DeliveryWindow window, int leastHours)
    {
        StretchSearch search = new();
        search.BeginOverlapping(index, window, leastHours);
        return All(search);
    }

    private static List<Order> All(StretchSearch search)
    {
        List<Order> found = [];
        while (search.Take() is { } offer)
            found.Add(offer);
        return found;
    }
}
