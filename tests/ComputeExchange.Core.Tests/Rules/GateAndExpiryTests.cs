using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Gates, ends of days and expiry times, and what happens when several come at once.</summary>
public sealed class GateAndExpiryTests : MarketRules
{
    [Fact]
    public void A_forward_is_open_until_its_start_less_the_lead()
    {
        market.SetLead(H200East, hours: 3);
        market.Given(Sell("1", 8, 2.50m));
        market.PassTo(new EngineTime(MarketUnderTest.At(-3).Nanos - 1));
        market.Enter(Sell("2", 8, 2.50m));
        market.PassTo(-3);
        market.Enter(Sell("3", 8, 2.50m));

        market.Events.ShouldBe(
            New("2"), Expired("1", ExpiryReason.GateClosure, leaves: 8), Expired("2", ExpiryReason.GateClosure, leaves: 8),
            Rejected("3", RejectReason.GateClosed));
    }

    [Fact]
    public void The_lead_is_one_hour_unless_set()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.PassTo(-1);

        market.Events.ShouldBe(Expired("1", ExpiryReason.GateClosure));
    }

    [Fact]
    public void A_buy_with_several_starts_is_open_until_the_gate_of_the_last_one()
    {
        market.Given(Buy("b", 8, 2.50m) with { LatestStart = 11, Step = 5 });
        market.PassTo(8);
        market.Enter(Sell("gone", 8, 2.50m) with { Hours = (5, 29), TimeInForce = Ioc });
        market.Enter(Sell("last", 8, 2.60m) with { Hours = (10, 34) });
        market.PassTo(9);

        market.Events.ShouldBe(
            Rejected("gone", RejectReason.GateClosed), New("last"),
            Expired("b", ExpiryReason.GateClosure), Expired("last", ExpiryReason.GateClosure));
    }

    [Fact]
    public void A_start_drops_out_as_its_own_gate_is_reached()
    {
        market.SetLead(H100East, hours: 10);
        market.Given(
            Sell("1", 8, 2.40m) with { Market = H100East, Divisible = 1, Hours = (0, 100) },
            Sell("2", 8, 2.50m) with { Divisible = 1, Hours = (0, 100) });
        market.PassTo(-5);
        market.Enter(Buy("b", 8, 2.50m) with { Market = H100East, Alternatives = [(H200East, 2.50m)] });

        market.Events.ShouldBe(New("b"), Trade("2", "b", 8, 2.50m, market: H200East));
    }

    [Fact]
    public void Once_pinned_only_the_gate_of_its_window_counts()
    {
        market.Given(Buy("b", 16, 2.50m) with { LatestStart = 48 });
        market.Enter(Sell("s", 8, 2.50m));
        market.Forget();
        market.PassTo(-1);

        market.Events.ShouldBe(Expired("b", ExpiryReason.GateClosure, leaves: 8));
    }

    [Fact]
    public void A_divisible_sell_is_open_until_the_gate_of_its_last_possible_slice()
    {
        market.Given(Sell("1", 8, 2.50m) with { Divisible = 6 });
        market.PassTo(16);
        market.Enter(Buy("b", 8, 2.50m) with { Hours = (18, 24) });
        market.PassTo(17);
        market.Enter(Sell("2", 8, 2.50m) with { Divisible = 6 });

        market.Events.ShouldBe(
            New("b"), Trade("1", "b", 8, 2.50m, restingLeaves: 18 * 8),
            Expired("1", ExpiryReason.GateClosure, leaves: 18 * 8), Rejected("2", RejectReason.GateClosed));
    }

    [Fact]
    public void A_contract_trades_until_its_month_ends()
    {
        market.Given(SellLots("aug", 1, 2.50m), SellLots("sep", 1, 2.50m) with { Month = MarketUnderTest.September });
        market.PassTo(31 * 24);
        market.Enter(SellLots("late", 1, 2.50m));
        market.Quote("q", bid: (2.40m, 1));

        market.Events.ShouldBe(
            Expired("aug", ExpiryReason.GateClosure), Rejected("late", RejectReason.GateClosed),
            Rejected("q", RejectReason.GateClosed));
        Assert.Equal(["sep 1"], market.OpenOrders);
    }

    [Fact]
    public void A_day_order_expires_at_the_next_midnight()
    {
        market.PassTo(new EngineTime(MarketUnderTest.At(-48).Nanos + 1));
        market.Given(Sell("1", 8, 2.50m) with { TimeInForce = Day });
        market.PassTo(new EngineTime(MarketUnderTest.At(-24).Nanos - 1));
        market.Events.ShouldBe();
        market.PassTo(-24);

        market.Events.ShouldBe(Expired("1", ExpiryReason.EndOfDay, leaves: 8));
    }

    [Fact]
    public void A_day_order_entered_at_midnight_has_the_whole_day()
    {
        market.PassTo(-48);
        market.Given(Sell("1", 8, 2.50m) with { TimeInForce = Day });
        market.PassTo(-25);
        market.Events.ShouldBe();
        market.PassTo(-24);

        market.Events.ShouldBe(Expired("1", ExpiryReason.EndOfDay));
    }

    [Fact]
    public void A_gtd_order_expires_at_its_time()
    {
        market.Given(Sell("1", 8, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = -10 });
        market.PassTo(-10);

        market.Events.ShouldBe(Expired("1", ExpiryReason.GoodTillDate, leaves: 8));
    }

    [Fact]
    public void Past_several_deadlines_it_expires_once_with_the_earliest()
    {
        market.Given(
            Sell("day", 8, 2.50m) with { TimeInForce = Day }, Sell("gtd", 8, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = 40 },
            Sell("first", 8, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = -2 });
        market.PassTo(100);

        market.Events.ShouldBe(
            Expired("day", ExpiryReason.EndOfDay), Expired("gtd", ExpiryReason.GateClosure),
            Expired("first", ExpiryReason.GoodTillDate));
    }

    [Fact]
    public void A_tie_goes_to_the_gate_then_the_end_of_the_day()
    {
        market.PassTo(-30);
        market.Given(
            Sell("gate and day", 8, 2.50m) with { Hours = (-23, 0), TimeInForce = Day },
            Sell("gate and time", 8, 2.50m) with { Hours = (-23, 0), TimeInForce = Gtd, ExpireAtHour = -24 });
        market.PassTo(-24);

        market.Events.ShouldBe(
            Expired("gate and day", ExpiryReason.GateClosure), Expired("gate and time", ExpiryReason.GateClosure));
    }

    [Fact]
    public void Expiries_of_one_step_happen_in_entry_order_before_the_command_that_brought_the_time()
    {
        market.Given(
            Sell("1", 8, 2.50m), Sell("2", 8, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = -20 },
            BuyLots("3", 1, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = -30 });
        market.Replace("1", "1b", at: 2.60m);
        market.Forget();
        market.Send(new CommandHeader(), header => Command.Of(
            header with { Time = MarketUnderTest.At(-1) }, Buy("b", 8, 9.99m).ToNewOrder() with
            {
                Instrument = Instrument.Forward(H200East, MarketUnderTest.Window(24, 48)),
            }));

        market.Events.ShouldBe(
            Expired("2", ExpiryReason.GoodTillDate), Expired("3", ExpiryReason.GoodTillDate),
            Expired("1b", ExpiryReason.GateClosure), New("b"));
    }

    [Fact]
    public void Engine_time_never_goes_back()
    {
        market.PassTo(-10);
        market.PassTo(-20);
        market.Enter(Sell("1", 8, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = -15 });

        market.Events.ShouldBe(Rejected("1", RejectReason.InvalidExpiry));
        Assert.Equal(MarketUnderTest.At(-10), market.Exchange.Time);
        Assert.Equal(MarketUnderTest.At(-10), market.LastToldAt);
    }

    [Fact]
    public void An_order_filled_before_its_deadline_does_not_expire()
    {
        market.Given(Sell("1", 8, 2.50m) with { TimeInForce = Day });
        market.Enter(Buy("b", 8, 2.50m));
        market.Forget();
        market.PassTo(0);

        market.Events.ShouldBe();
    }

    [Fact]
    public void The_next_deadline_is_the_earliest_of_all_or_the_next_hour()
    {
        market.PassTo(-48);
        EngineTime soon = new(MarketUnderTest.At(-48).Nanos + 5);
        market.Given(Sell("1", 8, 2.50m));
        Assert.Equal(MarketUnderTest.At(-47), market.Exchange.NextDeadline);
        market.Send(header => Command.Of(header, Sell("2", 8, 2.50m).ToNewOrder() with
        {
            TimeInForce = Gtd,
            Given = GivenTerms.Price | GivenTerms.ExpireTime,
            ExpireTime = soon,
        }));

        Assert.Equal(soon, market.Exchange.NextDeadline);
    }
}
