using System.Globalization;
using ComputeExchange.Bots.Prices;
using ComputeExchange.Bots.Quoting;
using ComputeExchange.Hedging.Contracts;
using ComputeExchange.Hedging.Curves;
using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Targets;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Bots.Tests.Docs;

/// <summary>The table of figures in docs/HEDGING.md, computed again. It lies here, and not with the hedging tests, because it
/// needs the price files and the quoting formulas too.</summary>
public class HedgingGuideTests
{
    private const string H100 = "a3-highgpu-8g";

    private static readonly double[] FuturesChanges =
        [.021, .035, -.046, .001, .044, -.029, -.026, -.029, .048, -.006, -.036, -.011, .019, -.027, .029];

    private static readonly double[] SpotChanges =
        [.029, .020, -.044, .008, .026, -.019, -.010, -.007, .043, .011, -.036, -.018, .009, -.032, .023];

    [Fact]
    public void Every_figure_of_the_guide_is_what_the_code_computes()
    {
        IEnumerable<string> computed = Ratios().Concat(Lots()).Concat(Quotes()).Concat(RealPrices()).Concat(Contracts())
            .Select(figure => $"| {figure.Name} | {figure.Value.ToString("0.000000", CultureInfo.InvariantCulture)} |");

        Assert.Equal(TableOfFigures(), computed);
    }

    private static IEnumerable<(string Name, double Value)> Ratios()
    {
        HedgeRatio ratio = HedgeRatio.Estimate(SpotChanges, FuturesChanges, SpotChanges.Length);
        LedoitWolf shrunk = LedoitWolf.Shrink([SpotChanges, FuturesChanges]);
        yield return ("Hull's cross hedge, 15 months: sd(F)", ratio.FuturesVolatility);
        yield return ("Hull's cross hedge, 15 months: sd(S)", ratio.SpotVolatility);
        yield return ("Hull's cross hedge, 15 months: rho", ratio.Correlation);
        yield return ("Hull's cross hedge, 15 months: h*", ratio.Ratio);
        yield return ("Hull's cross hedge, 15 months: R^2", ratio.RSquared);
        yield return ("Ledoit-Wolf on the same two series: intensity", shrunk.Intensity);
        yield return ("Ledoit-Wolf on the same two series: mu", shrunk.Mu);
        yield return ("Ledoit-Wolf on the same two series: h", shrunk.Covariance[0, 1] / shrunk.Covariance[1, 1]);
    }

    private static IEnumerable<(string Name, double Value)> Lots()
    {
        CapacityContract capacity = new(64, 30 * 24);
        DeliveryMonth august = DeliveryMonth.Of(2026, 8);
        HedgeTarget target = HedgeTarget.Of([new(august, capacity.GpuHours, 777_650)], [august], 730).Single();
        yield return ("64 GPUs for 30 days, lots of 730", (double)capacity.LotsOf(730));
        yield return ("the same at h .77765, target in lots", (double)target.ExactLots);

        DealerProfitAndLoss dealer = new();
        BasketContract contract = new(new BasketId(1), august, 730);
        dealer.BasketFill(contract, 1, Price.FromDollars(2.50m));
        dealer.Settlement(contract, Price.FromDollars(2.81m));
        yield return ("long one future at 2.50, settled at 2.81, $", (double)dealer.Parts.Hedge.ToCents());

        NoTradeBand band = new(psi: .1m, eta: .00001m, lambda: 1);
        yield return ("band with psi .1, eta 1e-5: rate at p = .3, lots", (double)band.Rate(.3m));
        yield return ("band with psi .1, eta 1e-5: rate at p = .1, lots", (double)band.Rate(.1m));
    }

    private static IEnumerable<(string Name, double Value)> Quotes()
    {
        AvellanedaStoikov maker = new(riskAversion: .1, depthDecay: 1.5, volatility: 2);
        yield return ("Avellaneda-Stoikov gamma .1, k 1.5, sigma 2: spread at t = 0", maker.TotalSpread(timeLeft: 1));
        yield return ("Avellaneda-Stoikov gamma .1, k 1.5, sigma 2: spread at T", maker.TotalSpread(timeLeft: 0));
        foreach ((string tier, double alpha, double beta) in
            new[] { ("alpha -1.9, beta 11", -1.9, 11), ("alpha -.3, beta 3.5", -.3, 3.5) })
        {
            RequestForQuoteMargin best = RequestForQuoteMargin.Optimal(alpha, beta);
            yield return ($"RFQ margin, {tier}: d*", best.Margin);
            yield return ($"RFQ margin, {tier}: fill", best.WinProbability);
        }
    }

    private static IEnumerable<(string Name, double Value)> RealPrices()
    {
        ReferencePriceHistory history = ReferencePriceHistory.Read(
            Path.Combine(AppContext.BaseDirectory, "data", "gcp-gpu-weekly.csv"),
            Path.Combine(AppContext.BaseDirectory, "data", "gcp-gpu-regions.csv"));
        IReadOnlyList<DateOnly> dates = history.DatesOf(H100, ListedPrice.Spot);
        double Spot(string region, DateOnly date) => history.DollarsPerGpuHour(H100, region, ListedPrice.Spot, date)!.Value;
        double Mean(DateOnly date) => history.RegionsOf(H100).Average(region => Spot(region, date));
        double[] index = PriceChanges.Of([.. dates.Select(Mean)]);
        HedgeRatio RatioOf(string region) =>
            HedgeRatio.Estimate(PriceChanges.Of([.. dates.Select(date => Spot(region, date))]), index);

        foreach (string region in new[] { "us-central1", "us-east4", "asia-northeast1" })
        {
            yield return ($"H100 spot, {region}: h*", RatioOf(region).Ratio);
            yield return ($"H100 spot, {region}: R^2", RatioOf(region).RSquared);
        }
        yield return ("H100 spot, mean h* of the 18 regions", history.RegionsOf(H100).Average(region => RatioOf(region).Ratio));
    }

    private static IEnumerable<(string Name, double Value)> Contracts()
    {
        yield return ("EFET remedy, 10,000 GPU-hours at 2.60, replaced at 3.25, $",
            (double)NonDeliveryRemedy.OfSeller(10_000, 2.60m, 3.25m));
        ForwardRate[] strip = ForwardStrip.Of([new(3, 5.73m), new(6, 5.64m), new(12, 5.39m)]);
        yield return ("strip of 3, 6, 12 months at 5.73, 5.64, 5.39: months 4 to 6", (double)strip[1].Rate);
        yield return ("strip of 3, 6, 12 months at 5.73, 5.64, 5.39: months 7 to 12", (double)strip[2].Rate);
        MonthHours november = MonthHours.Of(2026, 11);
        yield return ("November 2026: peak hours", november.Peak);
        yield return ("November 2026: off-peak hours", november.OffPeak);
    }

    private static IEnumerable<string> TableOfFigures() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "HEDGING.md"))
            .SkipWhile(line => line != "| figure | value |")
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
}
