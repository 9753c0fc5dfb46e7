using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Icebergs show a part; when it is gone the next part stands at the back of its level.</summary>
public sealed class IcebergTests : MarketRules
{
    [Fact]
    public void A_refill_takes_a_place_at_the_back()
    {
        market.Given(SellLots("ice", 20, 2.60m) with { Display = 5 }, SellLots("2", 10, 2.60m));
        market.Enter(BuyLots("b", 22, 2.60m));

        market.Events.ShouldBe(
            New("b"), Trade("ice", "b", 5, 2.60m, restingLeaves: 15), Trade("2", "b", 10, 2.60m),
            Trade("ice", "b", 5, 2.60m, restingLeaves: 10), Trade("ice", "b", 2, 2.60m, restingLeaves: 8));
    }

    [Fact]
    public void A_part_that_is_not_gone_keeps_its_place()
    {
        market.Given(SellLots("ice", 20, 2.60m) with { Display = 5 }, SellLots("2", 10, 2.60m));
        market.Enter(BuyLots("b", 3, 2.60m));
        market.Enter(BuyLots("c", 3, 2.60m));

        market.Events.ShouldBe(
            New("b"), Trade("ice", "b", 3, 2.60m), New("c"), Trade("ice", "c", 2, 2.60m), Trade("2", "c", 1, 2.60m));
    }

    [Fact]
    public void Only_what_is_shown_stands_at_the_top()
    {
        market.Enter(SellLots("ice", 20, 2.60m) with { Display = 5 });
        market.Enter(SellLots("all", 3, 2.60m) with { Display = 5 });

        market.Asides.ShouldBe(
            new Told("TopChanged", ("ask", "5 at 2.6")), new Told("TopChanged", ("ask", "8 at 2.6")));
    }

    [Fact]
    public void On_entry_an_iceberg_trades_with_its_whole_quantity()
    {
        market.Given(BuyLots("b", 20, 2.60m));
        market.Enter(SellLots("ice", 30, 2.60m) with { Display = 5 });

        market.Events.ShouldBe(New("ice", leaves: 30), Trade("b", "ice", 20, 2.60m, aggressorLeaves: 10));
    }

    [Fact]
    public void A_refill_keeps_the_entry_by_which_orders_are_listed()
    {
        market.Given(SellLots("ice", 20, 2.60m) with { Display = 5 }, SellLots("2", 10, 2.60m));
        market.Enter(BuyLots("b", 5, 2.60m));

        Assert.Equal(["ice 15", "2 10"], market.OpenOrders);
    }

    [Fact]
    public void A_smaller_total_cuts_the_shown_part_to_what_is_left()
    {
        market.Given(SellLots("ice", 20, 2.60m) with { Display = 5 });
        market.Replace("ice", "small", lots: 3);

        market.Events.ShouldBe(Replaced("small", "ice", leaves: 3));
        market.Asides.ShouldBe(new Told("TopChanged", ("ask", "3 at 2.6")));
    }
}
