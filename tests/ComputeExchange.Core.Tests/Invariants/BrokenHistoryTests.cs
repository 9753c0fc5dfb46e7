using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>Every check of an invariant, given a history in which it is broken: one that could not fail would prove
/// nothing.</summary>
public sealed class BrokenHistoryTests
{
    private static readonly int FirstHour = DeliveryMonth.Of(2026, 8).StartHour;

    /// <summary>The worked case of SPEC 3.4: C's cover is B [0, 12) and A [12, 24), then D takes 32 of A on [4, 12). A bid of D's
    /// rests, and is cancelled.</summary>
    private static readonly Scenario Worked = new(ScenarioProfile.Windows, 0, ScenarioRun.Commands("worked-first"));

    [Fact]
    public void The_story_as_it_happened_breaks_nothing() =>
        Assert.Null(MarketInvariants.FirstBreach(Worked, new CoreUnderTest(), MarketInvariants.All));

    [Fact]
    public void An_hour_sold_twice_is_found() =>
        Breaks<NoHourOversold>(AlteredExchange.WithTrades(IsPartOfA, trade => trade with { Instrument = Hours(11, 24) }));

    [Fact]
    public void A_profile_that_lost_an_hour_is_found() => Breaks<NoHourOversold>(new AlteredExchange
    {
        Open = open => open.Profile.Count < 2 ? open : open with { Profile = [.. open.Profile.Skip(1)] },
    });

    [Fact]
    public void Sales_that_no_machine_is_free_for_are_found() =>
        Breaks<EverySaleFitsItsMachines>(AlteredExchange.WithTrades(IsPartOfA, trade => trade with { Instrument = Hours(11, 24) }));

    [Fact]
    public void A_sale_of_half_a_machine_is_found() =>
        Breaks<EverySaleFitsItsMachines>(AlteredExchange.WithTrades(IsOfD, trade => trade with { Quantity = 28 }));

    [Fact]
    public void Two_plain_orders_that_could_still_trade_are_found() =>
        Breaks<NothingLeftToTrade>(AlteredExchange.Without(happened => happened.Kind == EventKind.Trade && IsOfD(happened.Trade)));

    [Fact]
    public void A_complex_buy_that_still_has_a_cover_is_found() =>
        Breaks<NothingLeftToTrade>(AlteredExchange.Without(happened => happened.Kind == EventKind.Trade && !IsOfD(happened.Trade)));

    [Fact]
    public void A_cover_that_costs_more_than_the_limit_is_found() => Breaks<CoverWithinLimit>(
        AlteredExchange.WithTrades(IsPartOfA, trade => trade with { Price = new Price(trade.Price.Ticks + 500) }));

    [Fact]
    public void A_cover_with_a_gap_is_found() =>
        Breaks<CoverWithinLimit>(AlteredExchange.WithTrades(IsPartOfA, trade => trade with { Instrument = Hours(13, 24) }));

    [Fact]
    public void A_cover_that_ends_early_is_found() =>
        Breaks<CoverWithinLimit>(AlteredExchange.WithTrades(IsPartOfA, trade => trade with { Instrument = Hours(12, 23) }));

    [Fact]
    public void A_cover_of_unequal_parts_is_found() =>
        Breaks<CoverWithinLimit>(AlteredExchange.WithTrades(IsPartOfA, trade => trade with { Quantity = 56 }));

    [Fact]
    public void A_buy_that_pays_more_than_its_limit_is_found() => Breaks<NobodyDealsBeyondTheLimit>(
        AlteredExchange.WithTrades(IsOfD, trade => trade with { Price = new Price(trade.Price.Ticks + 1) }));

    [Fact]
    public void A_sell_that_gets_less_than_its_limit_is_found() => Breaks<NobodyDealsBeyondTheLimit>(
        AlteredExchange.WithTrades(IsOfD, trade => trade with { Price = new Price(trade.Price.Ticks - 1) }));

    [Fact]
    public void A_fill_that_nobody_was_told_of_is_found() =>
        Breaks<EveryOrderAccountedFor>(AlteredExchange.Without(happened => happened.Kind == EventKind.Trade && IsOfD(happened.Trade)));

    [Fact]
    public void A_trade_that_tells_of_a_lot_too_much_left_is_found() => Breaks<EveryOrderAccountedFor>(
        AlteredExchange.WithTrades(IsOfD, trade => trade with { Sell = trade.Sell with { Leaves = trade.Sell.Leaves + 8 } }));

    [Fact]
    public void A_cancelled_order_with_a_lot_missing_is_found() => Breaks<EndedOrdersAddUp>(new AlteredExchange
    {
        Events = happened => [happened.Kind != EventKind.Cancelled ? happened : Event.Of(happened.Header,
            happened.Cancelled with { Order = happened.Cancelled.Order with { Leaves = 0 } })],
    });

    [Fact]
    public void An_order_that_stays_open_unseen_is_found() =>
        Breaks<EveryOrderAccountedFor>(AlteredExchange.Without(happened => happened.Kind == EventKind.Cancelled));

    [Fact]
    public void Credit_that_does_not_add_up_is_found() =>
        Breaks<CreditAddsUp>(new AlteredExchange { Credit = use => use with { Used = use.Used + 1 } });

    [Fact]
    public void A_trade_with_oneself_is_found() => Breaks<NoSelfMatch>(
        AlteredExchange.WithTrades(IsOfD, trade => trade with { Sell = trade.Sell with { Participant = trade.Buy.Participant } }));

    private static bool IsPartOfA(Trade trade) => trade.Instrument == Hours(12, 24);

    private static bool IsOfD(Trade trade) => trade.Buy.ClOrdId == ClOrdId.Parse("d");

    private static Instrument Hours(int from, int to) => Instrument.Forward(
        new MarketId(new SkuId(1), new RegionId(1)), DeliveryWindow.Between(FirstHour + from, FirstHour + to));

    private static void Breaks<TInvariant>(AlteredExchange exchange)
        where TInvariant : IInvariant, new() =>
        Assert.NotNull(MarketInvariants.FirstBreach(Worked, exchange, new TInvariant()));
}
