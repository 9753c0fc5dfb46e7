using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>When credit is freed, the orders of both participants of the line look again, in entry order.</summary>
public sealed class SecondLookTests : MarketRules
{
    [Fact]
    public void A_line_that_rises_lets_crossed_orders_trade_at_the_earlier_one_s_price()
    {
        Apart();
        market.Given(Sell("1", 8, 2.50m), Buy("b", 8, 2.60m));
        market.SetCredit(Alpha, Beta, 10_000);
        market.Events.ShouldBe();
        market.SetCredit(Beta, Alpha, 10_000);

        market.Events.ShouldBe(Trade("1", "b", 8, 2.50m));
    }

    [Fact]
    public void The_earlier_bid_sets_the_price_for_a_later_sell()
    {
        Apart();
        market.Given(Buy("b", 8, 2.60m), Sell("1", 8, 2.50m));
        Together();

        market.Events.ShouldBe(Trade("b", "1", 8, 2.60m));
    }

    [Fact]
    public void An_add_on_that_falls_is_enough_even_when_the_limit_falls_too()
    {
        market.SetCreditBetween(Alpha, Beta, 479);
        market.Given(Sell("1", 8, 2.50m), Buy("b", 8, 2.50m));
        market.SetCredit(Alpha, Beta, 478, addOn: 0.5m);
        market.SetCredit(Beta, Alpha, 478, addOn: 0.5m);

        market.Events.ShouldBe(Trade("1", "b", 8, 2.50m));
    }

    [Fact]
    public void Orders_look_again_in_entry_order()
    {
        Apart();
        market.Given(Sell("1", 8, 2.50m), Buy("first", 8, 2.55m), Buy("better", 8, 2.60m));
        Together();

        market.Events.ShouldBe(Trade("1", "first", 8, 2.50m));
    }

    [Fact]
    public void All_or_none_looks_again_by_trial_run()
    {
        Apart();
        market.Given(Sell("1", 8, 2.50m), Buy("b", 16, 2.60m) with { AllOrNone = true },
            Buy("c", 8, 2.50m) with { AllOrNone = true });
        Together();

        market.Events.ShouldBe(Trade("1", "c", 8, 2.50m));
    }

    [Fact]
    public void Post_only_no_longer_counts()
    {
        Apart();
        market.Given(Sell("1", 8, 2.50m), Buy("b", 8, 2.50m) with { PostOnly = true });
        Together();

        market.Events.ShouldBe(Trade("1", "b", 8, 2.50m));
    }

    [Fact]
    public void A_complex_buy_looks_at_all_offers_at_their_prices()
    {
        Apart();
        market.Given(
            Buy("b", 8, 2.50m) with { MaxParts = 2 }, Sell("1", 8, 2.40m) with { Hours = (0, 12) },
            Sell("2", 8, 2.45m) with { Hours = (12, 24) });
        Together();

        market.Events.ShouldBe(Trade("1", "b", 8, 2.40m), Trade("2", "b", 8, 2.45m));
    }

    [Fact]
    public void Own_orders_are_passed_over_and_nothing_is_cancelled()
    {
        Apart();
        market.Given(
            Sell("mine", 8, 2.50m) with { By = Beta, AllOrNone = true }, Buy("also mine", 16, 2.50m) with { AllOrNone = true },
            Sell("1", 16, 2.50m));
        market.Events.ShouldBe();
        Together();

        market.Events.ShouldBe(Trade("also mine", "1", 16, 2.50m));
        Assert.Equal(["mine 8"], market.OpenOrders);
    }

    [Fact]
    public void Only_the_participants_of_the_line_look_again()
    {
        Apart();
        market.SetCreditBetween(Gamma, Beta, 0);
        market.Given(Sell("1", 8, 2.50m) with { By = Gamma }, Buy("b", 8, 2.50m));
        market.SetCredit(Gamma, Beta, 10_000);
        market.SetCreditBetween(Alpha, Gamma, 200_000_000);

        market.Events.ShouldBe();
    }

    [Fact]
    public void Settled_hours_let_orders_look_again()
    {
        market.SetCreditBetween(Alpha, Beta, 8 * 24 * 2.50m);
        market.Given(Sell("used", 8, 2.50m));
        market.Enter(Buy("uses", 8, 2.50m));
        market.Given(Buy("b", 8, 2.50m) with { Hours = (48, 60) }, Sell("1", 8, 2.50m) with { Hours = (48, 60) });
        market.PassTo(12);
        market.Settle(throughHour: 12);

        market.Events.ShouldBe(Trade("b", "1", 8, 2.50m));
    }

    [Fact]
    public void A_market_that_resumes_looks_again_for_what_credit_allowed_meanwhile()
    {
        Apart();
        market.Given(Sell("1", 8, 2.50m), Buy("b", 8, 2.50m));
        market.Halt(H200East);
        Together();
        market.Events.ShouldBe();
        market.Halt(H200East, on: false);

        market.Events.ShouldBe(Trade("1", "b", 8, 2.50m));
    }

    private void Apart() => market.SetCreditBetween(Alpha, Beta, 0);

    private void Together() => market.SetCreditBetween(Alpha, Beta, 10_000);
}
