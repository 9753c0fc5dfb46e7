using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>One order is one job: the best run is chosen among starts and markets, and a fill pins the order there.</summary>
public sealed class OneJobTests : MarketRules
{
    [Fact]
    public void The_run_that_fills_the_most_is_kept()
    {
        market.Given(Sell("cheap", 8, 2.00m), Sell("more", 16, 2.40m) with { Hours = (1, 25) });
        market.Enter(Buy("b", 16, 2.50m) with { LatestStart = 1 });

        market.Events.ShouldBe(New("b"), Trade("more", "b", 16, 2.40m, hours: (1, 25)));
    }

    [Fact]
    public void Of_those_the_one_with_the_largest_limit_less_average_price()
    {
        market.Given(Sell("first", 8, 2.40m), Sell("other", 8, 1.80m) with { Market = H100East });
        market.Enter(Buy("b", 8, 2.50m) with { Alternatives = [(H100East, 2.00m)] });

        market.Events.ShouldBe(New("b"), Trade("other", "b", 8, 1.80m, market: H100East));
    }

    [Fact]
    public void Of_those_the_first_alternative_and_then_the_earliest_start()
    {
        market.Given(
            Sell("other", 8, 1.90m) with { Market = H100East }, Sell("late", 8, 2.40m) with { Hours = (1, 25) },
            Sell("early", 8, 2.40m));
        market.Enter(Buy("b", 8, 2.50m) with { LatestStart = 1, Alternatives = [(H100East, 2.00m)] });

        market.Events.ShouldBe(New("b"), Trade("early", "b", 8, 2.40m, hours: (0, 24), market: H200East));
    }

    [Fact]
    public void A_fill_pins_the_order_to_its_market_and_window()
    {
        market.Given(Buy("b", 24, 2.50m) with { LatestStart = 1, Alternatives = [(H100East, 2.50m)] });
        market.Enter(Sell("pins", 8, 2.50m) with { Hours = (1, 25) });
        market.Enter(Sell("first start", 8, 2.50m));
        market.Enter(Sell("other market", 8, 2.50m) with { Market = H100East, Hours = (1, 25) });
        market.Enter(Sell("there", 8, 2.50m) with { Hours = (1, 25) });

        market.Events.ShouldBe(
            New("pins"), Trade("b", "pins", 8, 2.50m, restingLeaves: 16), New("first start"), New("other market"), New("there"),
            Trade("b", "there", 8, 2.50m, restingLeaves: 8));
    }

    [Fact]
    public void A_pinned_order_stays_complex_and_takes_covers()
    {
        market.Given(Buy("b", 16, 2.50m) with { LatestStart = 1, MaxParts = 2 });
        market.Enter(Sell("pins", 8, 2.50m));
        market.Enter(Sell("1", 8, 2.50m) with { Hours = (0, 12) });
        market.Enter(Sell("2", 8, 2.50m) with { Hours = (12, 24) });

        market.Events.ShouldBe(
            New("pins"), Trade("b", "pins", 8, 2.50m), New("1"), New("2"),
            Trade("b", "1", 8, 2.50m, hours: (0, 12), group: 2), Trade("b", "2", 8, 2.50m, hours: (12, 24), group: 2));
    }

    [Fact]
    public void All_or_none_counts_only_runs_that_fill_the_whole_over_several_covers()
    {
        market.Given(Sell("cheap", 8, 2.00m), Sell("1", 8, 2.45m) with { Hours = (1, 25) },
            Sell("2", 8, 2.40m) with { Hours = (1, 25) });
        market.Enter(Buy("b", 16, 2.50m) with { LatestStart = 1, AllOrNone = true });

        market.Events.ShouldBe(
            New("b"), Trade("2", "b", 8, 2.40m, hours: (1, 25), group: 1), Trade("1", "b", 8, 2.45m, hours: (1, 25), group: 2));
    }

    [Fact]
    public void At_rest_all_or_none_uses_all_offers_not_only_the_incoming_one()
    {
        market.Given(Buy("b", 16, 2.50m) with { MaxParts = 2, AllOrNone = true });
        market.Enter(Sell("1", 8, 2.45m));
        market.Enter(Sell("2", 8, 2.45m));

        market.Events.ShouldBe(
            New("1"), New("2"), Trade("b", "1", 8, 2.45m, restingLeaves: 8), Trade("b", "2", 8, 2.50m, restingLeaves: 0));
    }

    [Fact]
    public void Fill_or_kill_that_no_run_fills_is_cancelled_and_not_pinned()
    {
        market.Given(Sell("1", 8, 2.40m));
        market.Enter(Buy("b", 16, 2.50m) with { LatestStart = 1, TimeInForce = Fok });

        market.Events.ShouldBe(New("b"), Cancelled("b", CancelReason.FillOrKill, leaves: 16));
    }

    [Fact]
    public void MinQty_counts_as_long_as_nothing_is_filled()
    {
        market.Given(Buy("b", 64, 2.50m) with { LatestStart = 1, MinQuantity = 16 });
        market.Enter(Sell("little", 8, 2.50m) with { TimeInForce = Ioc });
        market.Enter(Sell("enough", 16, 2.50m));
        market.Enter(Sell("then little", 8, 2.50m));

        market.Events.ShouldBe(
            New("little"), Cancelled("little", CancelReason.ImmediateOrCancel), New("enough"), Trade("b", "enough", 16, 2.50m),
            New("then little"), Trade("b", "then little", 8, 2.50m, restingLeaves: 40));
    }

    [Fact]
    public void The_immediate_rest_of_a_complex_buy_is_cancelled()
    {
        market.Given(Sell("1", 8, 2.40m));
        market.Enter(Buy("b", 16, 2.50m) with { LatestStart = 1, TimeInForce = Ioc });

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.40m), Cancelled("b", CancelReason.ImmediateOrCancel, leaves: 8));
    }

    [Fact]
    public void A_post_only_complex_buy_is_refused_when_a_cover_trades()
    {
        market.Given(Sell("1", 8, 2.40m) with { Hours = (1, 25) });
        market.Enter(Buy("b", 8, 2.50m) with { LatestStart = 1, PostOnly = true });
        market.Enter(Buy("c", 8, 2.39m) with { LatestStart = 1, PostOnly = true });

        market.Events.ShouldBe(Rejected("b", RejectReason.WouldTrade), New("c"));
    }
}
