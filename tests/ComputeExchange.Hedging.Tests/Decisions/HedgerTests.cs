using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Decisions;

public class HedgerTests
{
    private const int Ratio = 777_650;
    private readonly HedgedMarket _market = new();

    [Fact]
    public void Sixty_four_GPUs_for_thirty_days_are_hedged_with_49_lots_of_the_63_that_they_come_to()
    {
        _market.Ratio(Ratio);
        _market.Quote(bidLots: 1_000, askLots: 1_000);

        _market.Deal(gpus: 64);
        _market.Settle();

        Assert.Equal(46_080, _market.Book.ExposureOf(HedgedMarket.Dealer, HedgedMarket.Market, HedgedMarket.September));
        Assert.Equal(-49, _market.Position);
        ContractHedgeReport contract = Assert.Single(_market.Report.Contracts);
        Assert.Equal(-49.09m, Math.Round(contract.ExactTarget, 2));
        Assert.Equal(-.09m, Math.Round(contract.Gap, 2));
        Assert.Equal(HedgeStatus.OnTarget, contract.Status);
        OrderState order = Assert.Single(_market.HedgeOrders());
        Assert.Equal("~H1", order.ClOrdId.ToString());
        Assert.Equal(Price.FromDollars(2.475m), order.Limit);
    }

    [Fact]
    public void What_a_dealer_sold_is_hedged_long()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);

        _market.Deal(gpus: -64);
        _market.Settle();

        Assert.Equal(49, _market.Position);
        Assert.Equal(Price.FromDollars(2.525m), Assert.Single(_market.HedgeOrders()).Limit);
    }

    [Fact]
    public void Without_a_ratio_nothing_is_hedged()
    {
        _market.Quote(1_000, 1_000);
        _market.Deal(64);
        _market.Settle();
        Assert.Equal(0, _market.Position);

        _market.Ratio(Ratio);
        _market.Settle();
        Assert.Equal(-49, _market.Position);
    }

    [Fact]
    public void Nothing_is_sent_while_nobody_stands_on_the_other_side_and_the_report_says_so()
    {
        _market.Ratio(Ratio);
        _market.Quote(bidLots: 0, askLots: 1_000);
        _market.Deal(64);
        _market.Settle();
        Assert.Empty(_market.HedgeOrders());
        Assert.Equal(HedgeStatus.NoTop, Assert.Single(_market.Report.Contracts).Status);

        _market.Quote(bidLots: 30, askLots: 1_000);
        _market.Settle();
        Assert.Equal(-30, _market.Position);
        Assert.Equal(0, _market.Book.WorkingLotsOf(HedgedMarket.Dealer, HedgedMarket.Basket, HedgedMarket.September));
    }

    [Fact]
    public void An_order_has_no_more_lots_than_the_dealers_cap()
    {
        _market.Ratio(Ratio);
        _market.Hedging(on: true, maxLots: 20);
        _market.Quote(1_000, 1_000);
        _market.Deal(64);
        _market.Settle();

        Assert.Equal([20L, 20, 9], _market.HedgeOrders().Select(order => order.Leaves));
        Assert.Equal(["~H1", "~H2", "~H3"], _market.HedgeOrders().Select(order => order.ClOrdId.ToString()));
        Assert.Equal(3, _market.Report.LastRequest);
    }

    [Fact]
    public void Where_trading_has_a_cost_only_what_is_worth_it_is_traded()
    {
        Feed([2.5m, 2.6m, 2.4m, 2.5m, 2.7m]);
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        // Changes .1 -.2 .1 .2: variance .03, so p = lambda x .03 x 730^2 x 49.09 = 784,775 lambda: .78 $ a lot, under psi.
        _market.Hedging(on: true, psiMicros: 1_000_000, etaNanos: 20_000_000, lambdaPicos: 1_000_000);
        _market.Deal(64);
        _market.Settle();
        Assert.Equal(0, _market.Position);
        Assert.Equal(HedgeStatus.InsideBand, Assert.Single(_market.Report.Contracts).Status);

        // Now 2.0404: 1.0404 / (2 x .02) = 26.01 lots. Of the 23.09 that are left a lot is worth .96, which is in the band.
        _market.Hedging(on: true, psiMicros: 1_000_000, etaNanos: 20_000_000, lambdaPicos: 2_600_000);
        _market.Settle();
        Assert.Equal(-26, _market.Position);
        Assert.Equal(HedgeStatus.InsideBand, Assert.Single(_market.Report.Contracts).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_kill_switch_stops_hedging_until_the_dealer_is_revived_also_where_it_may_reduce(bool reduceOnly)
    {
        _market.Ratio(Ratio);
        _market.Settle();
        _market.Kill(on: true, reduceOnly);
        _market.Quote(1_000, 1_000);
        _market.Deal(64);
        Assert.Equal(0, _market.Book.ExposureOf(HedgedMarket.Dealer, HedgedMarket.Market, HedgedMarket.September));
        _market.Kill(on: false);
        _market.Deal(64);
        _market.Kill(on: true, reduceOnly);
        _market.Settle();
        Assert.Empty(_market.HedgeOrders());
        Assert.Equal(HedgeStatus.Killed, Assert.Single(_market.Report.Contracts).Status);

        _market.Kill(on: false);
        _market.Settle();
        Assert.Equal(-49, _market.Position);
    }

    [Fact]
    public void Off_leaves_the_position_as_it_is_and_on_closes_the_gap()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        _market.Deal(64);
        _market.Settle();
        _market.Hedging(on: false);
        _market.Deal(64);
        _market.Settle();
        Assert.Equal(-49, _market.Position);

        _market.Hedging(on: true);
        _market.Settle();
        Assert.Equal(-98, _market.Position);
    }

    [Fact]
    public void A_halted_basket_is_left_alone_until_it_resumes()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        _market.Halt(on: true);
        _market.Deal(64);
        _market.Settle();
        Assert.Empty(_market.Refusals());
        Assert.Equal(HedgeStatus.Halted, Assert.Single(_market.Report.Contracts).Status);

        _market.Halt(on: false);
        _market.Settle();
        Assert.Equal(-49, _market.Position);
    }

    [Fact]
    public void Delivered_hours_leave_the_exposure_and_the_hedge_follows()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        _market.Deal(64);
        _market.Settle();

        _market.MoveTo(HedgedMarket.September.StartHour + 360);
        _market.Settle();

        // 23,040 GPU-hours are left: -24.54 lots, reached from -49 by buying whole lots of a gap of 24.46.
        Assert.Equal(23_040, _market.Book.ExposureOf(HedgedMarket.Dealer, HedgedMarket.Market, HedgedMarket.September));
        Assert.Equal(-25, _market.Position);
    }

    [Fact]
    public void At_the_end_of_the_month_position_and_exposure_are_gone()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        _market.Index(2.5m);
        _market.Deal(64);
        _market.Settle();

        _market.MoveTo(HedgedMarket.September.EndHour);
        _market.Settle();

        Assert.Equal(0, _market.Position);
        Assert.Equal(0, _market.Book.ExposureOf(HedgedMarket.Dealer, HedgedMarket.Market, HedgedMarket.September));
        Assert.Empty(_market.Report.Contracts);
        Assert.Single(_market.HedgeOrders());
    }

    [Fact]
    public void An_offer_that_may_not_be_split_is_aimed_at_once_and_again_only_when_the_order_is_another()
    {
        _market.Ratio(Ratio);
        Instrument future = Instrument.Future(HedgedMarket.Basket, HedgedMarket.September);
        _market.Order(HedgedMarket.Maker, Side.Buy, future, 60, 2.48m, allOrNone: true);
        _market.Deal(64);
        _market.Settle();
        Assert.Equal(HedgeStatus.NoTrade, Assert.Single(_market.Report.Contracts).Status);
        Assert.Single(_market.HedgeOrders());

        _market.Deal(64);
        _market.Settle();
        Assert.Equal(-60, _market.Position);
    }

    [Fact]
    public void The_dealers_own_order_gives_way_to_its_hedge()
    {
        _market.Ratio(Ratio);
        Instrument future = Instrument.Future(HedgedMarket.Basket, HedgedMarket.September);
        _market.Order(HedgedMarket.Dealer, Side.Buy, future, 10, 2.49m);
        _market.Quote(1_000, 1_000);
        _market.Deal(64);
        _market.Settle();
        Assert.Equal(-49, _market.Position);
    }

    [Fact]
    public void Where_the_ring_is_full_the_hedger_comes_back()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        _market.Settle();
        _market.Deal(64);
        _market.IsRingFull = true;
        Assert.Equal(0, _market.Hedger.Step());
        Assert.False(_market.Hedger.IsQuiet);

        _market.IsRingFull = false;
        _market.Settle();
        Assert.Equal(-49, _market.Position);
    }

    [Fact]
    public void One_request_of_a_dealer_is_in_flight_at_most()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        _market.Settle();
        _market.Deal(64);
        Assert.Equal(1, _market.Hedger.Step());
        _market.Deal(64);
        Assert.Equal(0, _market.Hedger.Step());
        Assert.False(_market.Hedger.IsQuiet);
        _market.Settle();
        Assert.Equal([49L, 49], _market.HedgeOrders().Select(order => order.Leaves));
    }

    [Fact]
    public void An_order_outside_the_collar_is_refused_once_and_tried_again_when_the_collar_goes()
    {
        _market.Ratio(Ratio);
        _market.Quote(1_000, 1_000);
        SetPriceCollar collar = new() { Basket = HedgedMarket.Basket, Low = Price.FromDollars(2.48m) };
        _market.Apply(Command.Of(new CommandHeader { Time = _market.Time }, collar));
        _market.Deal(64);
        _market.Settle();
        Assert.Equal([RejectReason.PriceCollar], _market.Refusals());
        ContractHedgeReport contract = Assert.Single(_market.Report.Contracts);
        Assert.Equal((HedgeStatus.Refused, RejectReason.PriceCollar), (contract.Status, contract.Reason));

        _market.Apply(Command.Of(new CommandHeader { Time = _market.Time }, collar with { Low = default }));
        _market.Settle();
        Assert.Equal(-49, _market.Position);
        Assert.Equal(2, _market.Report.LastRequest);
    }

    private void Feed(decimal[] values)
    {
        foreach (decimal value in values)
        {
            _market.MoveTo(_market.Time.Hour + EngineTime.HoursPerDay);
            _market.Index(value);
        }
    }
}
