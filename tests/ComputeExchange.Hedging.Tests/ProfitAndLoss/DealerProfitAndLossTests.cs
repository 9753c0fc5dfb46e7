using ComputeExchange.Hedging.ProfitAndLoss;
using Xunit;

namespace ComputeExchange.Hedging.Tests.ProfitAndLoss;

public class DealerProfitAndLossTests
{
    private const int Market = 1;
    private const int Basket = 1;
    private const int Ticks = 10_000;
    private const long Nanos = 1_000_000_000;
    private static readonly BasketContract August = new(Basket, 79, 730);

    private readonly DealerProfitAndLoss dealer = new();

    [Fact]
    public void A_future_bought_at_2_50_that_settles_at_2_81_earns_226_dollars_and_30_cents()
    {
        dealer.BasketFill(August, 1, 25_000);
        dealer.Settlement(August, 28_100);

        Assert.Equal(226.30m, dealer.Parts.Hedge.ToCents());
        Assert.Equal(226.30m, dealer.TotalFromCashAndMarks.ToCents());
    }

    [Fact]
    public void A_hedged_month_falls_into_its_five_parts()
    {
        dealer.MarkMarket(Market, 26 * Nanos / 10);
        dealer.MarkIndex(Basket, 25 * Nanos / 10);
        dealer.SetRatio(Market, Basket, 800_000);

        dealer.ForwardTrade(Market, 7_300, 25_500);
        dealer.BasketFill(August, -8, 25_100);
        dealer.MarkIndex(Basket, 23 * Nanos / 10);
        dealer.MarkMarket(Market, 25 * Nanos / 10);
        dealer.Delivered(Market, 7_300);
        dealer.Settlement(August, 23_000);
        dealer.Fee(12 * Ticks);

        ProfitAndLossParts parts = dealer.Parts;
        Assert.Equal(365.00m, parts.Spread.ToCents());     // 7,300 x (2.60 - 2.55)
        Assert.Equal(-1_168.00m, parts.Index.ToCents());   // 7,300 x 0.8 x (2.30 - 2.50)
        Assert.Equal(438.00m, parts.Basis.ToCents());      // 7,300 x (-0.10 + 0.8 x 0.20)
        Assert.Equal(1_226.40m, parts.Hedge.ToCents());    // -8 x 730 x (2.30 - 2.51)
        Assert.Equal(-12.00m, parts.Fees.ToCents());
        Assert.Equal(849.40m, parts.Total.ToCents());
        Assert.Equal(849.40m, dealer.TotalFromCashAndMarks.ToCents());
        Assert.Equal(0, dealer.ExposureOf(Market));
    }

    [Fact]
    public void Delivered_hours_leave_at_the_mark_and_later_marks_do_not_touch_them()
    {
        dealer.MarkMarket(Market, 2 * Nanos);
        dealer.ForwardTrade(Market, 100, 2 * Ticks);
        dealer.MarkMarket(Market, 3 * Nanos);
        dealer.Delivered(Market, 60);
        dealer.MarkMarket(Market, 5 * Nanos);

        Assert.Equal(100m + 40 * 2, dealer.Parts.Basis.ToCents());
        Assert.Equal(40, dealer.ExposureOf(Market));
    }

    [Fact]
    public void A_new_ratio_splits_what_comes_after_it_only()
    {
        dealer.MarkMarket(Market, 2 * Nanos);
        dealer.MarkIndex(Basket, 2 * Nanos);
        dealer.ForwardTrade(Market, 100, 2 * Ticks);
        dealer.SetRatio(Market, Basket, 500_000);
        dealer.MarkIndex(Basket, 3 * Nanos);
        dealer.SetRatio(Market, Basket, 1_000_000);
        dealer.MarkIndex(Basket, 4 * Nanos);
        dealer.SetRatio(Market, Basket, 0);
        dealer.MarkIndex(Basket, 5 * Nanos);

        Assert.Equal(150m, dealer.Parts.Index.ToCents());
        Assert.Equal(-150m, dealer.Parts.Basis.ToCents());
        Assert.Equal(0m, dealer.Parts.Total.ToCents());
    }

    [Fact]
    public void A_market_without_a_mark_is_worth_what_was_paid_and_its_spread_comes_with_the_first_mark()
    {
        dealer.ForwardTrade(Market, 100, 2 * Ticks);
        dealer.Delivered(Market, 30);
        Assert.Equal(0m, dealer.Parts.Total.ToCents());
        Assert.Equal(70, dealer.ExposureOf(Market));

        dealer.MarkMarket(Market, 3 * Nanos);
        Assert.Equal(100m, dealer.Parts.Spread.ToCents());

        dealer.MarkMarket(Market, 4 * Nanos);
        Assert.Equal(70m, dealer.Parts.Basis.ToCents());
    }

    [Fact]
    public void A_future_without_a_mark_is_worth_its_last_fill()
    {
        dealer.BasketFill(August, 10, 2 * Ticks);
        Assert.Equal(0m, dealer.Parts.Hedge.ToCents());

        dealer.BasketFill(August, -5, 3 * Ticks);
        Assert.Equal(7_300m, dealer.Parts.Hedge.ToCents());

        dealer.MarkFuture(August, 2 * Nanos);
        Assert.Equal(3_650m, dealer.Parts.Hedge.ToCents());

        dealer.BasketFill(August, -5, 4 * Ticks);
        Assert.Equal(3_650m + 2 * 3_650, dealer.Parts.Hedge.ToCents());
    }

    [Fact]
    public void A_rebate_is_a_fee_that_is_received()
    {
        dealer.Fee(-5);

        Assert.Equal(new ExactDollars(500_000_000_000), dealer.Parts.Fees);
        Assert.Equal(0.00m, dealer.Parts.Fees.ToCents());
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
        dealer.ForwardTrade(Market, 220_000L * 730 * 36, 77_830);
        dealer.MarkMarket(Market, 7_783_000_001);

        Assert.Equal(5.78m, dealer.Parts.Spread.ToCents());
        Assert.Throws<OverflowException>(() => ExactDollars.OfTicks(long.MaxValue, long.MaxValue));
    }
}
