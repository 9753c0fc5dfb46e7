using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Bots.Tests.Strategies;

public class DealerQuoterTests
{
    private static readonly DealerSettings Settings = new(SmallMarket.Desk, "d");

    [Fact]
    public void Each_market_in_play_gets_a_bid_and_an_offer_for_the_standard_week_from_tomorrow()
    {
        MarketView view = SmallMarket.View((2, 3), (2.2, 3.4));

        NewOrder[] orders = OrdersOf(view, new Inventory());

        Assert.Equal(
            [
                (SmallMarket.East.Id, Side.Buy), (SmallMarket.East.Id, Side.Sell),
                (SmallMarket.West.Id, Side.Buy), (SmallMarket.West.Id, Side.Sell),
            ],
            orders.Select(order => (order.Instrument.Market, order.Side)));
        Assert.All(orders, order => Assert.Equal(new DeliveryWindow(view.TomorrowHour, 168), order.Instrument.Window));
        Assert.Equal(4, orders.Select(order => order.ClOrdId).Distinct().Count());
    }

    [Fact]
    public void Bid_and_offer_lie_either_side_of_the_fair_price()
    {
        MarketView view = SmallMarket.View((2, 3), (2.2, 3.4));

        NewOrder[] orders = OrdersOf(view, new Inventory());

        Assert.InRange(22_000, orders[0].LimitTicks + 1, orders[1].LimitTicks - 1);
        Assert.InRange(34_000, orders[2].LimitTicks + 1, orders[3].LimitTicks - 1);
    }

    [Fact]
    public void The_fair_price_moves_with_the_basket_future_by_beta()
    {
        MarketView view = SmallMarket.View((2, 3), (2.2, 3.6), (2.1, 3.3));
        double beta = view.Prices.Beta(SmallMarket.East);
        Assert.Equal(2.1, FairPrice.Of(view, SmallMarket.East, SmallMarket.August)!.Value, 9);

        view.SetTop(SmallMarket.Basket, SmallMarket.August, SmallMarket.At(2.79m, 5), SmallMarket.At(2.81m, 5));

        Assert.Equal(0.5, beta, 9);
        Assert.Equal(2.1 + 0.5 * (2.8 - 2.7), FairPrice.Of(view, SmallMarket.East, SmallMarket.August)!.Value, 9);
    }

    [Fact]
    public void A_dealer_who_has_bought_bids_less_and_offers_for_less()
    {
        MarketView view = SmallMarket.View((2, 3));
        Inventory own = new();
        own.Fill(Instrument.Forward(SmallMarket.East.Id, new DeliveryWindow(view.TomorrowHour, 168)), Side.Buy, 64);

        NewOrder[] flat = OrdersOf(view, new Inventory());
        NewOrder[] bought = OrdersOf(view, own);

        Assert.True(bought[0].LimitTicks < flat[0].LimitTicks && bought[1].LimitTicks < flat[1].LimitTicks);
        Assert.Equal(flat[2].LimitTicks, bought[2].LimitTicks);
    }

    [Fact]
    public void Offers_are_divisible_and_bids_assembled_unless_the_dealer_bids_plainly()
    {
        MarketView view = SmallMarket.View((2, 3));

        NewOrder[] orders = OrdersOf(view, new Inventory());
        NewOrder plain = new DealerQuoter(Settings with { BidParts = 1 }).Step(view)[0].NewOrder;

        Assert.True(orders[0].Has(GivenTerms.MaxParts) && !orders[0].Has(GivenTerms.Divisible));
        Assert.True(orders[1].Has(GivenTerms.Divisible) && !orders[1].Has(GivenTerms.MaxParts));
        Assert.Equal(GivenTerms.Price, plain.Given);
    }

    [Fact]
    public void Delivered_hours_weigh_no_more()
    {
        Inventory own = new();
        own.Fill(Instrument.Forward(SmallMarket.East.Id, new DeliveryWindow(100, 10)), Side.Sell, 8);

        Assert.Equal(-80, own.UndeliveredGpuHours(SmallMarket.East.Id, 90));
        Assert.Equal(-24, own.UndeliveredGpuHours(SmallMarket.East.Id, 107));
        Assert.Equal(0, own.UndeliveredGpuHours(SmallMarket.East.Id, 110));
    }

    private static NewOrder[] OrdersOf(MarketView view, Inventory own) =>
        [.. new DealerQuoter(Settings).Step(view, own).Select(command => command.NewOrder)];
}
