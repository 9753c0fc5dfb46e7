using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Decisions;

public class RatioUpkeepTests
{
    private readonly HedgedMarket _market = new();

    [Fact]
    public void Twenty_changes_give_a_ratio_and_nineteen_none()
    {
        Feed(dates: 20);
        Assert.Null(_market.Book.RatioMicrosOf(HedgedMarket.Market, HedgedMarket.Basket));
        Assert.Equal(RatioStatus.TooFewObservations, Only().Status);

        Feed(dates: 1, from: 20);
        Assert.Equal(800_000, _market.Book.RatioMicrosOf(HedgedMarket.Market, HedgedMarket.Basket));
        Assert.Equal(20, Only().Observations);
        Assert.Equal(1, Only().RSquared, 9);
        Assert.Equal(0.8m, Only().Ratio);
        Assert.Equal(1, Only().Basis!.Effectiveness.Effectiveness!.Value, 9);
    }

    [Fact]
    public void A_ratio_that_stays_the_same_is_told_once()
    {
        Feed(dates: 60);
        Assert.Equal(1, _market.Told.Count(told => told.Command.Kind == CommandKind.SetHedgeRatio));
    }

    [Fact]
    public void Several_values_of_one_day_count_once_whichever_comes_first()
    {
        for (int date = 0; date < 21; date++)
        {
            _market.MoveTo(_market.Time.Hour + EngineTime.HoursPerDay);
            _market.Index(IndexAt(date) + .5m);
            _market.Mark(PriceAt(date));
            _market.Settle();
            _market.Index(IndexAt(date));
            _market.Settle();
        }
        Assert.Equal(800_000, _market.Book.RatioMicrosOf(HedgedMarket.Market, HedgedMarket.Basket));
        Assert.Equal(20, Only().Observations);
    }

    [Fact]
    public void Where_the_histories_no_longer_give_a_ratio_it_is_withdrawn()
    {
        Feed(dates: 21);
        for (int date = 0; date < Limits.HistoryLength; date++)
        {
            _market.MoveTo(_market.Time.Hour + EngineTime.HoursPerDay);
            _market.Mark(2.5m);
            _market.Index(IndexAt(date));
        }
        _market.Settle();
        Assert.Null(_market.Book.RatioMicrosOf(HedgedMarket.Market, HedgedMarket.Basket));
        Assert.Equal(RatioStatus.NoSpotVariance, Only().Status);
    }

    [Fact]
    public void What_an_operator_sets_stands_until_the_next_price_also_after_a_restart()
    {
        Feed(dates: 21);
        _market.Ratio(500_000);
        _market.RebuildBook();
        _market.Settle();
        Assert.Equal(500_000, _market.Book.RatioMicrosOf(HedgedMarket.Market, HedgedMarket.Basket));

        Feed(dates: 1, from: 21);
        Assert.Equal(800_000, _market.Book.RatioMicrosOf(HedgedMarket.Market, HedgedMarket.Basket));
    }

    private void Feed(int dates, int from = 0)
    {
        for (int date = from; date < from + dates; date++)
        {
            _market.MoveTo(_market.Time.Hour + EngineTime.HoursPerDay);
            _market.Mark(PriceAt(date));
            _market.Index(IndexAt(date));
            _market.Settle();
        }
    }

    private MarketHedgeReport Only() => Assert.Single(new HedgeReporter(_market.Book).Report().Markets);

    private static decimal IndexAt(int date) => 2.5m + date * date % 7 * .03m;

    private static decimal PriceAt(int date) => .4m + .8m * IndexAt(date);
}
