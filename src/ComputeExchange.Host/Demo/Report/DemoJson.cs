using System.Text.Json;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>The demo's figures as one JSON object. Dollars and shares are numbers, times are microseconds.</summary>
internal static class DemoJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The object as text.</summary>
    public static string Of(DemoResult result, DemoMarket market) => JsonSerializer.Serialize(
        new
        {
            result.IsSound,
            result.Seed,
            Dates = result.Dates.Count,
            result.Turns,
            PlaySeconds = result.PlayTime.TotalSeconds,
            Trades = result.Figures.Digest.Count,
            TradesDigest = result.Figures.Digest.Text,
            Forwards = result.Figures.Forwards.Markets.Select(entry => new
            {
                Sku = DemoMarket.CodeOf(new SkuId(entry.Key.Sku)),
                Region = market.CodeOf(new RegionId(entry.Key.Region)),
                entry.Value.Trades,
                GpuHours = entry.Value.Volume,
                Notional = entry.Value.Notional.Dollars,
            }),
            Futures = result.Figures.Forwards.Baskets.Select(entry => new
            {
                Basket = DemoMarket.CodeOf(new BasketId(entry.Key.Basket)),
                Month = new DeliveryMonth(entry.Key.Month).ToString(),
                entry.Value.Trades,
                Lots = entry.Value.Volume,
                Notional = entry.Value.Notional.Dollars,
            }),
            Dealable = result.Figures.Dealable,
            WithWindowTerms = Capacity(result.Figures),
            WithoutWindowTerms = Capacity(result.Without),
            Hedges = result.Hedge.Dealers.Select(Hedge),
            Basis = result.Hedge.Markets.Select(Basis),
            Latency = result.Bursts.Append(result.OneByOne),
            Replay = new { Commands = result.JournaledCommands, Seconds = result.ReplayTime.TotalSeconds },
            result.Checks,
        },
        Options);

    private static object Capacity(RunFigures figures) => new
    {
        figures.Forwards.GpuHours,
        figures.Forwards.AssembledGpuHours,
        figures.Capacity.Utilisation,
        figures.Capacity.FillRate,
        Paid = figures.Capacity.Paid.Dollars,
        Saved = figures.Capacity.Saved.Dollars,
    };

    private static object Basis(MarketHedgeReport each) => new
    {
        each.Sku,
        each.Region,
        each.Basket,
        each.Ratio,
        each.RSquared,
        each.ResidualVolatility,
        each.Observations,
        each.Basis?.Basis,
        each.Basis?.ZScore,
        HalfLifeDates = each.Basis?.MeanReversion.HalfLifeSteps,
    };

    private static object Hedge(DealerHedgeReport dealer) => new
    {
        dealer.Dealer,
        Orders = dealer.LastRequest,
        dealer.Effectiveness.UnhedgedVariance,
        dealer.Effectiveness.HedgedVariance,
        dealer.Effectiveness.Effectiveness,
        Spread = dealer.ProfitAndLoss.Spread.ToCents(),
        Index = dealer.ProfitAndLoss.Index.ToCents(),
        Basis = dealer.ProfitAndLoss.Basis.ToCents(),
        Hedge = dealer.ProfitAndLoss.Hedge.ToCents(),
        Fees = dealer.ProfitAndLoss.Fees.ToCents(),
        Total = dealer.ProfitAndLoss.Total.ToCents(),
        FromCashAndMarks = dealer.FromCashAndMarks.ToCents(),
    };
}
