using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>AllOrNone, FOK, MinQty and PostOnly: decided by a trial run, of which nothing happens when it fails.</summary>
public sealed class AllOrNoneTests : MarketRules
{
    [Fact]
    public void Fill_or_kill_takes_the_whole_quantity_over_several_offers()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.51m));
        market.Enter(Buy("b", 16, 2.51m) with { TimeInForce = Fok });

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.50m), Trade("2", "b", 8, 2.51m, aggressorLeaves: 0));
    }

    [Fact]
    public void Fill_or_kill_that_is_short_by_a_lot_is_cancelled_whole()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 16, 2.51m) with { TimeInForce = Fok });

        market.Events.ShouldBe(New("b"), Cancelled("b", CancelReason.FillOrKill, leaves: 16));
    }

    [Fact]
    public void All_or_none_that_cannot_be_filled_rests_crossing_what_it_could_not_take()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 16, 2.51m) with { AllOrNone = true });

        market.Events.ShouldBe(New("b", leaves: 16));
        Assert.Equal(["1 8", "b 16"], market.OpenOrders);
    }

    [Fact]
    public void All_or_none_that_is_immediate_is_cancelled_as_an_immediate_order()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 16, 2.51m) with { AllOrNone = true, TimeInForce = Ioc });

        market.Events.ShouldBe(New("b"), Cancelled("b", CancelReason.ImmediateOrCancel, leaves: 16));
    }

    [Fact]
    public void A_failed_trial_does_not_even_cancel_the_owner_s_orders()
    {
        market.Given(Sell("own", 8, 2.50m) with { By = Beta }, Sell("1", 8, 2.51m));
        market.Enter(Buy("b", 16, 2.51m) with { TimeInForce = Fok });

        market.Events.ShouldBe(New("b"), Cancelled("b", CancelReason.FillOrKill, leaves: 16));
        Assert.Equal(["own 8", "1 8"], market.OpenOrders);
    }

    [Fact]
    public void A_trial_that_holds_is_carried_out_with_its_self_match()
    {
        market.Given(Sell("own", 8, 2.50m) with { By = Beta }, Sell("1", 16, 2.51m));
        market.Enter(Buy("b", 16, 2.51m) with { TimeInForce = Fok });

        market.Events.ShouldBe(New("b"), Cancelled("own", CancelReason.SelfMatch, leaves: 8), Trade("1", "b", 16, 2.51m));
    }

    [Fact]
    public void A_resting_all_or_none_order_is_passed_over_by_one_that_cannot_take_it_whole()
    {
        market.Given(Sell("whole", 16, 2.50m) with { AllOrNone = true }, Sell("2", 8, 2.51m));
        market.Enter(Buy("b", 8, 2.51m));

        market.Events.ShouldBe(New("b"), Trade("2", "b", 8, 2.51m));
        Assert.Equal(["whole 16"], market.OpenOrders);
    }

    [Fact]
    public void A_resting_all_or_none_order_trades_with_one_order_that_takes_it_whole()
    {
        market.Given(Sell("whole", 16, 2.50m) with { AllOrNone = true });
        market.Enter(Buy("b", 24, 2.51m));

        market.Events.ShouldBe(New("b"), Trade("whole", "b", 16, 2.50m, restingLeaves: 0, aggressorLeaves: 8));
    }

    [Fact]
    public void What_better_offers_have_taken_of_the_aggressor_counts_against_an_all_or_none_order_behind_them()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("whole", 16, 2.51m) with { AllOrNone = true });
        market.Enter(Buy("b", 16, 2.51m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.50m, aggressorLeaves: 8));
    }

    [Fact]
    public void An_all_or_none_order_that_credit_leaves_short_is_passed_over()
    {
        market.SetCredit(Alpha, Beta, 24 * 8 * 2.50m);
        market.Given(Sell("whole", 16, 2.50m) with { AllOrNone = true }, Sell("gamma", 8, 2.51m) with { By = Gamma });
        market.Enter(Buy("b", 16, 2.51m));

        market.Events.ShouldBe(New("b"), Trade("gamma", "b", 8, 2.51m, aggressorLeaves: 8));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void MinQty_wants_at_least_that_much(long least, bool trades)
    {
        market.Given(SellLots("1", 16, 2.60m));
        market.Enter(BuyLots("b", 24, 2.60m) with { TimeInForce = Ioc, MinQuantity = least });

        if (trades)
            market.Events.ShouldBe(
                New("b"), Trade("1", "b", 16, 2.60m), Cancelled("b", CancelReason.ImmediateOrCancel, leaves: 8));
        else
            market.Events.ShouldBe(New("b"), Cancelled("b", CancelReason.ImmediateOrCancel, leaves: 24));
    }

    [Fact]
    public void The_trial_in_a_contract_counts_what_icebergs_hide()
    {
        market.Given(SellLots("iceberg", 30, 2.60m) with { Display = 5 });
        market.Enter(BuyLots("b", 30, 2.60m) with { TimeInForce = Fok, By = Gamma });

        market.Events.ShouldBe(
            New("b"), Trade("iceberg", "b", 5, 2.60m), Trade("iceberg", "b", 5, 2.60m), Trade("iceberg", "b", 5, 2.60m),
            Trade("iceberg", "b", 5, 2.60m), Trade("iceberg", "b", 5, 2.60m), Trade("iceberg", "b", 5, 2.60m, restingLeaves: 0));
    }

    [Fact]
    public void Post_only_is_refused_when_it_would_trade()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.50m) with { PostOnly = true });
        market.Enter(Buy("c", 8, 2.49m) with { PostOnly = true });

        market.Events.ShouldBe(Rejected("b", RejectReason.WouldTrade), New("c", leaves: 8));
    }

    [Fact]
    public void Post_only_that_meets_only_its_owner_s_orders_prevents_the_self_match_and_rests()
    {
        market.Given(Sell("own", 8, 2.50m) with { By = Beta });
        market.Enter(Buy("b", 8, 2.50m) with { PostOnly = true });

        market.Events.ShouldBe(New("b"), Cancelled("own", CancelReason.SelfMatch));
        Assert.Equal(["b 8"], market.OpenOrders);
    }

    [Fact]
    public void Post_only_and_all_or_none_that_cannot_be_filled_whole_is_no_trade()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 16, 2.50m) with { PostOnly = true, AllOrNone = true });

        market.Events.ShouldBe(New("b", leaves: 16));
    }

    [Fact]
    public void Post_only_behind_a_counterparty_it_may_not_deal_with_rests()
    {
        market.SetCredit(Alpha, Beta, 0);
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.50m) with { PostOnly = true });

        market.Events.ShouldBe(New("b", leaves: 8));
    }
}
