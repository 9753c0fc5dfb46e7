using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Bilateral credit: who may deal with whom, how much, and to the last ten-thousandth of a dollar. One lot of 8
/// GPUs for a day at $2.50 is $480.</summary>
public sealed class CreditTests : MarketRules
{
    private const decimal OneLot = 8 * 24 * 2.50m;

    [Fact]
    public void Without_a_dealer_on_either_side_there_is_no_forward()
    {
        market.Given(Sell("1", 8, 2.50m) with { By = Neocloud }, Sell("2", 8, 2.50m) with { By = Maker });
        market.Enter(Buy("b", 8, 2.50m) with { By = Startup });
        market.Enter(Buy("dealer", 8, 2.50m));

        market.Events.ShouldBe(New("b", leaves: 8), New("dealer"), Trade("1", "dealer", 8, 2.50m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Headroom_is_needed_both_ways(bool buyerRefuses)
    {
        market.SetCredit(buyerRefuses ? Beta : Alpha, buyerRefuses ? Alpha : Beta, 0);
        market.Given(Sell("1", 8, 2.50m), Sell("gamma", 8, 2.60m) with { By = Gamma });
        market.Enter(Buy("b", 8, 2.60m));

        market.Events.ShouldBe(New("b"), Trade("gamma", "b", 8, 2.60m));
        Assert.Equal(["1 8"], market.OpenOrders);
    }

    [Fact]
    public void No_line_means_no_trade()
    {
        market.DefineParticipant("DELTA", ParticipantKind.Dealer);
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.50m) with { By = new ParticipantId(8) });

        market.Events.ShouldBe(New("b", leaves: 8));
    }

    [Fact]
    public void Basket_contracts_are_cleared_and_need_none()
    {
        market.SetCreditBetween(Alpha, Beta, 0);
        market.Given(SellLots("1", 8, 2.50m));
        market.Enter(BuyLots("b", 8, 2.50m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 2.50m));
    }

    [Fact]
    public void The_quantity_is_cut_to_what_credit_allows_in_lots()
    {
        market.SetCreditBetween(Alpha, Beta, 3 * OneLot - 0.0001m);
        market.Given(Sell("1", 64, 2.50m));
        market.Enter(Buy("b", 64, 2.50m));
        market.Enter(Buy("c", 8, 2.50m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 16, 2.50m, restingLeaves: 48, aggressorLeaves: 48), New("c"));
    }

    [Fact]
    public void Exactly_enough_is_enough()
    {
        market.SetCreditBetween(Alpha, Beta, 2 * OneLot);
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.50m));
        market.Enter(Buy("c", 8, 2.50m));
        market.Enter(Sell("3", 8, 2.50m));
        market.Enter(Buy("d", 8, 2.50m));

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 8, 2.50m), New("c"), Trade("2", "c", 8, 2.50m), New("3"), New("d", leaves: 8));
    }

    [Fact]
    public void The_add_on_of_each_line_decides_what_a_trade_uses_of_it()
    {
        market.SetCredit(Alpha, Beta, OneLot, addOn: 0.3333m);
        market.SetCredit(Beta, Alpha, 3 * OneLot, addOn: 1m);
        market.Given(Sell("1", 64, 2.50m));
        market.Enter(Buy("b", 64, 2.50m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 24, 2.50m));
    }

    [Fact]
    public void Nothing_is_rounded()
    {
        market.SetCreditBetween(Alpha, Beta, 0.0003m, addOn: 0.3333m);
        EnteredOrder hour = Sell("1", 8, 0.0001m) with { Hours = (0, 1) };
        market.Given(hour, hour with { Id = "2" });
        market.Enter(Buy("b", 16, 0.0001m) with { Hours = (0, 1) });

        market.Events.ShouldBe(New("b"), Trade("1", "b", 8, 0.0001m, aggressorLeaves: 8));
    }

    [Fact]
    public void An_add_on_of_nothing_uses_nothing()
    {
        market.SetCreditBetween(Alpha, Beta, 0, addOn: 0);
        market.Given(Sell("1", 64, 2.50m));
        market.Enter(Buy("b", 64, 2.50m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 64, 2.50m));
    }

    [Fact]
    public void A_limit_lowered_below_what_is_used_allows_nothing_more_and_undoes_nothing()
    {
        market.Given(Sell("1", 64, 2.50m));
        market.Enter(Buy("b", 16, 2.50m));
        market.SetCredit(Alpha, Beta, OneLot);
        market.Enter(Buy("c", 8, 2.50m));

        market.Events.ShouldBe(New("b"), Trade("1", "b", 16, 2.50m), New("c", leaves: 8));
    }

    [Fact]
    public void A_forward_book_may_stand_crossed_between_two_who_cannot_deal()
    {
        market.SetCreditBetween(Alpha, Beta, 0);
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.60m));

        Assert.Equal(["1 8", "b 8"], market.OpenOrders);
        TopOfBook top = market.Top(Gamma);
        Assert.True(top.BestBid.Price.Ticks > top.BestAsk.Price.Ticks);
    }

    [Fact]
    public void Time_alone_frees_no_credit_and_settlement_frees_the_settled_hours()
    {
        market.SetCreditBetween(Alpha, Beta, OneLot);
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.50m));
        market.Given(Sell("2", 8, 2.50m) with { Hours = (48, 60) });
        market.PassTo(24);
        market.Enter(Buy("c", 8, 2.50m) with { Hours = (48, 60) });
        market.Settle(throughHour: 11);
        market.Settle(throughHour: 12);

        market.Events.ShouldBe(New("c"), Trade("2", "c", 8, 2.50m));
    }

    [Fact]
    public void A_settlement_after_engine_time_is_cut_to_whole_hours_of_it()
    {
        market.SetCreditBetween(Alpha, Beta, OneLot);
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("b", 8, 2.50m));
        market.Given(Sell("2", 8, 2.50m) with { Hours = (48, 60) }, Buy("c", 8, 2.50m) with { Hours = (48, 60) });
        market.PassTo(new EngineTime(MarketUnderTest.At(12).Nanos - 1));
        market.Settle(throughHour: 24);
        market.Events.ShouldBe();
        market.PassTo(12);
        market.Settle(throughHour: 24);

        market.Events.ShouldBe(Trade("2", "c", 8, 2.50m));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 100.0001)]
    [InlineData(1, -0.0001)]
    public void A_limit_or_add_on_out_of_range_is_refused(decimal limit, decimal addOn)
    {
        market.SetCredit(Alpha, Beta, limit, addOn);

        market.Events.ShouldBe(new Told("Rejected", ("reason", RejectReason.InvalidQuantity)));
    }
}
