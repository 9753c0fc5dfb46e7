using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Sells divisible in time: sold hour by hour, in slices that are long enough.</summary>
public sealed class DivisibleTests : MarketRules
{
    [Fact]
    public void What_is_left_is_a_profile_hour_by_hour()
    {
        market.Enter(Sell("s", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Buy("1", 64, 2.50m) with { Hours = (12, 24) });
        market.Enter(Buy("2", 32, 2.50m) with { Hours = (4, 12) });

        market.Events.ShouldBe(
            New("s", leaves: 1536), New("1"), Trade("s", "1", 64, 2.50m, hours: (12, 24), restingLeaves: 768),
            New("2"), Trade("s", "2", 32, 2.50m, hours: (4, 12), restingLeaves: 512));
        Assert.Equal("[0, 4) 64, [4, 12) 32", market.ProfileOf("s"));
    }

    [Fact]
    public void It_serves_no_window_shorter_than_its_least_slice_or_outside_its_own()
    {
        market.Given(Sell("s", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Buy("short", 8, 2.50m) with { Hours = (4, 7) });
        market.Enter(Buy("outside", 8, 2.50m) with { Hours = (20, 25) });
        market.Enter(Buy("fits", 8, 2.50m) with { Hours = (4, 8) });

        market.Events.ShouldBe(New("short"), New("outside"), New("fits"), Trade("s", "fits", 8, 2.50m));
    }

    [Fact]
    public void Its_least_hour_over_the_window_is_what_a_buy_gets()
    {
        market.Given(Sell("s", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Buy("1", 48, 2.50m) with { Hours = (8, 12) });
        market.Enter(Buy("2", 64, 2.50m));

        market.Events.ShouldBe(
            New("1"), Trade("s", "1", 48, 2.50m), New("2"), Trade("s", "2", 16, 2.50m, aggressorLeaves: 48));
        Assert.Equal("[0, 8) 48, [12, 24) 48", market.ProfileOf("s"));
    }

    [Fact]
    public void It_is_closed_when_no_hour_is_left()
    {
        market.Given(Sell("s", 8, 2.50m) with { Divisible = 12 });
        market.Enter(Buy("1", 8, 2.50m) with { Hours = (0, 12) });
        market.Enter(Buy("2", 8, 2.50m) with { Hours = (12, 24) });

        market.Events.ShouldBe(
            New("1"), Trade("s", "1", 8, 2.50m, restingLeaves: 96), New("2"), Trade("s", "2", 8, 2.50m, restingLeaves: 0));
        Assert.Equal(0, market.Exchange.OpenOrderCount);
    }

    [Fact]
    public void Exact_and_divisible_offers_queue_together_by_price_and_place()
    {
        market.Given(
            Sell("div", 8, 2.50m) with { Divisible = 4, Hours = (0, 48) }, Sell("exact", 8, 2.50m),
            Sell("cheap", 8, 2.49m) with { Divisible = 4, Hours = (-4, 24) });
        market.Enter(Buy("b", 24, 2.50m));

        market.Events.ShouldBe(
            New("b"), Trade("cheap", "b", 8, 2.49m), Trade("div", "b", 8, 2.50m), Trade("exact", "b", 8, 2.50m));
    }

    [Fact]
    public void An_incoming_one_sells_to_the_bids_of_every_window_inside_its_own_best_first()
    {
        market.Given(
            Buy("long", 8, 2.50m), Buy("short", 8, 2.52m) with { Hours = (4, 8) },
            Buy("too short", 8, 2.60m) with { Hours = (0, 3) },
            Buy("other", 8, 2.51m) with { Hours = (6, 12) });
        market.Enter(Sell("s", 16, 2.50m) with { Divisible = 4 });

        market.Events.ShouldBe(
            New("s", leaves: 384), Trade("short", "s", 8, 2.52m, hours: (4, 8)), Trade("other", "s", 8, 2.51m, hours: (6, 12)));
        Assert.Equal("[0, 4) 16, [4, 6) 8, [8, 12) 8, [12, 24) 16", market.ProfileOf("s"));
    }

    [Fact]
    public void Hours_whose_own_gate_has_passed_stay_in_the_profile()
    {
        market.Given(Sell("s", 8, 2.50m) with { Divisible = 4 });
        market.PassTo(10);
        market.Enter(Buy("b", 8, 2.50m) with { Hours = (12, 16) });

        Assert.Equal("[0, 12) 8, [16, 24) 8", market.ProfileOf("s"));
    }

    [Fact]
    public void An_immediate_one_cancels_the_hours_that_it_did_not_sell()
    {
        market.Given(Buy("b", 8, 2.50m) with { Hours = (0, 6) });
        market.Enter(Sell("s", 8, 2.50m) with { Divisible = 6, TimeInForce = Ioc });

        market.Events.ShouldBe(
            New("s"), Trade("b", "s", 8, 2.50m), Cancelled("s", CancelReason.ImmediateOrCancel, leaves: 18 * 8));
    }
}
