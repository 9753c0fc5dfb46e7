using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Plain orders: price, then time, at the resting order's price.</summary>
public sealed class PlainMatchingTests : MarketRules
{
    [Fact]
    public void An_aggressor_trades_at_the_resting_price()
    {
        market.Enter(Sell("1", gpus: 64, at: 2.50m));
        market.Enter(Buy("2", gpus: 24, at: 2.60m));

        market.Events.ShouldBe(
            New("1", leaves: 64),
            New("2", leaves: 24),
            Trade(resting: "1", aggressor: "2", quantity: 24, at: 2.50m, restingLeaves: 40, aggressorLeaves: 0, group: 1));
    }

    [Fact]
    public void A_better_price_comes_first_and_then_the_earlier_place()
    {
        market.Given(Sell("late", 8, 2.51m), Sell("cheap", 8, 2.50m), Sell("last", 8, 2.51m));
        market.Enter(Buy("b", 24, 2.51m));

        market.Events.ShouldBe(
            New("b"),
            Trade("cheap", "b", 8, 2.50m, group: 1),
            Trade("late", "b", 8, 2.51m, group: 2),
            Trade("last", "b", 8, 2.51m, group: 3, aggressorLeaves: 0));
    }

    [Fact]
    public void A_price_outside_the_limit_is_no_candidate_and_the_rest_rests()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.52m));
        market.Enter(Buy("b", 16, 2.51m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.50m, aggressorLeaves: 8));
        Assert.Equal(["2 8", "b 8"], market.OpenOrders);
    }

    [Fact]
    public void A_market_order_has_no_limit_and_leaves_nothing_behind()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 99.99m));
        market.Enter(AtMarket(Buy("b", 24, 0)));

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 8, 2.50m), Trade("2", "b", 8, 99.99m),
            Cancelled("b", CancelReason.ImmediateOrCancel, leaves: 8));
    }

    [Fact]
    public void What_is_left_of_an_immediate_order_is_cancelled()
    {
        market.Given(Buy("1", 8, 2.50m));
        market.Enter(Sell("s", 24, 2.40m) with { TimeInForce = Ioc });

        market.Events.ShouldBe(
            New("s"), Trade("1", "s", 8, 2.50m), Cancelled("s", CancelReason.ImmediateOrCancel, leaves: 16));
    }

    [Fact]
    public void Another_window_or_another_market_is_another_thing()
    {
        market.Given(Sell("1", 8, 2.50m) with { Hours = (0, 23) }, Sell("2", 8, 2.50m) with { Market = H200West });
        market.Enter(Buy("b", 8, 2.60m));

        market.Events.ShouldBe(New("b", leaves: 8));
    }

    [Fact]
    public void An_offer_that_does_not_support_the_workload_is_passed_over()
    {
        WorkloadId model = DefineWorkload("model-y"), other = DefineWorkload("model-z");
        market.Given(
            Sell("other", 8, 2.40m) with { Supports = [other] },
            Sell("named", 8, 2.45m) with { Supports = [other, model] },
            Sell("any", 8, 2.50m));
        market.Enter(Buy("b", 24, 2.50m) with { Workload = model });

        market.Events.ShouldBe(
            New("b"), Trade("named", "b", 8, 2.45m), Trade("any", "b", 8, 2.50m, aggressorLeaves: 8));
    }

    [Fact]
    public void A_bid_without_a_workload_is_served_by_every_offer()
    {
        market.Given(Sell("1", 8, 2.40m) with { Supports = [DefineWorkload("model-y")] });
        market.Enter(Buy("b", 8, 2.50m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.40m));
    }

    [Fact]
    public void Basket_futures_trade_by_price_and_time_too()
    {
        market.Given(SellLots("1", 10, 2.61m), SellLots("2", 10, 2.60m), SellLots("3", 10, 2.60m));
        market.Enter(BuyLots("b", 25, 2.61m));

        market.Events.ShouldBe(
            New("b", leaves: 25),
            Trade("2", "b", 10, 2.60m), Trade("3", "b", 10, 2.60m), Trade("1", "b", 5, 2.61m, restingLeaves: 5));
    }

    [Fact]
    public void Another_month_is_another_contract()
    {
        market.Given(SellLots("1", 10, 2.60m) with { Month = MarketUnderTest.September });
        market.Enter(BuyLots("b", 10, 2.60m));

        market.Events.ShouldBe(New("b", leaves: 10));
    }

    [Fact]
    public void The_top_of_a_contract_is_told_once_after_the_command_that_changed_it()
    {
        market.Given(SellLots("1", 10, 2.61m), SellLots("2", 10, 2.60m));
        market.Enter(BuyLots("b", 25, 2.61m));
        market.Enter(BuyLots("deep", 1, 2.50m));

        market.Asides.ShouldBe(new Told("TopChanged", ("bid", "5 at 2.61"), ("ask", "none")));
    }

    private WorkloadId DefineWorkload(string code)
    {
        market.Send(header => Command.Of(header, new DefineWorkload { Code = Code.Parse(code) }));
        market.Forget();
        return new WorkloadId((ushort)(code == "model-y" ? 1 : 2));
    }
}
