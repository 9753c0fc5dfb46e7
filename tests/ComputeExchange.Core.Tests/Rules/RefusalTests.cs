using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Every reason for which an order is refused, one by one; a refused order leaves no trace but its rejection.</summary>
public sealed class RefusalTests : MarketRules
{
    [Fact]
    public void A_session_over_its_rate_is_throttled()
    {
        market.Send(new CommandHeader { IsThrottled = true }, header => Command.Of(header, Sell("1", 8, 2.50m).ToNewOrder()));

        ShouldBeRefused(RejectReason.Throttled);
    }

    [Fact]
    public void An_unknown_participant_is_refused() =>
        Refused(RejectReason.UnknownParticipant, Sell("1", 8, 2.50m) with { By = new ParticipantId(99) });

    [Fact]
    public void An_unknown_sku_region_or_alternative_is_refused() =>
        Refused(
            RejectReason.UnknownInstrument,
            Sell("1", 8, 2.50m) with { Market = new MarketId(new SkuId(9), new RegionId(1)) },
            Sell("1", 8, 2.50m) with { Market = new MarketId(new SkuId(1), new RegionId(9)) },
            Buy("1", 8, 2.50m) with { Alternatives = [(new MarketId(new SkuId(9), new RegionId(1)), 2.50m)] });

    [Fact]
    public void A_month_that_is_not_listed_is_refused() =>
        Refused(RejectReason.UnknownInstrument, SellLots("1", 8, 2.50m) with { Month = DeliveryMonth.Of(2026, 10) });

    [Fact]
    public void A_principal_may_not_trade_baskets() =>
        Refused(RejectReason.NotPermitted, SellLots("1", 8, 2.50m) with { By = Neocloud });

    [Fact]
    public void The_operator_may_not_trade_baskets_either() =>
        Refused(RejectReason.NotPermitted, SellLots("1", 8, 2.50m) with { By = MarketUnderTest.Operator });

    [Fact]
    public void An_id_of_an_open_order_of_the_same_participant_is_a_duplicate()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Enter(Buy("1", 8, 2.40m));
        market.Enter(Sell("1", 8, 2.60m));

        market.Events.ShouldBe(New("1"), Rejected("1", RejectReason.DuplicateClOrdId));
    }

    [Fact]
    public void An_id_is_free_again_once_its_order_is_closed()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Cancel("1", by: Alpha);
        market.Enter(Sell("1", 8, 2.60m));

        market.Events.ShouldBe(Cancelled("1", CancelReason.Requested, leaves: 8), New("1"));
    }

    [Fact]
    public void A_quantity_is_positive_bounded_and_a_multiple_of_the_lot() =>
        Refused(
            RejectReason.InvalidQuantity, Sell("1", 0, 2.50m), Sell("1", -8, 2.50m), Sell("1", 12, 2.50m),
            Sell("1", Limits.MaxGpus + 8, 2.50m), Sell("1", long.MaxValue, 2.50m), SellLots("1", 0, 2.50m),
            SellLots("1", Limits.MaxLots + 1, 2.50m));

    [Fact]
    public void A_quantity_is_a_multiple_of_every_alternative_s_lot_too() =>
        Refused(
            RejectReason.InvalidQuantity,
            Buy("1", 12, 2.50m) with { Market = H100East, Alternatives = [(H200East, 2.50m)] });

    [Fact]
    public void MinQty_and_DisplayQty_are_positive_when_given() =>
        Refused(
            RejectReason.InvalidQuantity,
            Sell("1", 8, 2.50m) with { TimeInForce = Ioc, MinQuantity = 0 },
            SellLots("1", 8, 2.50m) with { Display = 0 }, SellLots("1", 8, 2.50m) with { Display = -1 });

    [Fact]
    public void A_price_is_there_positive_bounded_and_on_the_tick() =>
        Refused(
            RejectReason.InvalidPrice,
            Sell("1", 8, 0) with { Price = null }, Sell("1", 8, 0), Sell("1", 8, -2.50m), Sell("1", 8, 100_000.0001m),
            Sell("1", 8, 2.50001m), SellLots("1", 8, 2.5005m), Buy("1", 8, 2.50m) with { Alternatives = [(H100East, 0)] });

    [Fact]
    public void The_bounds_of_quantity_and_price_themselves_are_allowed()
    {
        market.Enter(Sell("dear", 8, 100_000m));
        market.Enter(Sell("many", Limits.MaxGpus, 0.0001m));

        market.Events.ShouldBe(New("dear"), New("many", leaves: Limits.MaxGpus));
    }

    [Fact]
    public void A_window_has_1_to_65_535_hours()
    {
        Refused(
            RejectReason.InvalidWindow,
            Sell("1", 8, 2.50m) with { Hours = (0, 0) }, Sell("1", 8, 2.50m) with { Hours = (0, DeliveryWindow.MaxHours + 1) });
        market.Enter(Sell("longest", 8, 2.50m) with { Hours = (0, DeliveryWindow.MaxHours) });

        market.Events.ShouldBe(New("longest"));
    }

    [Fact]
    public void Window_terms_are_in_range() =>
        Refused(
            RejectReason.InvalidWindow,
            Buy("1", 8, 2.50m) with { LatestStart = -1 }, Buy("1", 8, 2.50m) with { LatestStart = 8, Step = 0 },
            Buy("1", 8, 2.50m) with { MinSlice = 0 }, Buy("1", 8, 2.50m) with { MinSlice = 25 },
            Buy("1", 8, 2.50m) with { MaxParts = 0 }, Buy("1", 8, 2.50m) with { MaxParts = Limits.MaxParts + 1 },
            Sell("1", 8, 2.50m) with { Divisible = 0 }, Sell("1", 8, 2.50m) with { Divisible = 25 });

    [Fact]
    public void A_gtd_order_has_a_time_in_the_future_and_no_other_order_has_one() =>
        Refused(
            RejectReason.InvalidExpiry,
            Sell("1", 8, 2.50m) with { TimeInForce = Gtd },
            Sell("1", 8, 2.50m) with { TimeInForce = Gtd, ExpireAtHour = -31 * 24 },
            Sell("1", 8, 2.50m) with { ExpireAtHour = -1 }, Sell("1", 8, 2.50m) with { TimeInForce = Day, ExpireAtHour = -1 });

    [Fact]
    public void A_search_has_at_most_512_windows()
    {
        Refused(
            RejectReason.SearchTooLarge,
            Buy("1", 8, 2.50m) with { LatestStart = 512 },
            Buy("1", 8, 2.50m) with { LatestStart = 256, Alternatives = [(H100East, 2.50m)] });
        market.Enter(Buy("512", 8, 2.50m) with { LatestStart = 511 });

        market.Events.ShouldBe(New("512"));
    }

    [Fact]
    public void A_search_for_parts_has_at_most_8_192_steps()
    {
        Refused(
            RejectReason.SearchTooLarge,
            Buy("1", 8, 2.50m) with { Hours = (0, 1025), MaxParts = 8 },
            Buy("1", 8, 2.50m) with { LatestStart = 171, MaxParts = 2 });
        market.Enter(Buy("8192", 8, 2.50m) with { Hours = (0, 1024), MaxParts = 8 });
        market.Enter(Buy("8160", 8, 2.50m) with { LatestStart = 169, MaxParts = 2 });

        market.Events.ShouldBe(New("8192"), New("8160"));
    }

    [Fact]
    public void An_order_s_value_is_at_most_100_billion_dollars()
    {
        Refused(
            RejectReason.LimitExceeded,
            Sell("1", 1_000_000, 100m) with { Hours = (0, 1001) }, SellLots("1", 10_000_000, 13.699m),
            Buy("1", 1_000_000, 1m) with { Hours = (0, 1001), Alternatives = [(H100East, 100m)] });
        market.Enter(Sell("exactly", 1_000_000, 100m) with { Hours = (0, 1000) });

        market.Events.ShouldBe(New("exactly"));
    }

    [Fact]
    public void Pre_trade_limits_are_off_unless_set()
    {
        market.Send(header => Command.Of(header, new SetPreTradeLimits
        {
            Participant = Alpha,
            MaxGpus = 64,
            MaxLots = 100,
            MaxValue = MarketUnderTest.Dollars(10_000),
        }));
        market.Forget();

        Refused(RejectReason.LimitExceeded, Sell("1", 72, 2.50m), Sell("1", 64, 6.60m), SellLots("1", 101, 0.10m));
        market.Enter(Sell("fits", 64, 6.50m));
        market.Enter(Buy("of another", 72, 2.50m));

        market.Events.ShouldBe(New("fits"), New("of another"));
    }

    [Fact]
    public void A_collar_refuses_limits_outside_of_it()
    {
        market.Send(header => Command.Of(
            header, new SetPriceCollar { Market = H200East, Low = new Price(20_000), High = new Price(30_000) }));
        market.Forget();

        Refused(RejectReason.PriceCollar, Sell("1", 8, 1.9999m), Buy("1", 8, 3.0001m),
            Buy("1", 8, 2.50m) with { Market = H100East, Alternatives = [(H200East, 3.01m)] });
        market.Enter(Sell("low", 8, 2m));
        market.Enter(AtMarket(Sell("market", 8, 0)));

        market.Events.ShouldBe(New("low"), New("market"), Cancelled("market", CancelReason.ImmediateOrCancel));
    }

    [Fact]
    public void Open_orders_of_one_participant_are_bounded()
    {
        SetCaps(openOrders: 2);
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.50m), Buy("of another", 8, 2.40m));
        market.Enter(Sell("3", 8, 2.50m));
        market.Quote("q", bid: (2.40m, 1), ask: (2.50m, 1), by: Alpha);
        market.Replace("1", "1b", at: 2.60m);

        market.Events.ShouldBe(
            Rejected("3", RejectReason.TooManyOrders), Rejected("q", RejectReason.TooManyOrders), Replaced("1b", "1", leaves: 8));
    }

    [Fact]
    public void Complex_buys_in_one_market_are_bounded_for_one_and_for_all()
    {
        SetCaps(openOrders: 100, complexOfOne: 1, complexOfAll: 2);
        EnteredOrder complex = Buy("1", 8, 2.50m) with { MaxParts = 2 };
        market.Given(complex);
        market.Enter(complex with { Id = "2" });
        market.Enter(complex with { Id = "3", By = Gamma });
        market.Enter(complex with { Id = "4", By = Alpha });
        market.Enter(complex with { Id = "5", Market = H100East, Alternatives = [(H200East, 2.50m)] });
        market.Enter(Buy("plain", 8, 2.50m));

        market.Events.ShouldBe(
            Rejected("2", RejectReason.TooManyComplexOrders), New("3"), Rejected("4", RejectReason.TooManyComplexOrders),
            Rejected("5", RejectReason.TooManyComplexOrders), New("plain"));
    }

    [Fact]
    public void What_is_not_open_cannot_be_cancelled_or_replaced()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.Cancel("2", by: Alpha);
        market.Cancel("1", by: Beta);
        market.Replace("2", "3");

        market.Events.ShouldBe(
            Rejected("2", RejectReason.UnknownOrder), Rejected("1", RejectReason.UnknownOrder),
            Rejected("3", RejectReason.UnknownOrder));
    }

    [Fact]
    public void Lot_lead_and_kind_cannot_change_under_open_orders()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.DefineSku("H200", lot: 4);
        market.SetLead(H200East, hours: 2);
        market.DefineParticipant("ALPHA", ParticipantKind.Principal);
        market.Cancel("1", by: Alpha);
        market.DefineSku("H200", lot: 4);
        market.SetLead(H200East, hours: 2);
        market.DefineParticipant("ALPHA", ParticipantKind.Principal);

        Told refused = new("Rejected", ("reason", RejectReason.OpenOrders));
        market.Events.ShouldBe(refused, refused, refused, Cancelled("1", CancelReason.Requested));
    }

    [Fact]
    public void A_complex_buy_counts_as_an_open_order_of_each_of_its_markets()
    {
        market.Given(Buy("b", 8, 2.50m) with { Alternatives = [(H100East, 2.50m)] });
        market.SetLead(H100East, hours: 2);
        market.SetLead(H200West, hours: 2);

        market.Events.ShouldBe(new Told("Rejected", ("reason", RejectReason.OpenOrders)));
    }

    [Fact]
    public void What_stays_the_same_may_be_said_again_under_open_orders()
    {
        market.Given(Sell("1", 8, 2.50m));
        market.DefineSku("H200", lot: 8);
        market.SetLead(H200East, hours: 1);
        market.DefineParticipant("ALPHA", ParticipantKind.Dealer);

        market.Events.ShouldBe();
    }

    private void SetCaps(int openOrders, int complexOfOne = 256, int complexOfAll = 4096)
    {
        market.Send(header => Command.Of(header, new SetOrderCaps
        {
            OpenOrders = openOrders,
            ComplexOrdersOfOne = complexOfOne,
            ComplexOrdersOfAll = complexOfAll,
        }));
        market.Forget();
    }

    private void Refused(RejectReason reason, params EnteredOrder[] orders)
    {
        foreach (EnteredOrder order in orders)
        {
            market.Enter(order);
            ShouldBeRefused(reason);
        }
    }

    private void ShouldBeRefused(RejectReason reason)
    {
        market.Events.ShouldBe(Rejected("1", reason));
        Assert.Equal(0, market.Exchange.OpenOrderCount);
        market.Forget();
    }
}
