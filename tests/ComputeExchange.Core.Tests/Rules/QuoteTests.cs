using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Two-sided quotes: checked whole, carried side by side, pulled by protection.</summary>
public sealed class QuoteTests : MarketRules
{
    [Fact]
    public void A_first_quote_enters_both_sides()
    {
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));

        market.Events.ShouldBe(New("q.B", leaves: 10), New("q.A", leaves: 12));
    }

    [Fact]
    public void A_quote_without_sides_where_none_stands_is_answered_all_the_same()
    {
        market.Quote("q");

        market.Events.ShouldBe();
        market.Asides.ShouldBe(new Told("Applied", ("command", "Quote")));
    }

    [Fact]
    public void A_side_that_stands_is_replaced_under_the_new_id_and_keeps_its_place_for_no_more_at_the_same_price()
    {
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));
        market.Given(BuyLots("later", 5, 2.50m), SellLots("too", 5, 2.60m));
        market.Quote("r", bid: (2.50m, 10), ask: (2.60m, 13));
        market.Enter(SellLots("s", 1, 2.50m));
        market.Enter(BuyLots("b", 1, 2.60m) with { By = Gamma });

        market.Events.ShouldBe(
            Replaced("r.B", "q.B", leaves: 10), Replaced("r.A", "q.A", leaves: 13), New("s"), Trade("r.B", "s", 1, 2.50m),
            New("b"), Trade("too", "b", 1, 2.60m));
    }

    [Fact]
    public void Its_quantity_is_what_shall_be_open_and_not_a_total()
    {
        market.Quote("q", bid: (2.50m, 10));
        market.Enter(SellLots("s", 4, 2.50m));
        market.Quote("r", bid: (2.50m, 10));

        market.Events.ShouldBe(New("q.B"), New("s"), Trade("q.B", "s", 4, 2.50m, restingLeaves: 6),
            Replaced("r.B", "q.B", leaves: 10));
    }

    [Fact]
    public void A_side_left_out_is_cancelled()
    {
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));
        market.Forget();
        market.Quote("r", ask: (2.61m, 12));
        market.Quote("s");

        market.Events.ShouldBe(
            Cancelled("q.B", CancelReason.Requested, leaves: 10), Replaced("r.A", "q.A", leaves: 12),
            Cancelled("r.A", CancelReason.Requested, leaves: 12));
    }

    [Fact]
    public void One_bad_side_refuses_all_of_it_and_the_old_quote_stays()
    {
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));
        market.Forget();
        market.Quote("r", bid: (2.51m, 10), ask: (2.6005m, 12));
        market.Quote("r", bid: (2.51m, 0), ask: (2.60m, 12));
        market.Quote("r", bid: (2.60m, 10), ask: (2.60m, 12));

        market.Events.ShouldBe(
            Rejected("r", RejectReason.InvalidPrice), Rejected("r", RejectReason.InvalidQuantity),
            Rejected("r", RejectReason.InvalidPrice));
        Assert.Equal(["q.B 10", "q.A 12"], market.OpenOrders);
    }

    [Fact]
    public void The_ask_goes_first_when_the_new_bid_reaches_the_old_ask_so_that_a_quote_never_meets_itself()
    {
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));
        market.Forget();
        market.Quote("r", bid: (2.60m, 10), ask: (2.70m, 12));
        market.Quote("s", bid: (2.40m, 10), ask: (2.45m, 12));

        market.Events.ShouldBe(
            Replaced("r.A", "q.A", leaves: 12), Replaced("r.B", "q.B", leaves: 10),
            Replaced("s.B", "r.B", leaves: 10), Replaced("s.A", "r.A", leaves: 12));
    }

    [Fact]
    public void A_side_trades_as_it_enters_and_what_is_left_rests()
    {
        market.Given(SellLots("1", 4, 2.49m));
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 10));

        market.Events.ShouldBe(New("q.B"), Trade("1", "q.B", 4, 2.49m, aggressorLeaves: 6), New("q.A"));
    }

    [Fact]
    public void A_side_can_be_cancelled_like_any_order_and_enters_anew_with_the_next_quote()
    {
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));
        market.Forget();
        market.Cancel("q.B", by: Maker);
        market.Quote("r", bid: (2.50m, 10), ask: (2.60m, 12));

        market.Events.ShouldBe(
            Cancelled("q.B", CancelReason.Requested), New("r.B"), Replaced("r.A", "q.A", leaves: 12));
    }

    [Fact]
    public void There_is_one_quote_for_a_participant_and_contract()
    {
        market.Quote("q", bid: (2.50m, 10));
        market.Quote("p", bid: (2.50m, 10), by: Alpha);
        market.Quote("r", bid: (2.50m, 10), month: MarketUnderTest.September);

        market.Events.ShouldBe(New("q.B"), New("p.B"), New("r.B"));
    }

    [Fact]
    public void Principals_do_not_quote_and_ids_of_open_orders_are_taken()
    {
        market.Given(BuyLots("q.B", 1, 2.40m) with { By = Maker });
        market.Quote("q", bid: (2.50m, 10));
        market.Quote("p", bid: (2.50m, 10), by: Neocloud);

        market.Events.ShouldBe(Rejected("q", RejectReason.DuplicateClOrdId), Rejected("p", RejectReason.NotPermitted));
    }

    [Fact]
    public void Protection_pulls_the_quotes_after_the_command_in_which_they_had_so_many_fills()
    {
        Protect(fills: 2, nanos: 1_000);
        market.Quote("q", bid: (2.50m, 10), ask: (2.60m, 12));
        market.Quote("sep", bid: (2.50m, 10), month: MarketUnderTest.September);
        market.Given(BuyLots("own order", 1, 2.40m) with { By = Maker });
        market.Enter(SellLots("1", 1, 2.50m));
        market.Enter(SellLots("2", 1, 2.50m));

        market.Events.ShouldBe(
            New("1"), Trade("q.B", "1", 1, 2.50m), New("2"), Trade("q.B", "2", 1, 2.50m),
            Cancelled("q.B", CancelReason.MarketMakerProtection, leaves: 8),
            Cancelled("q.A", CancelReason.MarketMakerProtection, leaves: 12),
            Cancelled("sep.B", CancelReason.MarketMakerProtection, leaves: 10));
    }

    [Fact]
    public void Fills_exactly_the_window_apart_trip_it_and_those_further_apart_do_not()
    {
        Protect(fills: 2, nanos: EngineTime.NanosPerHour);
        market.PassTo(-100);
        market.Quote("q", bid: (2.50m, 10));
        market.Enter(SellLots("1", 1, 2.50m));
        market.PassTo(new EngineTime(MarketUnderTest.At(-99).Nanos + 1));
        market.Enter(SellLots("2", 1, 2.50m));
        market.PassTo(new EngineTime(MarketUnderTest.At(-98).Nanos + 1));
        market.Enter(SellLots("3", 1, 2.50m));

        market.Events.ShouldBe(
            New("q.B"), New("1"), Trade("q.B", "1", 1, 2.50m), New("2"), Trade("q.B", "2", 1, 2.50m), New("3"),
            Trade("q.B", "3", 1, 2.50m), Cancelled("q.B", CancelReason.MarketMakerProtection, leaves: 7));
    }

    [Fact]
    public void Protection_is_off_unless_set_and_counts_anew_after_it_tripped()
    {
        market.Quote("q", bid: (2.50m, 10));
        market.Enter(SellLots("1", 1, 2.50m));
        Protect(fills: 2, nanos: EngineTime.NanosPerHour);
        market.Enter(SellLots("2", 2, 2.50m));
        market.Enter(SellLots("3", 2, 2.50m));
        market.Forget();
        market.Quote("r", bid: (2.50m, 10));
        market.Enter(SellLots("4", 2, 2.50m));

        market.Events.ShouldBe(New("r.B", leaves: 10), New("4"), Trade("r.B", "4", 2, 2.50m));
    }

    private void Protect(int fills, long nanos) =>
        market.Send(header => Command.Of(header, new SetMarketMakerProtection
        {
            Participant = Maker,
            Basket = MarketUnderTest.Basket,
            Fills = fills,
            WindowNanos = nanos,
        }));
}
