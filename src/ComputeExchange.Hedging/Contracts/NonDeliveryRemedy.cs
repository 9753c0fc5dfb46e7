namespace ComputeExchange.Hedging.Contracts;

/// <summary>What is owed for hours not delivered, or not taken: the difference to the market, never a penalty.</summary>
/// <remarks>The remedy of the EFET General Agreement for the delivery of electricity, section 8: who fails to deliver owes
/// what the replacement cost above the contract price, who fails to accept what the resale brought below it; a difference
/// that favours the other side is not paid out.</remarks>
public static class NonDeliveryRemedy
{
    /// <summary>What a seller owes for hours not delivered.</summary>
    /// <param name="gpuHours">Hours not delivered, at least 0.</param>
    /// <param name="contractPrice">Dollars per GPU-hour.</param>
    /// <param name="replacementPrice">What the buyer reasonably paid elsewhere, dollars per GPU-hour.</param>
    /// <returns>Dollars, at least 0.</returns>
    public static decimal OfSeller(long gpuHours, decimal contractPrice, decimal replacementPrice)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gpuHours);
        return gpuHours * Math.Max(replacementPrice - contractPrice, 0);
    }

    /// <summary>What a buyer owes for hours not taken.</summary>
    /// <param name="gpuHours">Hours not taken, at least 0.</param>
    /// <param name="contractPrice">Dollars per GPU-hour.</param>
    /// <param name="resalePrice">What the seller reasonably got elsewhere, dollars per GPU-hour.</param>
    /// <returns>Dollars, at least 0.</returns>
    public static decimal OfBuyer(long gpuHours, decimal contractPrice, decimal resalePrice)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gpuHours);
        return gpuHours * Math.Max(contractPrice - resalePrice, 0);
    }
}
