using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Attributes that do not go together: InvalidCombination.</summary>
public sealed class CombinationTests : MarketRules
{
    private static readonly WorkloadId Model = new(1);

    [Fact]
    public void Post_only_does_not_go_with_an_order_that_never_rests() =>
        Refused(
            Sell("1", 8, 2.50m) with { PostOnly = true, TimeInForce = Ioc },
            Sell("1", 8, 2.50m) with { PostOnly = true, TimeInForce = Fok },
            AtMarket(Sell("1", 8, 0)) with { PostOnly = true });

    [Fact]
    public void A_market_order_has_no_price_and_is_immediate() =>
        Refused(
            AtMarket(Sell("1", 8, 0)) with { Price = 2.50m },
            AtMarket(Sell("1", 8, 0)) with { Price = -1m },
            AtMarket(Sell("1", 8, 0)) with { TimeInForce = Gtc },
            AtMarket(Sell("1", 8, 0)) with { TimeInForce = Fok });

    [Fact]
    public void A_complex_buy_is_never_a_market_order() =>
        Refused(
            AtMarket(Buy("1", 8, 0)) with { MaxParts = 2 }, AtMarket(Buy("1", 8, 0)) with { LatestStart = 1 },
            AtMarket(Buy("1", 8, 0)) with { Alternatives = [(H100East, 2.50m)] });

    [Fact]
    public void MinQty_is_at_most_the_quantity_and_immediate_unless_the_buy_is_complex()
    {
        Refused(
            Sell("1", 8, 2.50m) with { MinQuantity = 9, TimeInForce = Ioc },
            Sell("1", 8, 2.50m) with { MinQuantity = 8 },
            Sell("1", 8, 2.50m) with { MinQuantity = 8, TimeInForce = Fok },
            Buy("1", 8, 2.50m) with { MinQuantity = 8, MaxParts = 1 });
        market.Enter(Buy("complex", 8, 2.50m) with { MinQuantity = 8, MaxParts = 2 });

        market.Events.ShouldBe(New("complex"));
    }

    [Fact]
    public void DisplayQty_is_for_resting_basket_orders_that_trade_in_part() =>
        Refused(
            Sell("1", 8, 2.50m) with { Display = 8 },
            SellLots("1", 8, 2.50m) with { Display = 2, TimeInForce = Ioc },
            SellLots("1", 8, 2.50m) with { Display = 2, TimeInForce = Fok },
            SellLots("1", 8, 2.50m) with { Display = 2, AllOrNone = true });

    [Fact]
    public void A_divisible_sell_has_no_whole_to_insist_on() =>
        Refused(
            Sell("1", 8, 2.50m) with { Divisible = 4, AllOrNone = true },
            Sell("1", 8, 2.50m) with { Divisible = 4, TimeInForce = Fok },
            Sell("1", 8, 2.50m) with { Divisible = 4, TimeInForce = Ioc, MinQuantity = 8 });

    [Fact]
    public void Window_terms_and_workloads_stand_on_their_side_even_with_their_default_values() =>
        Refused(
            Sell("1", 8, 2.50m) with { MaxParts = 1 }, Sell("1", 8, 2.50m) with { MinSlice = 1 },
            Sell("1", 8, 2.50m) with { LatestStart = 0 }, Sell("1", 8, 2.50m) with { Step = 1 },
            Sell("1", 8, 2.50m) with { Workload = Model }, Sell("1", 8, 2.50m) with { Alternatives = [(H100East, 2.50m)] },
            Buy("1", 8, 2.50m) with { Divisible = 4 }, Buy("1", 8, 2.50m) with { Supports = [Model] });

    [Fact]
    public void A_basket_order_has_neither() =>
        Refused(
            BuyLots("1", 8, 2.50m) with { MaxParts = 1 }, BuyLots("1", 8, 2.50m) with { Workload = Model },
            SellLots("1", 8, 2.50m) with { Divisible = 1 }, SellLots("1", 8, 2.50m) with { Supports = [Model] },
            BuyLots("1", 8, 2.50m) with { Step = 1 });

    [Fact]
    public void No_market_is_named_twice() =>
        Refused(
            Buy("1", 8, 2.50m) with { Alternatives = [(H200East, 2.40m)] },
            Buy("1", 8, 2.50m) with { Alternatives = [(H100East, 2.40m), (H100East, 2.30m)] });

    [Fact]
    public void A_replace_counts_forwards_in_gpus_and_contracts_in_lots_and_divisible_sells_not_at_all()
    {
        market.Given(Sell("1", 8, 2.50m), SellLots("2", 8, 2.50m), Sell("3", 8, 2.50m) with { Divisible = 4 });
        market.Replace("1", "x", lots: 8);
        market.Replace("2", "x", gpus: 8);
        market.Replace("3", "x", gpus: 8);
        market.Replace("1", "x", lots: -7);

        Told refused = Rejected("x", RejectReason.InvalidCombination);
        market.Events.ShouldBe(refused, refused, refused, refused);
        Assert.Equal(["1 8", "2 8", "3 192"], market.OpenOrders);
    }

    [Fact]
    public void A_side_of_a_quote_cannot_be_replaced_as_an_order()
    {
        market.Quote("q", bid: (2.50m, 10));
        market.Forget();
        market.Replace("q.B", "x", lots: 5, of: Maker);

        market.Events.ShouldBe(Rejected("x", RejectReason.InvalidCombination));
    }

    private void Refused(params EnteredOrder[] orders)
    {
        foreach (EnteredOrder order in orders)
        {
            market.Enter(order);
            market.Events.ShouldBe(Rejected("1", RejectReason.InvalidCombination));
            market.Forget();
        }
    }
}
