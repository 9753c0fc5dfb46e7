using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>An incoming sell and the complex buys that rest: first turns, second turns, and who sets the price.</summary>
public sealed class TurnTests : MarketRules
{
    [Fact]
    public void A_one_part_cover_trades_at_the_resting_bid()
    {
        market.Given(Buy("b", 8, 2.50m) with { MaxParts = 2 });
        market.Enter(Sell("s", 8, 2.30m));

        market.Events.ShouldBe(New("s"), Trade("b", "s", 8, 2.50m));
    }

    [Fact]
    public void In_a_first_turn_the_sell_counts_and_gets_the_buy_s_limit()
    {
        market.Given(Buy("b", 8, 2.50m) with { MaxParts = 2 }, Sell("1", 8, 2.40m) with { Hours = (0, 12), By = Gamma });
        market.Enter(Sell("s", 8, 2.30m) with { Hours = (12, 24) });

        market.Events.ShouldBe(
            New("s"), Trade("b", "1", 8, 2.40m, hours: (0, 12), group: 1), Trade("b", "s", 8, 2.50m, hours: (12, 24), group: 1));
    }

    [Fact]
    public void At_its_own_price_where_that_is_higher_than_the_limit()
    {
        market.Given(Buy("b", 8, 2.50m) with { MaxParts = 2 }, Sell("1", 8, 2.40m) with { Hours = (0, 12), By = Gamma });
        market.Enter(Sell("s", 8, 2.60m) with { Hours = (12, 24) });

        market.Events.ShouldBe(New("s"), Trade("b", "1", 8, 2.40m), Trade("b", "s", 8, 2.60m));
    }

    [Fact]
    public void In_a_second_turn_it_counts_its_own_price_and_gets_what_the_limit_leaves()
    {
        market.Given(Buy("C", 64, 2.47m) with { MaxParts = 2 }, Sell("A", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Sell("B", 64, 2.40m) with { Hours = (0, 12), By = Gamma });

        market.Events.ShouldBe(
            New("B"), Trade("C", "B", 64, 2.44m, hours: (0, 12), group: 1),
            Trade("C", "A", 64, 2.50m, hours: (12, 24), group: 1));
        Assert.Equal("[0, 12) 64", market.ProfileOf("A"));
    }

    [Fact]
    public void What_the_limit_leaves_is_rounded_down_to_a_tick()
    {
        market.Given(
            Buy("b", 8, 2.4999m) with { Hours = (0, 3), MaxParts = 2 },
            Sell("1", 8, 2.50m) with { Hours = (0, 1), By = Gamma });
        market.Enter(Sell("s", 8, 2.40m) with { Hours = (1, 3) });

        market.Events.ShouldBe(New("s"), Trade("b", "1", 8, 2.50m), Trade("b", "s", 8, 2.4998m, hours: (1, 3)));
    }

    [Fact]
    public void Plain_and_complex_buys_are_walked_alike_by_limit_then_place()
    {
        market.Given(
            Buy("plain", 8, 2.50m), Buy("complex", 8, 2.50m) with { MaxParts = 2 },
            Buy("better", 8, 2.51m) with { LatestStart = 1 },
            Buy("last", 8, 2.49m));
        market.Enter(Sell("s", 32, 2.40m));

        market.Events.ShouldBe(
            New("s"), Trade("better", "s", 8, 2.51m), Trade("plain", "s", 8, 2.50m), Trade("complex", "s", 8, 2.50m),
            Trade("last", "s", 8, 2.49m));
    }

    [Fact]
    public void A_turn_is_for_those_windows_that_overlap_the_sell()
    {
        market.Given(
            Buy("b", 8, 2.50m) with { LatestStart = 48, Step = 24 }, Sell("elsewhere", 8, 2.60m) with { Hours = (48, 72) });
        market.Enter(Sell("s", 8, 2.40m) with { Hours = (24, 48) });

        market.Events.ShouldBe(New("s"), Trade("b", "s", 8, 2.50m, hours: (24, 48)));
    }

    [Fact]
    public void The_owner_s_own_complex_buys_and_unsupported_workloads_get_no_turn()
    {
        market.Send(header => Command.Of(header, new DefineWorkload { Code = Code.Parse("model-y") }));
        market.Send(header => Command.Of(header, new DefineWorkload { Code = Code.Parse("model-z") }));
        market.Given(
            Buy("own", 8, 2.60m) with { MaxParts = 2, By = Alpha },
            Buy("model", 8, 2.55m) with { MaxParts = 2, Workload = new WorkloadId(1) }, Buy("b", 8, 2.50m) with { MaxParts = 2 });
        market.Enter(Sell("s", 8, 2.40m) with { Supports = [new WorkloadId(2)] });

        market.Events.ShouldBe(New("s"), Trade("b", "s", 8, 2.50m));
    }

    [Fact]
    public void Only_after_the_second_turns_is_an_immediate_remainder_cancelled()
    {
        market.Given(Buy("C", 8, 2.47m) with { MaxParts = 2 }, Sell("A", 8, 2.50m) with { Divisible = 4 });
        market.Enter(Sell("B", 16, 2.40m) with { Hours = (0, 12), By = Gamma, TimeInForce = Ioc });

        market.Events.ShouldBe(
            New("B"), Trade("C", "B", 8, 2.44m), Trade("C", "A", 8, 2.50m),
            Cancelled("B", CancelReason.ImmediateOrCancel, leaves: 8));
    }

    [Fact]
    public void A_market_sell_has_first_turns_only()
    {
        market.Given(Buy("C", 8, 2.47m) with { MaxParts = 2 }, Sell("A", 8, 2.50m) with { Divisible = 4 });
        market.Enter(AtMarket(Sell("B", 8, 0) with { Hours = (0, 12), By = Gamma }));
        market.Enter(AtMarket(Sell("whole", 8, 0) with { By = Gamma }));

        market.Events.ShouldBe(
            New("B"), Cancelled("B", CancelReason.ImmediateOrCancel), New("whole"), Trade("C", "whole", 8, 2.47m));
    }

    [Fact]
    public void An_all_or_none_sell_tries_the_plain_buys_and_then_gives_first_turns()
    {
        market.Given(Buy("complex", 16, 2.60m) with { MaxParts = 2 }, Buy("plain", 16, 2.50m));
        market.Enter(Sell("1", 16, 2.40m) with { AllOrNone = true });
        market.Enter(Sell("2", 16, 2.40m) with { AllOrNone = true });

        market.Events.ShouldBe(
            New("1"), Trade("plain", "1", 16, 2.50m), New("2"), Trade("complex", "2", 16, 2.60m));
    }

    [Fact]
    public void Fill_or_kill_and_min_qty_sells_look_at_plain_buys_only()
    {
        market.Given(Buy("complex", 16, 2.60m) with { MaxParts = 2 });
        market.Enter(Sell("fok", 16, 2.40m) with { TimeInForce = Fok });
        market.Enter(Sell("min", 16, 2.40m) with { TimeInForce = Ioc, MinQuantity = 8 });

        market.Events.ShouldBe(
            New("fok"), Cancelled("fok", CancelReason.FillOrKill), New("min"), Cancelled("min", CancelReason.ImmediateOrCancel));
    }

    [Fact]
    public void An_offer_competes_with_resting_offers_at_the_bid_s_price_and_not_at_its_own()
    {
        market.Given(
            Buy("b", 16, 2.50m) with { AllOrNone = true, MaxParts = 2 }, Sell("rests", 8, 2.45m) with { By = Gamma });
        market.Enter(Sell("s", 16, 2.30m));

        market.Events.ShouldBe(
            New("s"), Trade("b", "rests", 8, 2.45m), Trade("b", "s", 8, 2.50m, restingLeaves: 0, aggressorLeaves: 8));
    }

    [Fact]
    public void A_post_only_sell_is_refused_when_a_first_or_second_turn_would_trade()
    {
        market.Given(Buy("C", 64, 2.47m) with { MaxParts = 2 }, Sell("A", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Sell("whole", 8, 2.47m) with { PostOnly = true, By = Gamma });
        market.Enter(Sell("part", 8, 2.40m) with { PostOnly = true, By = Gamma, Hours = (0, 12) });
        market.Enter(Sell("rests", 8, 2.45m) with { PostOnly = true, By = Gamma, Hours = (0, 12) });

        market.Events.ShouldBe(
            Rejected("whole", RejectReason.WouldTrade), Rejected("part", RejectReason.WouldTrade), New("rests"));
    }

    [Fact]
    public void A_replaced_sell_that_enters_anew_gives_turns_too()
    {
        market.Given(Buy("b", 8, 2.50m) with { MaxParts = 2 }, Sell("s", 8, 2.60m));
        market.Replace("s", "s2", at: 2.45m);

        market.Events.ShouldBe(Replaced("s2", "s", leaves: 8), Trade("b", "s2", 8, 2.50m));
    }

    [Fact]
    public void A_post_only_sell_is_tried_behind_the_offers_that_rest_at_the_price_it_counts()
    {
        market.Given(
            Buy("C", 24, 2.50m) with { MaxParts = 2, AllOrNone = true },
            Sell("other", 8, 2.60m) with { PostOnly = true }, Sell("first", 16, 2.50m) with { AllOrNone = true });
        market.Enter(Sell("new", 16, 2.50m) with { PostOnly = true, By = Gamma });
        market.Replace("other", "replaced", gpus: 16, at: 2.50m);

        market.Events.ShouldBe(Rejected("new", RejectReason.WouldTrade), Rejected("replaced", RejectReason.WouldTrade));
    }
}
