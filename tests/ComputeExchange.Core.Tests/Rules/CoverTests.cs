using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Covers: rows of parts that fill a window, the cheapest first, ties as the rule has them.</summary>
public sealed class CoverTests : MarketRules
{
    [Fact]
    public void The_cheapest_row_of_parts_is_taken_in_one_group()
    {
        market.Given(
            Sell("A", 64, 2.50m) with { Divisible = 4 }, Sell("B", 64, 2.40m) with { Hours = (0, 12), By = Gamma });
        market.Enter(Buy("C", 64, 2.47m) with { MaxParts = 2 });

        market.Events.ShouldBe(
            New("C"), Trade("B", "C", 64, 2.40m, hours: (0, 12), group: 1, aggressorLeaves: 0),
            Trade("A", "C", 64, 2.50m, hours: (12, 24), group: 1));
        Assert.Equal("[0, 12) 64", market.ProfileOf("A"));
    }

    [Fact]
    public void A_row_over_the_limit_does_not_trade_in_part()
    {
        market.Given(Sell("1", 8, 2.40m) with { Hours = (0, 12) }, Sell("2", 8, 2.56m) with { Hours = (12, 24) });
        market.Enter(Buy("b", 8, 2.4799m) with { MaxParts = 2 });
        market.Enter(Buy("c", 8, 2.48m) with { MaxParts = 2 });

        market.Events.ShouldBe(New("b"), New("c"), Trade("1", "c", 8, 2.40m), Trade("2", "c", 8, 2.56m));
    }

    [Fact]
    public void Gaps_and_overlaps_are_no_cover()
    {
        market.Given(
            Sell("1", 8, 2.40m) with { Hours = (0, 12) }, Sell("gap", 8, 2.40m) with { Hours = (13, 24) },
            Sell("overlap", 8, 2.40m) with { Hours = (11, 24) });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 3 });

        market.Events.ShouldBe(New("b"));
    }

    [Fact]
    public void There_are_at_most_max_parts()
    {
        market.Given(
            Sell("1", 8, 2.40m) with { Hours = (0, 8) }, Sell("2", 8, 2.40m) with { Hours = (8, 16) },
            Sell("3", 8, 2.40m) with { Hours = (16, 24) });
        market.Enter(Buy("two", 8, 2.50m) with { MaxParts = 2 });
        market.Enter(Buy("three", 8, 2.50m) with { MaxParts = 3 });

        market.Events.ShouldBe(
            New("two"), New("three"), Trade("1", "three", 8, 2.40m), Trade("2", "three", 8, 2.40m),
            Trade("3", "three", 8, 2.40m));
    }

    [Fact]
    public void Both_least_slices_are_respected()
    {
        market.Given(
            Sell("1", 8, 2.40m) with { Hours = (0, 3) }, Sell("2", 8, 2.45m) with { Divisible = 22 },
            Sell("3", 8, 2.50m) with { Divisible = 4 });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2, MinSlice = 4 });
        market.Enter(Buy("c", 8, 2.50m) with { MaxParts = 2, MinSlice = 3 });

        market.Events.ShouldBe(
            New("b"), Trade("2", "b", 8, 2.45m, hours: (0, 24)),
            New("c"), Trade("1", "c", 8, 2.40m, hours: (0, 3)), Trade("3", "c", 8, 2.50m, hours: (3, 24)));
    }

    [Fact]
    public void An_exact_offer_is_a_part_only_with_its_whole_window()
    {
        market.Given(Sell("1", 8, 2.40m) with { Hours = (-4, 12) }, Sell("2", 8, 2.40m) with { Hours = (12, 24) });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(New("b"));
    }

    [Fact]
    public void Covers_are_taken_again_and_again_each_in_a_group_of_its_own()
    {
        market.Given(
            Sell("1", 8, 2.40m) with { Hours = (0, 12) }, Sell("2", 16, 2.40m) with { Hours = (12, 24) },
            Sell("3", 24, 2.48m) with { Hours = (0, 12) });
        market.Enter(Buy("b", 24, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 8, 2.40m, group: 1), Trade("2", "b", 8, 2.40m, group: 1, restingLeaves: 8),
            Trade("3", "b", 8, 2.48m, group: 2), Trade("2", "b", 8, 2.40m, group: 2, restingLeaves: 0, aggressorLeaves: 8));
    }

    [Fact]
    public void Of_equally_cheap_covers_the_one_with_fewer_parts_is_taken()
    {
        market.Given(
            Sell("1", 8, 2.40m) with { Hours = (0, 12) }, Sell("2", 8, 2.40m) with { Hours = (12, 24) }, Sell("whole", 8, 2.40m));
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(New("b"), Trade("whole", "b", 8, 2.40m, hours: (0, 24)));
    }

    [Fact]
    public void Then_at_each_boundary_the_earliest_place_is_taken()
    {
        market.Given(
            Sell("late end", 8, 2.40m) with { Hours = (12, 24) }, Sell("early", 8, 2.40m) with { Hours = (0, 8) },
            Sell("late", 8, 2.40m) with { Hours = (0, 12) }, Sell("end", 8, 2.40m) with { Hours = (8, 24) });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(
            New("b"), Trade("early", "b", 8, 2.40m, hours: (0, 8)), Trade("end", "b", 8, 2.40m, hours: (8, 24)));
    }

    [Fact]
    public void Then_the_longest_part()
    {
        market.Given(
            Sell("div", 8, 2.40m) with { Divisible = 1, Hours = (0, 20) },
            Sell("end", 8, 2.40m) with { Divisible = 1, Hours = (4, 24) });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(
            New("b"), Trade("div", "b", 8, 2.40m, hours: (0, 20)), Trade("end", "b", 8, 2.40m, hours: (20, 24)));
    }

    [Fact]
    public void With_one_part_on_equal_windows_it_is_price_and_time()
    {
        market.Given(Sell("1", 8, 2.41m), Sell("2", 8, 2.40m), Sell("3", 8, 2.40m));
        market.Enter(Buy("b", 24, 2.50m) with { LatestStart = 1 });

        market.Events.ShouldBe(
            New("b"), Trade("2", "b", 8, 2.40m), Trade("3", "b", 8, 2.40m), Trade("1", "b", 8, 2.41m, aggressorLeaves: 0));
    }

    [Fact]
    public void The_quantity_of_a_cover_is_the_least_of_its_parts()
    {
        market.Given(Sell("1", 32, 2.40m) with { Hours = (0, 12) }, Sell("2", 16, 2.40m) with { Hours = (12, 24) });
        market.Enter(Buy("b", 64, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 16, 2.40m, restingLeaves: 16), Trade("2", "b", 16, 2.40m, aggressorLeaves: 48));
    }

    [Fact]
    public void Credit_counts_over_the_sum_of_one_seller_s_parts()
    {
        market.SetCreditBetween(Alpha, Beta, 16 * 24 * 2.40m - 0.0001m);
        market.Given(Sell("1", 16, 2.40m) with { Hours = (0, 12) }, Sell("2", 16, 2.40m) with { Hours = (12, 24) });
        market.Enter(Buy("b", 16, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.40m), Trade("2", "b", 8, 2.40m, aggressorLeaves: 8));
    }

    [Fact]
    public void A_seller_is_screened_for_a_lot_over_the_whole_window_at_the_limit()
    {
        market.SetCreditBetween(Alpha, Beta, 8 * 24 * 2.50m - 0.0001m);
        market.Given(Sell("1", 8, 0.10m) with { Hours = (0, 1) }, Sell("2", 8, 2.40m) with { Hours = (1, 24), By = Gamma });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });
        market.Events.ShouldBe(New("b"));
        market.Enter(Buy("c", 8, 2.49m) with { MaxParts = 2 });

        market.Events.ShouldBe(New("b"), New("c"), Trade("1", "c", 8, 0.10m), Trade("2", "c", 8, 2.40m));
    }

    [Fact]
    public void An_all_or_none_offer_is_a_part_only_when_it_alone_covers_and_is_taken_whole()
    {
        market.Given(
            Sell("part", 8, 2.30m) with { Hours = (0, 12), AllOrNone = true }, Sell("end", 8, 2.40m) with { Hours = (12, 24) },
            Sell("large", 16, 2.30m) with { AllOrNone = true }, Sell("whole", 8, 2.45m) with { AllOrNone = true });
        market.Enter(Buy("b", 8, 2.50m) with { MaxParts = 2 });

        market.Events.ShouldBe(New("b"), Trade("whole", "b", 8, 2.45m));
    }
}
