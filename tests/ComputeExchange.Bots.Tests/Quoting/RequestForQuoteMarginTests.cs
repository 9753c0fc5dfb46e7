using ComputeExchange.Bots.Quoting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Bots.Tests.Quoting;

public class RequestForQuoteMarginTests
{
    [Theory]
    [InlineData(-1.9, 11, .177330, .487345)]
    [InlineData(-.3, 3.5, .385701, .259234)]
    public void Each_tier_of_clients_has_its_margin(double alpha, double beta, double margin, double fill)
    {
        RequestForQuoteMargin best = RequestForQuoteMargin.Optimal(alpha, beta);

        Assert.Equal(margin, best.Margin, 6);
        Assert.Equal(fill, best.WinProbability, 6);
        Assert.Equal(fill, RequestForQuoteMargin.WinProbabilityAt(best.Margin, alpha, beta), 6);
    }

    [Fact]
    public void No_other_margin_gains_more()
    {
        Prop.ForAll(Parameters(), p =>
        {
            RequestForQuoteMargin best = RequestForQuoteMargin.Optimal(p.Alpha, p.Beta, p.Cost);
            double Gain(double margin) =>
                (margin - p.Cost) * RequestForQuoteMargin.WinProbabilityAt(margin, p.Alpha, p.Beta);
            double slack = 1e-12 * Math.Abs(Gain(best.Margin));
            return best.Margin > p.Cost
                && Math.Abs(best.WinProbability - RequestForQuoteMargin.WinProbabilityAt(best.Margin, p.Alpha, p.Beta)) < 1e-9
                && new[] { -.1, -.001, .001, .1 }.All(step => Gain(best.Margin + step) <= Gain(best.Margin) + slack);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(-800)]
    [InlineData(800)]
    public void Clients_who_take_nearly_anything_or_nearly_nothing_still_have_a_margin(double alpha)
    {
        RequestForQuoteMargin best = RequestForQuoteMargin.Optimal(alpha, 1);

        Assert.True(double.IsFinite(best.Margin) && best.Margin >= 1, $"{best}");
        Assert.InRange(best.WinProbability, 0, 1);
    }

    [Fact]
    public void Parameters_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestForQuoteMargin.Optimal(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestForQuoteMargin.Optimal(double.NaN, 1));
    }

    private static Arbitrary<(double Alpha, double Beta, double Cost)> Parameters() =>
        (from alpha in Gen.Choose(-500, 500)
         from beta in Gen.Choose(1, 2_000)
         from cost in Gen.Choose(-100, 100)
         select (alpha / 100.0, beta / 100.0, cost / 100.0)).ToArbitrary();
}
