using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>A basket contract as profit and loss knows it: which, and how much one lot is.</summary>
/// <param name="Basket">The basket.</param>
/// <param name="Month">The delivery month.</param>
/// <param name="Multiplier">GPU-hours a lot, above 0.</param>
public readonly record struct BasketContract(BasketId Basket, DeliveryMonth Month, int Multiplier)
{
    /// <summary>What contracts are sorted by where their order must be the same everywhere.</summary>
    internal static (ushort Basket, int Month, int Multiplier) OrderOf(BasketContract contract) =>
        (contract.Basket.Value, contract.Month.Index, contract.Multiplier);
}
