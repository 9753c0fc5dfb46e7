namespace ComputeExchange.Hedging.Targets;

/// <summary>Which of a basket's listed months hedges a delivery month.</summary>
public static class ListedMonths
{
    /// <summary>The listed month nearest to a delivery month; of two equally near, the earlier, which trades more.</summary>
    /// <param name="listed">The months that still trade, as month numbers on any common scale, in any order.</param>
    /// <param name="deliveryMonth">The month of delivery, on the same scale.</param>
    /// <returns>The month, or null when none is listed: then the exposure has no hedge.</returns>
    public static int? Nearest(ReadOnlySpan<int> listed, int deliveryMonth)
    {
        int? nearest = null;
        long least = long.MaxValue;
        foreach (int month in listed)
        {
            long distance = Math.Abs((long)month - deliveryMonth);
            if (distance < least || (distance == least && month < nearest))
                (nearest, least) = (month, distance);
        }
        return nearest;
    }
}
