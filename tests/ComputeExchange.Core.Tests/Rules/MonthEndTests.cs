using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>When a month ends its positions are settled at the mean of its days.</summary>
public sealed class MonthEndTests : MarketRules
{
    private const int EndOfAugust = 31 * 24;

    [Fact]
    public void Positions_are_settled_at_the_mean_in_participant_order()
    {
        market.Given(SellLots("1", 10, 2.50m) with { By = Gamma });
        market.Enter(BuyLots("b", 10, 2.50m));
        market.PassTo(0);
        market.SetIndex(2.81m);
        market.Forget();
        market.PassTo(EndOfAugust);

        market.Events.ShouldBe(Settled(Beta, 10, 2.81m, 20_513m), Settled(Gamma, -10, 2.81m, -20_513m));
    }

    [Fact]
    public void One_lot_gains_the_difference_to_the_cent()
    {
        market.Given(SellLots("1", 1, 2.50m));
        market.Enter(BuyLots("b", 1, 2.50m));
        market.PassTo(0);
        market.SetIndex(2.81m);
        market.Forget();
        market.PassTo(EndOfAugust);

        market.Events.ShouldBe(Settled(Alpha, -1, 2.81m, -2_051.30m), Settled(Beta, 1, 2.81m, 1_825m + 226.30m));
    }

    [Theory]
    [InlineData(2.50004, 2.5000)]
    [InlineData(2.50005, 2.5001)]
    [InlineData(2.500049999, 2.5000)]
    public void The_mean_is_rounded_to_a_tick_halves_away_from_zero(decimal index, decimal settled)
    {
        market.Given(SellLots("1", 1, 2.50m));
        market.Enter(BuyLots("b", 1, 2.50m));
        market.PassTo(0);
        market.SetIndex(index);
        market.Forget();
        market.PassTo(EndOfAugust);

        market.Events.ShouldBe(Settled(Alpha, -1, settled, -730 * settled), Settled(Beta, 1, settled, 730 * settled));
    }

    [Fact]
    public void Of_each_day_the_last_value_counts_and_a_day_without_one_takes_the_day_before_s()
    {
        market.Given(SellLots("1", 1, 2.50m));
        market.Enter(BuyLots("b", 1, 2.50m));
        market.PassTo(-10);
        market.SetIndex(1.00m);
        market.PassTo(24);
        market.SetIndex(9.00m);
        market.PassTo(47);
        market.SetIndex(4.10m);
        market.Forget();
        market.PassTo(EndOfAugust);

        market.Events.ShouldBe(Settled(Alpha, -1, 4.00m, -2_920m), Settled(Beta, 1, 4.00m, 2_920m));
    }

    [Fact]
    public void The_last_hour_of_the_month_still_counts_and_the_next_month_does_not()
    {
        market.Given(SellLots("1", 1, 2.50m));
        market.Enter(BuyLots("b", 1, 2.50m));
        market.PassTo(0);
        market.SetIndex(1.00m);
        market.PassTo(EndOfAugust - 1);
        market.SetIndex(4.10m);
        market.Forget();
        market.PassTo(EndOfAugust + 1);
        market.SetIndex(99m);

        market.Events.ShouldBe(Settled(Alpha, -1, 1.10m, -803m), Settled(Beta, 1, 1.10m, 803m));
    }

    [Fact]
    public void Resting_orders_expire_before_positions_are_settled_and_a_closed_position_is_not_told()
    {
        market.Given(SellLots("1", 2, 2.50m));
        market.Enter(BuyLots("b", 1, 2.50m));
        market.Enter(BuyLots("c", 1, 2.50m) with { By = Gamma });
        market.Given(BuyLots("back", 1, 2.40m) with { By = Startup, Month = null, Quantity = 8 }, BuyLots("rests", 1, 2.30m));
        market.Enter(SellLots("out", 1, 2.30m) with { By = Gamma });
        market.PassTo(0);
        market.SetIndex(2.00m);
        market.Given(SellLots("open", 1, 2.70m));
        market.PassTo(EndOfAugust);

        market.Events.ShouldBe(
            Expired("open", ExpiryReason.GateClosure), Settled(Alpha, -2, 2.00m, -2_920m), Settled(Beta, 2, 2.00m, 2_920m));
    }
}
