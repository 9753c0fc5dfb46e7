using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Where several reasons apply, the first of the list is given: an order with every fault at once is put right
/// fault by fault, and each time the next reason of the list comes up.</summary>
public sealed class RefusalPrecedenceTests : MarketRules
{
    [Fact]
    public void A_forward_with_every_fault_is_refused_for_the_first_that_is_left()
    {
        market.Send(header => Command.Of(
            header, new SetPriceCollar { Market = H200East, Low = new Price(10_000), High = new Price(20_000) }));
        market.Given(Buy("1", 8, 1.00m) with { Hours = (24, 48) });
        market.Send(header => Command.Of(
            header, new SetOrderCaps { OpenOrders = 1, ComplexOrdersOfOne = 0, ComplexOrdersOfAll = 0 }));
        market.Kill(Startup);
        market.Halt(H200East);
        market.PassTo(-1);

        EnteredOrder order = Buy("1", 7, 0) with
        {
            By = new ParticipantId(99),
            Market = new MarketId(new SkuId(9), new RegionId(1)),
            Hours = (0, 0),
            MaxParts = 2,
            LatestStart = 0,
            ExpireAtHour = -2,
            PostOnly = true,
            Display = 1,
        };
        Refused(RejectReason.Throttled, order, new CommandHeader { IsThrottled = true });
        Refused(RejectReason.UnknownParticipant, order);
        Refused(RejectReason.UnknownInstrument, order = order with { By = Startup });
        CommandHeader ofAnother = new() { Session = OpenSession(Alpha), RequestNumber = 1 };
        Refused(RejectReason.NotPermitted, order with { Market = H200East }, ofAnother);
        Refused(RejectReason.Halted, order = order with { Market = H200East });
        market.Halt(H200East, on: false);
        Refused(RejectReason.Killed, order);
        Refused(RejectReason.DuplicateClOrdId, order = order with { By = Beta });
        Refused(RejectReason.InvalidQuantity, order = order with { Id = "2" });
        Refused(RejectReason.InvalidPrice, order = order with { Quantity = 1_000_000 });
        Refused(RejectReason.InvalidWindow, order = order with { Price = 100_000m });
        Refused(RejectReason.InvalidExpiry, order = order with { Hours = (0, 10_000) });
        Refused(RejectReason.InvalidCombination, order = order with { ExpireAtHour = null });
        Refused(RejectReason.SearchTooLarge, order = order with { Display = null });
        Refused(RejectReason.GateClosed, order = order with { Hours = (0, 24) });
        Refused(RejectReason.LimitExceeded, order = order with { Hours = (24, 48), LatestStart = 24 });
        Refused(RejectReason.PriceCollar, order = order with { Quantity = 8 });
        Refused(RejectReason.TooManyOrders, order = order with { Price = 2m });
        market.Cancel("1", by: Beta);
        market.Forget();
        Refused(RejectReason.TooManyComplexOrders, order);
    }

    [Fact]
    public void Would_trade_comes_last()
    {
        market.Given(Sell("rests", 8, 1.90m), Buy("1", 8, 1.00m));
        market.Send(header => Command.Of(
            header, new SetOrderCaps { OpenOrders = 1, ComplexOrdersOfOne = 9, ComplexOrdersOfAll = 9 }));
        EnteredOrder order = Buy("2", 8, 2.00m) with { PostOnly = true };
        Refused(RejectReason.TooManyOrders, order);
        market.Cancel("1", by: Beta);
        market.Forget();
        Refused(RejectReason.WouldTrade, order);
    }

    [Fact]
    public void Of_a_replace_too_the_first_reason_is_given()
    {
        market.Given(Sell("1", 8, 2.50m) with { PostOnly = true }, Sell("2", 8, 2.50m), Buy("b", 8, 2.40m));
        market.Halt(H200East);
        Replace(RejectReason.UnknownOrder, "9", "2");
        Replace(RejectReason.Halted, "1", "2", gpus: 7, at: 0);
        market.Halt(H200East, on: false);
        Replace(RejectReason.DuplicateClOrdId, "1", "2", gpus: 7, at: 0);
        Replace(RejectReason.InvalidQuantity, "1", "3", gpus: 7, lots: 1, at: 0);
        Replace(RejectReason.InvalidPrice, "1", "3", gpus: 1_000_000, lots: 1, at: 0);
        Replace(RejectReason.InvalidCombination, "1", "3", gpus: 1_000_000, lots: 1, at: 100_000m);
        Replace(RejectReason.LimitExceeded, "1", "3", gpus: 1_000_000, at: 100_000m);
        Replace(RejectReason.WouldTrade, "1", "3", gpus: 64, at: 2.40m);
    }

    [Fact]
    public void Of_a_quote_too_the_first_reason_is_given()
    {
        market.Quote("old", bid: (2.40m, 1), ask: (2.50m, 1));
        market.Forget();
        market.Quote("old", bid: (2.50m, 0), ask: (2.50m, 1));
        market.Quote("new", bid: (2.60m, 0), ask: (2.50m, 1));
        market.Quote("new", bid: (2.60m, 1), ask: (2.50m, 1));
        market.Quote("new", bid: (2.60m, 10_000_000), ask: (100m, 10_000_000));

        market.Events.ShouldBe(
            Rejected("old", RejectReason.DuplicateClOrdId), Rejected("new", RejectReason.InvalidQuantity),
            Rejected("new", RejectReason.InvalidPrice), Rejected("new", RejectReason.LimitExceeded));
        Assert.Equal(["old.B 1", "old.A 1"], market.OpenOrders);
    }

    private void Replace(RejectReason reason, string orig, string by, long? gpus = null, long? lots = null, decimal? at = null)
    {
        market.Forget();
        market.Replace(orig, by, gpus, lots, at);
        market.Events.ShouldBe(Rejected(by, reason));
    }

    private void Refused(RejectReason reason, EnteredOrder order, CommandHeader header = default)
    {
        market.Forget();
        market.Send(header, each => Command.Of(each, order.ToNewOrder()));
        market.Events.ShouldBe(Rejected(order.Id, reason));
    }

    private SessionId OpenSession(ParticipantId participant)
    {
        market.Send(header => Command.Of(header, new OpenSession { Participant = participant, Name = Code.Parse("desk") }));
        return new SessionId(1);
    }
}
