using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>A market's ratio to its basket, estimated from the two histories at the same dates.</summary>
internal static class MarketRatio
{
    public static HedgeRatio Estimate(HedgeBook book, MarketId market, BasketState basket, HedgerOptions options)
    {
        ObservationHistory prices = book.ReferenceOf(market) ?? new ObservationHistory();
        long[][] common = ObservationPairs.Common([prices, basket.Index], options.ObservationHours);
        return HedgeRatio.Estimate(
            PriceChanges.OfNanos(common[0]), PriceChanges.OfNanos(common[1]), options.MinimumObservations);
    }

    /// <summary>The estimate as the engine is told it; null where there is none, or one that is beyond belief.</summary>
    public static long? MicrosOf(HedgeRatio estimate) =>
        estimate.IsEstimated && Math.Abs(estimate.Ratio) * RatioMicros.One <= RatioMicros.Max
            ? RatioMicros.RoundHalfAwayFromZero(estimate.Ratio)
            : null;
}
