using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.ProfitAndLoss;

public class DealerProfitAndLossTests
{
    private const long Nanos = 1_000_000_000;
    private static readonly MarketId Market = new(new SkuId(1), new RegionId(1));
    private static readonly BasketId Basket = new(1);
    private static readonly BasketContract August = new(Basket, DeliveryMonth.Of(2026, 8), 730);

    private readonly DealerProfitAndLoss _dealer = new();

    [Fact]
    public void A_future_bought_at_2_50_that_settles_at_2_81_earns_226_dollars_and_30_cents()
    {
        _dealer.BasketFill(August, 1, At(2.50m));
        _dealer.Settlement(August, At(2.81m));

        Assert.Equal(226.30m, _dealer.Parts.Hedge.ToCents());
        Assert.Equal(226.30m, _dealer.TotalFromCashAndMarks.ToCents());
    }

    [Fact]
    public void A_hedged_month_falls_into_its_five_parts()
    {
        _dealer.MarkMarket(Market, 26 * Nanos / 10);
        _dealer.MarkIndex(Basket, 25 * Nanos / 10);
        _dealer.SetRatio(Market, Basket, 800_000);

        _dealer.ForwardTrade(Market, 7_300, At(2.55m));
        _dealer.BasketFill(August, -8, At(2.51m));
        _dealer.MarkIndex(Basket, 23 * Nanos / 10);
        _dealer.MarkMarket(Market, 25 * Nanos / 10);
        _dealer.Delivered(Market, 7_300);
        _dealer.Settlement(August, At(2.30m));
        _dealer.Fee(new Money(12 * Money.UnitsPerDollar));

        ProfitAndLossParts parts = _dealer.Parts;
        Assert.Equal(365.00m, parts.Spread.ToCents());     // 7,300 x (2.60 - 2.55)
        Assert.Equal(-1_168.00m, parts.Index.ToCents());   // 7,300 x 0.8 x (2.30 - 2.50)
        Assert.Equal(438.00m, parts.Basis.ToCents());      // 7,300 x (-0.10 + 0.8 x 0.20)
        Assert.Equal(1_226.40m, parts.Hedge.ToCents());    // -8 x 730 x (2.30 - 2.51)
        Assert.Equal(-12.00m, parts.Fees.ToCents());
        Assert.Equal(849.40m, parts.Total.ToCents());
        Assert.Equal(849.40m, _dealer.TotalFromCashAndMarks.ToCents());
        Assert.Equal(0, _dealer.ExposureOf(Market));
    }

    [Fact]
    public void Delivered_hours_leave_at_the_mark_and_later_marks_do_not_touch_them()
    {
        _dealer.MarkMarket(Market, 2 * Nanos);
        _dealer.ForwardTrade(Market, 100, At(2.00m));
        _dealer.MarkMarket(Market, 3 * Nanos);
        _dealer.Delivered(Market, 60);
        _dealer.MarkMarket(Market, 5 * Nanos);

        Assert.Equal(100m + 40 * 2, _dealer.Parts.Basis.ToCents());
        Assert.Equal(40, _dealer.ExposureOf(Market));
    }

    [Fact]
    public void A_new_ratio_splits_what_comes_after_it_only()
    {
        _dealer.MarkMarket(Market, 2 * Nanos);
        _dealer.MarkIndex(Basket, 2 * Nanos);
        _dealer.ForwardTrade(Market, 100, At(2.00m));
        _dealer.SetRatio(Market, Basket, 500_000);
        _dealer.MarkIndex(Basket, 3 * Nanos);
        _dealer.SetRatio(Market, Basket, 1_000_000);
        _dealer.MarkIndex(Basket, 4 * Nanos);
        _dealer.SetRatio(Market, Basket, 0);
        _dealer.MarkIndex(Basket, 5 * Nanos);

        Assert.Equal(150m, _dealer.Parts.Index.ToCents());
        Assert.Equal(-150m, _dealer.Parts.Basis.ToCents());
        Assert.Equal(0m, _dealer.Parts.Total.ToCents());
    }

    [Fact]
    public void A_market_without_a_mark_is_worth_what_was_paid_and_its_spread_comes_with_the_first_mark()
    {
        _dealer.ForwardTrade(Market, 100, At(2.00m));
        _dealer.Delivered(Market, 30);
        Assert.Equal(0m, _dealer.Parts.Total.ToCents());
        Assert.Equal(70, _dealer.ExposureOf(Market));

        _dealer.MarkMarket(Market, 3 * Nanos);
        Assert.Equal(100m, _dealer.Parts.Spread.ToCents());

        _dealer.MarkMarket(Market, 4 * Nanos);
        Assert.Equal(70m, _dealer.Parts.Basis.ToCents());
    }

    [Fact]
    public void A_future_without_a_mark_is_worth_its_last_fill()
    {
        _dealer.BasketFill(August, 10, At(2.00m));
        Assert.Equal(0m, _dealer.Parts.Hedge.ToCents());

        _dealer.BasketFill(August, -5, At(3.00m));
        Assert.Equal(7_300m, _dealer.Parts.Hedge.ToCents());

        _dealer.MarkFuture(August, 2 * Nanos);
        Assert.Equal(3_650m, _dealer.Parts.Hedge.ToCents());

        _dealer.BasketFill(August, -5, At(4.00m));
        Assert.Equal(3_650m + 2 * 3_650, _dealer.Parts.Hedge.ToCents());
    }

    [Fact]
    public void A_rebate_is_a_fee_that_is_received()
    {
        _dealer.Fee(new Money(-5));

        Assert.Equal(new ExactDollars(500_000_000_000), _dealer.Parts.Fees);
        Assert.Equal(0.00m, _dealer.Parts.Fees.ToCents());
    }

    [Theory]
    [InlineData(49, 0.00)]
    [InlineData(50, 0.01)]
    [InlineData(-49, 0.00)]
    [InlineData(-50, -0.01)]
    [InlineData(12_349, 1.23)]
    public void Cents_round_halves_away_from_zero(int moneyUnits, double dollars)
    {
        Assert.Equal((decimal)dollars, ExactDollars.OfTicks(1, moneyUnits).ToCents());
    }

    [Fact]
    public void The_largest_contracts_fit_and_beyond_128_bits_is_refused()
    {
        _dealer.ForwardTrade(Market, 220_000L * 730 * 36, At(7.783m));
        _dealer.MarkMarket(Market, 7_783_000_001);

        Assert.Equal(5.78m, _dealer.Parts.Spread.ToCents());
        Assert.Throws<OverflowException>(() => ExactDollars.OfTicks(long.MaxValue, long.MaxValue));
    }

    private static Price At(decimal dollars) => Price.FromDollars(dollars);
}
