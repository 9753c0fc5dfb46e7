using ComputeExchange.Hedging.State;
using ComputeExchange.Hedging.Targets;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>The exact targets of a dealer in every contract that trades, by basket, then month.</summary>
internal static class DealerTargets
{
    /// <summary>The target in one contract.</summary>
    public readonly record struct Target(BasketState Basket, ContractState Contract, decimal ExactLots);

    public static List<Target> Of(HedgeBook book, HedgeAccount dealer)
    {
        List<Target> targets = [];
        foreach (BasketState? basket in book.Baskets)
        {
            if (basket is null)
                continue;
            DeliveryMonth[] months =
                [.. basket.Contracts.Where(contract => basket.Trades(contract, book.Hour)).Select(contract => contract.Month)];
            HedgeableExposure[] exposures = [.. ExposuresOf(book, dealer, basket)];
            foreach (HedgeTarget target in HedgeTarget.Of(exposures, months, basket.Multiplier))
                targets.Add(new Target(basket, basket.Contract(target.Month)!, target.ExactLots));
        }
        return targets;
    }

    private static IEnumerable<HedgeableExposure> ExposuresOf(HedgeBook book, HedgeAccount dealer, BasketState basket)
    {
        foreach (MarketExposure exposure in dealer.Exposures)
        {
            if (book.HedgingBasketOf(exposure.Market) != basket)
                continue;
            long micros = book.FindRatio(exposure.Market, basket.Id)?.HedgedMicros ?? 0;
            foreach (MarketExposure.MonthHours month in exposure.Months.ToArray())
                yield return new HedgeableExposure(month.Month, month.GpuHours, micros);
        }
    }
}
