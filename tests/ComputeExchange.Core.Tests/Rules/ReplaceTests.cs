using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Replaces: less at the same price keeps its place, all else enters anew.</summary>
public sealed class ReplaceTests : MarketRules
{
    [Fact]
    public void A_resting_order_keeps_priority_when_its_quantity_shrinks()
    {
        market.Given(Sell("1", 64, 2.50m), Sell("2", 8, 2.50m));
        market.Replace("1", "1b", gpus: 16);
        market.Enter(Buy("b", 8, 2.50m));

        market.Events.ShouldBe(
            Replaced("1b", "1", leaves: 16), New("b"), Trade("1b", "b", 8, 2.50m, restingLeaves: 8));
    }

    [Fact]
    public void A_larger_total_loses_priority()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.50m));
        market.Replace("1", "1b", gpus: 16);
        market.Enter(Buy("b", 8, 2.50m));

        market.Events.ShouldBe(Replaced("1b", "1", leaves: 16), New("b"), Trade("2", "b", 8, 2.50m));
        Assert.Equal(["1b 16"], market.OpenOrders);
    }

    [Fact]
    public void A_new_price_loses_priority_and_trades_under_all_rules_of_entry()
    {
        market.Given(Sell("1", 16, 2.60m), Buy("b", 8, 2.50m));
        market.Replace("1", "1b", at: 2.50m);

        market.Events.ShouldBe(Replaced("1b", "1", leaves: 16), Trade("b", "1b", 8, 2.50m, aggressorLeaves: 8));
    }

    [Fact]
    public void The_new_total_includes_what_is_filled()
    {
        market.Given(Sell("1", 64, 2.50m));
        market.Enter(Buy("b", 24, 2.50m));
        market.Forget();
        market.Replace("1", "1b", gpus: 32);
        market.Replace("1b", "1c", gpus: 48);

        market.Events.ShouldBe(Replaced("1b", "1", leaves: 8), Replaced("1c", "1b", leaves: 24));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(16)]
    public void At_or_under_what_is_filled_it_is_cancelled_under_the_new_id(long total)
    {
        market.Given(Sell("1", 64, 2.50m));
        market.Enter(Buy("b", 24, 2.50m));
        market.Forget();
        market.Replace("1", "1b", gpus: total);

        market.Events.ShouldBe(Cancelled("1b", CancelReason.Requested, leaves: 40));
        Assert.Equal(0, market.Exchange.OpenOrderCount);
    }

    [Fact]
    public void A_replace_of_nothing_but_the_id_keeps_the_place()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.50m));
        market.Replace("1", "1b");
        market.Enter(Buy("b", 8, 2.50m));

        market.Events.ShouldBe(Replaced("1b", "1", leaves: 8), New("b"), Trade("1b", "b", 8, 2.50m));
    }

    [Fact]
    public void A_post_only_order_whose_replace_would_trade_stays_untouched()
    {
        market.Given(Sell("1", 8, 2.50m) with { PostOnly = true }, Buy("b", 8, 2.40m));
        market.Replace("1", "1b", at: 2.40m);

        market.Events.ShouldBe(Rejected("1b", RejectReason.WouldTrade));
        Assert.Equal(["1 8", "b 8"], market.OpenOrders);
    }

    [Fact]
    public void The_id_of_a_replaced_order_is_free_again()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Replace("1", "1b");
        market.Enter(Sell("1", 8, 2.50m));
        market.Replace("1b", "1");

        market.Events.ShouldBe(
            Replaced("1b", "1", leaves: 8), New("1"), Rejected("1", RejectReason.DuplicateClOrdId));
    }

    [Fact]
    public void A_replace_under_its_own_old_id_is_a_duplicate()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Replace("1", "1", at: 2.40m);

        market.Events.ShouldBe(Rejected("1", RejectReason.DuplicateClOrdId));
    }

    [Fact]
    public void A_divisible_sell_takes_a_new_price_and_keeps_its_profile()
    {
        market.Given(Sell("1", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Buy("b", 32, 2.50m) with { Hours = (4, 12) });
        market.Replace("1", "1b", at: 2.60m);

        Assert.Equal("[0, 4) 64, [4, 12) 32, [12, 24) 64", market.ProfileOf("1b"));
    }

    [Fact]
    public void Of_a_buy_with_alternatives_the_price_is_that_in_its_first_market()
    {
        market.Given(Buy("b", 8, 2.00m) with { Alternatives = [(H100East, 1.50m)] },
            Sell("first", 8, 2.20m), Sell("other", 8, 1.60m) with { Market = H100East });
        market.Replace("b", "b2", at: 2.20m, of: Beta);

        market.Events.ShouldBe(Replaced("b2", "b", leaves: 8), Trade("first", "b2", 8, 2.20m, market: H200East));
    }

    [Fact]
    public void A_pinned_buy_stays_pinned_and_its_price_is_that_in_its_market()
    {
        market.Given(Buy("b", 16, 2.00m) with { Alternatives = [(H100East, 1.50m)] });
        market.Enter(Sell("pins", 8, 1.50m) with { Market = H100East });
        market.Forget();
        market.Replace("b", "b2", at: 1.60m, of: Beta);
        market.Enter(Sell("first", 8, 1.60m));
        market.Enter(Sell("there", 8, 1.60m) with { Market = H100East });

        market.Events.ShouldBe(
            Replaced("b2", "b", leaves: 8), New("first"), New("there"), Trade("b2", "there", 8, 1.60m, market: H100East));
    }

    [Fact]
    public void A_replaced_order_is_listed_by_its_new_entry()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.50m));
        market.Replace("1", "1b", at: 2.55m);

        Assert.Equal(["2 8", "1b 8"], market.OpenOrders);
    }
}
