using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Targets;

/// <summary>Which of a basket's listed months hedges a delivery month.</summary>
public static class ListedMonths
{
    /// <summary>The listed month nearest to a delivery month; of two equally near, the earlier, which trades more.</summary>
    /// <param name="listed">The months that still trade, in any order.</param>
    /// <param name="deliveryMonth">The month of delivery.</param>
    /// <returns>The month, or null when none is listed: then the exposure has no hedge.</returns>
    public static DeliveryMonth? Nearest(ReadOnlySpan<DeliveryMonth> listed, DeliveryMonth deliveryMonth)
    {
        DeliveryMonth? nearest = null;
        long least = long.MaxValue;
        foreach (DeliveryMonth month in listed)
        {
            long distance = Math.Abs((long)month.Index - deliveryMonth.Index);
            if (distance < least || (distance == least && month.Index < nearest!.Value.Index))
                (nearest, least) = (month, distance);
        }
        return nearest;
    }
}
