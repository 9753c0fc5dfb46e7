using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>A kill switch that leaves reducing orders allowed. ALPHA is killed; it is long 64 GPUs of hours [0, 24), short 64 of
/// [48, 72), and long 10 lots of August.</summary>
public sealed class ReduceOnlyTests : MarketRules
{
    public ReduceOnlyTests()
    {
        market.Given(Sell("g1", 64, 2.50m) with { By = Gamma }, SellLots("g2", 10, 2.50m) with { By = Gamma });
        market.Enter(Buy("a1", 64, 2.50m) with { By = Alpha });
        market.Enter(BuyLots("a2", 10, 2.50m) with { By = Alpha });
        market.Enter(Buy("b1", 64, 2.50m) with { Hours = (48, 72) });
        market.Enter(Sell("a3", 64, 2.50m) with { Hours = (48, 72) });
        market.Kill(Alpha, reduceOnly: true);
        Assert.Empty(market.OpenOrders);
        market.Forget();
    }

    [Fact]
    public void Lots_may_be_sold_up_to_the_position_and_no_lot_more()
    {
        market.Enter(SellLots("over", 11, 2.60m));
        market.Enter(SellLots("all", 10, 2.60m));
        market.Enter(SellLots("more", 1, 2.60m));

        market.Events.ShouldBe(Rejected("over", RejectReason.Killed), New("all"), Rejected("more", RejectReason.Killed));
    }

    [Fact]
    public void What_would_add_to_a_position_or_open_one_is_refused()
    {
        market.Enter(BuyLots("adds", 1, 2.40m) with { By = Alpha });
        market.Enter(SellLots("other month", 1, 2.60m) with { Month = MarketUnderTest.September });
        market.Enter(Buy("hours", 8, 2.40m) with { By = Alpha });
        market.Enter(Sell("other market", 8, 2.60m) with { Market = H200West });
        market.Enter(Sell("other hours", 8, 2.60m) with { Hours = (24, 48) });
        market.Enter(Sell("short hours", 8, 2.60m) with { Hours = (48, 72) });

        string[] refused = ["adds", "other month", "hours", "other market", "other hours", "short hours"];
        market.Events.ShouldBe([.. refused.Select(id => Rejected(id, RejectReason.Killed))]);
    }

    [Fact]
    public void Hours_may_be_sold_where_every_one_of_them_is_long_and_bought_back_where_every_one_is_short()
    {
        market.Enter(Sell("part", 64, 2.60m) with { Hours = (4, 12) });
        market.Enter(Sell("rest", 64, 2.60m) with { Hours = (12, 24) });
        market.Enter(Sell("edge", 8, 2.60m) with { Hours = (11, 13) });
        market.Enter(Sell("beyond", 8, 2.60m) with { Hours = (0, 25) });
        market.Enter(Buy("back", 64, 2.40m) with { By = Alpha, Hours = (48, 72) });
        market.Enter(Buy("past", 8, 2.40m) with { By = Alpha, Hours = (71, 72) });
        market.Enter(Sell("first", 64, 2.60m) with { Hours = (0, 4) });

        market.Events.ShouldBe(New("part"), New("rest"), Rejected("edge", RejectReason.Killed),
            Rejected("beyond", RejectReason.Killed), New("back"), Rejected("past", RejectReason.Killed), New("first"));
    }

    [Fact]
    public void A_cancel_makes_room_again_and_a_fill_does_not()
    {
        market.Enter(SellLots("1", 10, 2.50m));
        market.Cancel("1", by: Alpha);
        market.Enter(SellLots("2", 10, 2.50m));
        market.Enter(BuyLots("b", 4, 2.50m));
        market.Enter(SellLots("3", 1, 2.50m));
        market.Cancel("2", by: Alpha);
        market.Enter(SellLots("4", 7, 2.50m));
        market.Enter(SellLots("5", 6, 2.50m));

        market.Events.ShouldBe(New("1"), Cancelled("1", CancelReason.Requested), New("2"), New("b"),
            Trade("2", "b", 4, 2.50m), Rejected("3", RejectReason.Killed), Cancelled("2", CancelReason.Requested, leaves: 6),
            Rejected("4", RejectReason.Killed), New("5"));
    }

    [Fact]
    public void A_divisible_sell_takes_room_for_the_hours_that_it_still_has()
    {
        market.Enter(Sell("d", 64, 2.50m) with { Divisible = 4 });
        market.Enter(Sell("none", 8, 2.60m) with { Hours = (0, 4) });
        market.Enter(Buy("b", 64, 2.50m) with { Hours = (0, 4) });
        market.Cancel("d", by: Alpha);
        market.Enter(Sell("sold", 8, 2.60m) with { Hours = (0, 5) });
        market.Enter(Sell("left", 64, 2.60m) with { Hours = (4, 24) });

        market.Events.ShouldBe(New("d"), Rejected("none", RejectReason.Killed), New("b"), Trade("d", "b", 64, 2.50m),
            Cancelled("d", CancelReason.Requested), Rejected("sold", RejectReason.Killed), New("left"));
    }

    [Fact]
    public void A_buy_may_be_assembled_but_not_flexible_nor_have_alternatives()
    {
        EnteredOrder back = Buy("b", 8, 2.40m) with { By = Alpha, Hours = (48, 60) };
        market.Enter(back with { Id = "flexible", LatestStart = 49 });
        market.Enter(back with { Id = "alternatives", Alternatives = [(H200West, 2.40m)] });
        market.Enter(back with { Id = "assembled", MaxParts = 2 });

        market.Events.ShouldBe(Rejected("flexible", RejectReason.Killed), Rejected("alternatives", RejectReason.Killed),
            New("assembled"));
    }

    [Fact]
    public void A_replace_may_ask_for_less_or_another_price_and_for_more_only_where_there_is_room()
    {
        market.Enter(SellLots("1", 6, 2.60m));
        market.Replace("1", "2", lots: 10, at: 2.55m);
        market.Replace("2", "3", lots: 11);
        market.Replace("2", "4", lots: 3);
        market.Enter(SellLots("rest", 7, 2.60m));
        market.Replace("4", "5", lots: 4);
        market.Replace("4", "6", at: 2.70m);
        market.Replace("nothing", "7", lots: 1);

        market.Events.ShouldBe(New("1"), Replaced("2", "1", 10), Rejected("3", RejectReason.Killed), Replaced("4", "2", 3),
            New("rest"), Rejected("5", RejectReason.Killed), Replaced("6", "4", 3), Rejected("7", RejectReason.UnknownOrder));
    }

    [Fact]
    public void Hours_that_a_replace_adds_need_room_in_every_one()
    {
        market.Enter(Sell("1", 8, 2.60m) with { Hours = (0, 12) });
        market.Enter(Sell("2", 56, 2.60m) with { Hours = (11, 24) });
        market.Replace("1", "3", gpus: 16);
        market.Cancel("2", by: Alpha);
        market.Replace("1", "4", gpus: 64);
        market.Replace("4", "5", gpus: 72);
        market.Replace("4", "6", gpus: long.MaxValue);
        market.Replace("4", "7", gpus: long.MinValue);

        market.Events.ShouldBe(New("1"), New("2"), Rejected("3", RejectReason.Killed),
            Cancelled("2", CancelReason.Requested), Replaced("4", "1", 64), Rejected("5", RejectReason.Killed),
            Rejected("6", RejectReason.Killed), Rejected("7", RejectReason.InvalidQuantity));
    }

    [Fact]
    public void Quotes_and_hedge_orders_stay_refused()
    {
        market.Quote("q", ask: (2.60m, 1), by: Alpha);
        market.Enter(SellLots("~H1", 1, 2.60m));

        market.Events.ShouldBe(Rejected("q", RejectReason.Killed), Rejected("~H1", RejectReason.Killed));
    }

    [Fact]
    public void Forwards_are_a_dealer_s_only_since_nobody_else_has_an_exposure()
    {
        market.Enter(Sell("g", 8, 2.50m) with { By = Gamma, Hours = (24, 48) });
        market.Enter(Buy("s", 8, 2.50m) with { By = Startup, Hours = (24, 48) });
        market.Kill(Startup, reduceOnly: true);
        market.Forget();
        market.Enter(Sell("back", 8, 2.50m) with { By = Startup, Hours = (24, 48) });

        market.Events.ShouldBe(Rejected("back", RejectReason.Killed));
    }

    [Fact]
    public void The_rule_comes_where_Killed_comes_and_what_is_ill_formed_is_refused_for_what_it_is()
    {
        market.Enter(SellLots("none", 0, 2.60m));
        market.Enter(SellLots("free", 1, 0m));
        market.Enter(Sell("odd", 4, 2.60m));
        market.Enter(Sell("no window", 8, 2.60m) with { Hours = (5, 5) });
        market.Enter(Buy("early", 8, 2.40m) with { By = Alpha, Hours = (48, 50), LatestStart = 47 });

        market.Events.ShouldBe(Rejected("none", RejectReason.InvalidQuantity), Rejected("free", RejectReason.InvalidPrice),
            Rejected("odd", RejectReason.InvalidQuantity), Rejected("no window", RejectReason.Killed),
            Rejected("early", RejectReason.InvalidWindow));
    }

    [Fact]
    public void Few_orders_may_be_open_since_each_is_weighed_against_all()
    {
        market.Kill(Alpha, on: false);
        market.Enter(SellLots("g", 1_000, 2.50m) with { By = Gamma });
        market.Enter(BuyLots("a", 1_000, 2.50m) with { By = Alpha });
        market.Kill(Alpha, reduceOnly: true);
        for (int i = 0; i < Limits.MaxReducingOrders; i++)
            market.Enter(SellLots($"s{i}", 1, 2.60m));
        market.Forget();
        market.Enter(SellLots("one more", 1, 2.60m));
        market.Cancel("s0", by: Alpha);
        market.Enter(SellLots("another", 1, 2.60m));

        market.Events.ShouldBe(Rejected("one more", RejectReason.TooManyOrders),
            Cancelled("s0", CancelReason.Requested), New("another"));
    }

    [Fact]
    public void The_switch_thrown_again_cancels_again_and_its_option_is_that_of_the_last_time()
    {
        market.Enter(SellLots("1", 1, 2.60m));
        market.Kill(Alpha, reduceOnly: true);
        market.Enter(SellLots("2", 1, 2.60m));
        market.Kill(Alpha);
        market.Enter(SellLots("3", 1, 2.60m));
        market.Kill(Alpha, on: false);
        market.Enter(BuyLots("4", 1, 2.40m) with { By = Alpha });

        market.Events.ShouldBe(New("1"), Cancelled("1", CancelReason.Killed), New("2"), Cancelled("2", CancelReason.Killed),
            Rejected("3", RejectReason.Killed), New("4"));
    }

    [Fact]
    public void The_option_goes_with_a_kill_only()
    {
        market.Kill(Alpha, on: false, reduceOnly: true);
        market.Enter(BuyLots("still killed", 1, 2.40m) with { By = Alpha });

        market.Events.ShouldBe(
            new Told("Rejected", ("reason", RejectReason.InvalidCombination)), Rejected("still killed", RejectReason.Killed));
    }

    [Fact]
    public void Hours_that_were_delivered_are_held_no_more()
    {
        market.PassTo(6);
        market.Enter(Sell("begun", 8, 2.60m) with { Divisible = 1 });
        market.Enter(Sell("to come", 64, 2.60m) with { Hours = (8, 24) });

        market.Events.ShouldBe(Rejected("begun", RejectReason.Killed), New("to come"));
    }

    [Fact]
    public void A_snapshot_keeps_the_option()
    {
        market.Enter(SellLots("1", 6, 2.60m));
        using MemoryStream saved = new();
        market.Exchange.Save(saved);
        saved.Position = 0;
        Exchange loaded = Exchange.Load(saved);

        Assert.Equal(market.Exchange.StateHash(), loaded.StateHash());
        EnteredOrder[] next = [SellLots("over", 5, 2.60m), SellLots("fits", 4, 2.60m), BuyLots("adds", 1, 2.40m) with { By = Alpha }];
        foreach (EnteredOrder order in next)
        {
            market.Enter(order);
            loaded.Apply(Command.Of(new CommandHeader { Time = market.Exchange.Time }, order.ToNewOrder()), new Unheard());
        }

        Assert.Equal(["1 6", "fits 4"], market.OpenOrders);
        Assert.Equal(market.Exchange.StateHash(), loaded.StateHash());
    }

    private sealed class Unheard : IEventSink
    {
        public void On(in Event happened)
        {
        }
    }
}
