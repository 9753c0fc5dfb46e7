using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Targets;

/// <summary>Undelivered GPU-hours of one market in one delivery month, with the ratio that hedges them.</summary>
/// <param name="DeliveryMonth">The month of delivery.</param>
/// <param name="GpuHours">Bought (+) or sold (-).</param>
/// <param name="RatioMicros">The market's hedge ratio to the basket, in units of 1e-6; 0 where there is none.</param>
public readonly record struct HedgeableExposure(DeliveryMonth DeliveryMonth, long GpuHours, long RatioMicros);

/// <summary>The position in one basket contract that would hedge all exposure that falls to it.</summary>
/// <param name="Month">The listed month.</param>
/// <param name="ExactLots">The position, long (+) or short (-), not rounded.</param>
public readonly record struct HedgeTarget(DeliveryMonth Month, decimal ExactLots)
{
    /// <summary>Exact targets of one basket: - sum of h x GPU-hours / multiplier, per listed month, ascending.</summary>
    /// <remarks>The sum is of integers, so it does not depend on the order of the exposures; the one division is decimal, with
    /// 28 digits. A listed month that nothing falls to has target 0, so that a position left in it is closed.</remarks>
    /// <param name="exposures">Exposures of one dealer in the markets that this basket hedges.</param>
    /// <param name="listedMonths">The months that still trade; with none there are no targets.</param>
    /// <param name="multiplier">GPU-hours a lot, above 0.</param>
    public static HedgeTarget[] Of(
        ReadOnlySpan<HedgeableExposure> exposures, ReadOnlySpan<DeliveryMonth> listedMonths, int multiplier)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiplier);
        SortedDictionary<DeliveryMonth, Int128> hedgedMicroHours = [];
        foreach (DeliveryMonth month in listedMonths)
            hedgedMicroHours[month] = 0;
        foreach (HedgeableExposure exposure in exposures)
        {
            if (ListedMonths.Nearest(listedMonths, exposure.DeliveryMonth) is DeliveryMonth month)
                hedgedMicroHours[month] += (Int128)exposure.GpuHours * exposure.RatioMicros;
        }
        decimal microHoursPerLot = (decimal)multiplier * Ratios.RatioMicros.One;
        return [.. hedgedMicroHours.Select(month => new HedgeTarget(month.Key, -(decimal)month.Value / microHoursPerLot))];
    }

    /// <summary>The gap: exact target less position, in lots.</summary>
    /// <param name="positionLots">The position in this contract, long (+) or short (-).</param>
    public decimal GapFrom(long positionLots) => ExactLots - positionLots;
}
