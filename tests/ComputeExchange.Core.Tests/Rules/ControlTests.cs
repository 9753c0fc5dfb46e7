using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Halts, kill switches, mass cancels.</summary>
public sealed class ControlTests : MarketRules
{
    [Fact]
    public void A_halted_market_takes_no_orders_and_no_replaces_but_lets_cancel()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Halt(H200East);
        market.Enter(Buy("b", 8, 2.50m));
        market.Enter(Buy("alt", 8, 2.50m) with { Market = H100East, Alternatives = [(H200East, 2.50m)] });
        market.Replace("1", "1b", at: 2.40m);
        market.Enter(Sell("elsewhere", 8, 2.50m) with { Market = H200West });
        market.Cancel("1", by: Alpha);

        market.Events.ShouldBe(
            Rejected("b", RejectReason.Halted), Rejected("alt", RejectReason.Halted), Rejected("1b", RejectReason.Halted),
            New("elsewhere"), Cancelled("1", CancelReason.Requested));
    }

    [Fact]
    public void A_halted_basket_takes_no_orders_and_no_quotes()
    {
        market.Halt(basket: MarketUnderTest.Basket);
        market.Enter(BuyLots("b", 8, 2.50m));
        market.Quote("q", bid: (2.50m, 1));
        market.Halt(basket: MarketUnderTest.Basket, on: false);
        market.Enter(BuyLots("b", 8, 2.50m));

        market.Events.ShouldBe(Rejected("b", RejectReason.Halted), Rejected("q", RejectReason.Halted), New("b"));
    }

    [Fact]
    public void A_halt_of_everything_holds_everywhere()
    {
        market.Halt();
        market.Enter(Sell("1", 8, 2.50m));
        market.Enter(Sell("2", 8, 2.50m) with { Market = H100East });
        market.Enter(SellLots("3", 8, 2.50m));
        market.Halt(on: false);
        market.Enter(Sell("1", 8, 2.50m));

        market.Events.ShouldBe(
            Rejected("1", RejectReason.Halted), Rejected("2", RejectReason.Halted), Rejected("3", RejectReason.Halted), New("1"));
    }

    [Fact]
    public void A_market_s_own_halt_outlasts_a_halt_of_everything()
    {
        market.Halt(H200East);
        market.Halt();
        market.Halt(on: false);
        market.Enter(Sell("1", 8, 2.50m));

        market.Events.ShouldBe(Rejected("1", RejectReason.Halted));
    }

    [Fact]
    public void Credit_freed_in_a_halt_lets_orders_trade_once_nothing_holds_their_market()
    {
        market.SetCreditBetween(Alpha, Beta, 0);
        market.Given(Sell("1", 8, 2.50m), Buy("b", 8, 2.50m));
        market.Halt(H200East);
        market.Halt();
        market.SetCreditBetween(Alpha, Beta, 200_000_000);
        market.Halt(H200East, on: false);
        market.Events.ShouldBe();

        market.Halt(on: false);
        market.Events.ShouldBe(Trade("1", "b", 8, 2.50m));
    }

    [Fact]
    public void Orders_expire_in_a_halted_market_too()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Halt(H200East);
        market.PassTo(-1);

        market.Events.ShouldBe(Expired("1", ExpiryReason.GateClosure));
    }

    [Fact]
    public void The_kill_switch_cancels_all_in_entry_order_and_refuses_new_orders_until_revived()
    {
        market.Given(Sell("1", 8, 2.50m), SellLots("2", 4, 2.50m), Buy("of another", 8, 2.40m), Sell("~H1", 8, 2.60m));
        market.Replace("1", "1b", at: 2.55m);
        market.Forget();
        market.Kill(Alpha);
        market.Enter(Sell("3", 8, 2.50m));
        market.Quote("q", bid: (2.40m, 1), by: Alpha);
        market.Replace("of another", "x", of: Alpha);
        market.Kill(Alpha, on: false);
        market.Enter(Sell("3", 8, 2.50m));

        market.Events.ShouldBe(
            Cancelled("2", CancelReason.Killed, leaves: 4), Cancelled("~H1", CancelReason.Killed),
            Cancelled("1b", CancelReason.Killed),
            Rejected("3", RejectReason.Killed), Rejected("q", RejectReason.Killed), Rejected("x", RejectReason.Killed), New("3"));
    }

    [Fact]
    public void A_mass_cancel_takes_all_of_one_participant_and_leaves_the_hedger_s_orders_alone()
    {
        market.Given(Sell("1", 8, 2.50m), Sell("~H1", 8, 2.60m), SellLots("2", 4, 2.50m), Buy("of another", 8, 2.40m));
        market.MassCancel(Alpha);

        market.Events.ShouldBe(Cancelled("1", CancelReason.MassCancel, leaves: 8),
            Cancelled("2", CancelReason.MassCancel, leaves: 4));
        Assert.Equal(["~H1 8", "of another 8"], market.OpenOrders);
    }

    [Fact]
    public void What_is_set_is_told_as_applied_with_the_id_that_was_given()
    {
        market.DefineSku("B200", lot: 8);
        market.DefineSku("B200", lot: 16);
        market.Kill(Alpha);

        market.Asides.ShouldBe(
            new Told("Applied", ("command", CommandKind.DefineSku), ("id", 3)),
            new Told("Applied", ("command", CommandKind.DefineSku), ("id", 3)),
            new Told("Applied", ("command", CommandKind.SetKillSwitch), ("id", 0)));
    }

    [Fact]
    public void An_hour_that_passes_is_told()
    {
        market.PassTo(5);
        market.PassTo(new EngineTime(MarketUnderTest.At(6).Nanos - 1));
        market.PassTo(6);

        market.Asides.ShouldBe(new Told("HourPassed", ("to", 5)), new Told("HourPassed", ("to", 6)));
    }

    [Fact]
    public void A_basket_s_terms_and_listed_months_do_not_change_under_orders_or_positions()
    {
        market.Given(SellLots("1", 1, 2.50m) with { Month = MarketUnderTest.September });
        market.DefineBasket(months: 0b01);
        market.DefineBasket(tick: 0.01m);
        market.DefineBasket(months: 0b111);
        market.Enter(SellLots("oct", 1, 2.50m) with { Month = DeliveryMonth.Of(2026, 10) });

        Told refused = new("Rejected", ("reason", RejectReason.OpenOrders));
        market.Events.ShouldBe(refused, refused, New("oct"));
    }
}
