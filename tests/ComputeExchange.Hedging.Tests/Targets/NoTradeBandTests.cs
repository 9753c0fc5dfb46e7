using ComputeExchange.Hedging.Targets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Targets;

public class NoTradeBandTests
{
    private static readonly NoTradeBand Band = new(psi: .1m, eta: .00001m, lambda: 1m);

    [Fact]
    public void A_benefit_of_30_cents_a_lot_is_worth_10_000_lots()
    {
        Assert.Equal(10_000m, Band.Rate(.3m));
        Assert.Equal(-10_000m, Band.Rate(-.3m));
    }

    [Theory]
    [InlineData(.1)]
    [InlineData(.05)]
    [InlineData(0)]
    [InlineData(-.1)]
    public void A_benefit_within_the_linear_cost_is_worth_no_trade(double benefit)
    {
        Assert.Equal(0m, Band.Rate((decimal)benefit));
    }

    [Fact]
    public void The_benefit_grows_with_risk_and_gap()
    {
        NoTradeBand band = new(0, 1, lambda: .0001m);

        Assert.Equal(.0001m * .01m * 730 * 730 * -12.5m, band.MarginalBenefit(.01, 730, -12.5m));
        Assert.Equal(0m, band.MarginalBenefit(0, 730, 100m));
    }

    [Fact]
    public void The_trade_never_passes_the_gap_and_is_cut_to_whole_lots()
    {
        NoTradeBand eager = new(psi: 0, eta: 0, lambda: 1);

        Assert.Equal(49, eager.LotsToTrade(.01, 730, 49.99m));
        Assert.Equal(-49, eager.LotsToTrade(.01, 730, -49.99m));
        Assert.Equal(0, eager.LotsToTrade(.01, 730, .99m));
        Assert.Equal(0, eager.LotsToTrade(0, 730, 49.99m));
    }

    [Fact]
    public void The_rate_limits_the_trade_inside_the_gap()
    {
        // p = 1 x 0.0001 x 1 x 3,000 = 0.3, so the rate is 10,000 and the gap of 3,000 is the limit; a twentieth of the
        // aversion leaves |p| = 0.015 inside the band.
        Assert.Equal(3_000, Band.LotsToTrade(.0001, 1, 3_000m));
        Assert.Equal(0, new NoTradeBand(.1m, .00001m, .05m).LotsToTrade(.0001, 1, 3_000m));
        Assert.Equal(-100, new NoTradeBand(.1m, .001m, 1m).LotsToTrade(.0001, 1, -3_000m));
    }

    [Fact]
    public void Trades_are_monotone_in_the_gap_odd_and_never_past_it()
    {
        Prop.ForAll(Cases(), c =>
        {
            NoTradeBand band = new(c.Psi, c.Eta, c.Lambda);
            long small = band.LotsToTrade(c.Variance, 730, c.Gap);
            long large = band.LotsToTrade(c.Variance, 730, c.Gap + c.More);
            return Math.Abs(small) <= Math.Abs(c.Gap)
                && (small == 0 || Math.Sign(small) == Math.Sign(c.Gap))
                && large >= small
                && band.LotsToTrade(c.Variance, 730, -c.Gap) == -small;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_rate_is_the_trade_of_least_cost_less_benefit()
    {
        // The slow, obvious reference: what p v - psi |v| - eta v^2 is worth at the rate, nothing near it betters.
        Prop.ForAll(Cases(), c =>
        {
            NoTradeBand band = new(c.Psi, c.Eta + .000001m, c.Lambda);
            decimal benefit = c.Gap / 100;
            decimal best = band.Rate(benefit);
            decimal Worth(decimal v) => benefit * v - band.Psi * Math.Abs(v) - band.Eta * v * v;
            decimal slack = .000001m * (1 + Math.Abs(Worth(best)));
            return new[] { -1m, -.01m, .01m, 1m }.All(step => Worth(best + step) <= Worth(best) + slack);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Extreme_inputs_trade_the_gap_at_most()
    {
        NoTradeBand wild = new(0, .0000000000000000000000001m, NoTradeBand.MaxParameter);

        Assert.Equal(1_000_000_000_000, wild.LotsToTrade(double.MaxValue, int.MaxValue, 1_000_000_000_000m));
        Assert.Equal(-1_000_000_000_000, wild.LotsToTrade(double.PositiveInfinity, int.MaxValue, -1_000_000_000_000m));
        Assert.Equal(0, wild.LotsToTrade(double.Epsilon, 1, 0));
    }

    [Fact]
    public void Parameters_and_variances_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoTradeBand(-.1m, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoTradeBand(0, 0, NoTradeBand.MaxParameter + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Band.LotsToTrade(double.NaN, 730, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Band.LotsToTrade(-.1, 730, 1));
    }

    private sealed record Case(decimal Psi, decimal Eta, decimal Lambda, double Variance, decimal Gap, decimal More);

    private static Arbitrary<Case> Cases() =>
        (from psi in Gen.Choose(0, 100)
         from eta in Gen.Choose(0, 1_000)
         from lambda in Gen.Choose(0, 1_000)
         from variance in Gen.Choose(0, 1_000)
         from gap in Gen.Choose(-1_000_000, 1_000_000)
         from more in Gen.Choose(0, 100_000)
         select new Case(psi / 100m, eta / 100_000m, lambda / 1_000_000m, variance / 10_000.0, gap / 100m, more / 100m))
        .ToArbitrary();
}
