using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>The aggressor's instruction decides what happens when it meets its own participant.</summary>
public sealed class SelfMatchTests : MarketRules
{
    [Fact]
    public void Cancel_resting_cancels_the_resting_order_and_goes_on()
    {
        market.Given(Sell("own", 8, 2.49m) with { By = Beta }, Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 16, 2.50m));

        market.Events.ShouldBe(
            New("b"), Cancelled("own", CancelReason.SelfMatch, leaves: 8), Trade("1", "b", 8, 2.50m, aggressorLeaves: 8));
    }

    [Fact]
    public void Cancel_aggressor_cancels_what_is_left_of_the_aggressor_and_nothing_more_happens()
    {
        market.Given(Sell("1", 8, 2.48m), Sell("own", 8, 2.49m) with { By = Beta }, Sell("2", 8, 2.50m));
        market.Enter(Buy("b", 24, 2.50m) with { SelfMatch = SelfMatchInstruction.CancelAggressor });

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 8, 2.48m), Cancelled("b", CancelReason.SelfMatch, leaves: 16));
        Assert.Equal(["own 8", "2 8"], market.OpenOrders);
    }

    [Fact]
    public void Cancel_both_cancels_the_resting_order_and_then_the_aggressor()
    {
        market.Given(SellLots("own", 8, 2.50m) with { By = Beta });
        market.Enter(BuyLots("b", 16, 2.50m) with { SelfMatch = SelfMatchInstruction.CancelBoth, TimeInForce = Ioc });

        market.Events.ShouldBe(
            New("b"), Cancelled("own", CancelReason.SelfMatch, leaves: 8), Cancelled("b", CancelReason.SelfMatch, leaves: 16));
    }

    [Fact]
    public void An_own_all_or_none_order_that_could_not_be_taken_whole_is_passed_over_before_the_instruction_applies()
    {
        market.Given(Sell("own", 16, 2.49m) with { By = Beta, AllOrNone = true });
        market.Enter(Buy("b", 8, 2.50m) with { SelfMatch = SelfMatchInstruction.CancelBoth });

        market.Events.ShouldBe(New("b", leaves: 8));
        Assert.Equal(["own 16", "b 8"], market.OpenOrders);
    }

    [Fact]
    public void An_incoming_sell_that_meets_an_own_bid_cancels_it()
    {
        market.Given(Buy("own", 8, 2.50m) with { By = Alpha }, Buy("b", 8, 2.49m));
        market.Enter(Sell("s", 8, 2.49m));

        market.Events.ShouldBe(New("s"), Cancelled("own", CancelReason.SelfMatch, leaves: 8), Trade("b", "s", 8, 2.49m));
    }

    [Fact]
    public void A_complex_buy_passes_own_offers_over()
    {
        market.Given(Sell("own", 8, 2.40m) with { By = Beta, Hours = (0, 12) }, Sell("1", 8, 2.50m) with { Hours = (0, 12) },
            Sell("2", 8, 2.50m) with { Hours = (12, 24) });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 8, 2.50m, hours: (0, 12), group: 1), Trade("2", "b", 8, 2.50m, hours: (12, 24), group: 1));
        Assert.Equal(["own 8"], market.OpenOrders);
    }
}
