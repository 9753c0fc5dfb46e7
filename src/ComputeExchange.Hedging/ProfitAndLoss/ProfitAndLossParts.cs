namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>A dealer's profit and loss, in the five parts that say where it came from.</summary>
/// <param name="Spread">Signed GPU-hours x (mark - price) at each forward trade: what quoting earned.</param>
/// <param name="Index">Exposure x h x dI: what the hedged share of the exposure made as the index moved.</param>
/// <param name="Basis">Exposure x (dS - h dI): what the hedge could not reach.</param>
/// <param name="Hedge">Futures at their fills and marks, final settlement included.</param>
/// <param name="Fees">Fees paid, as a negative amount.</param>
public readonly record struct ProfitAndLossParts(
    ExactDollars Spread, ExactDollars Index, ExactDollars Basis, ExactDollars Hedge, ExactDollars Fees)
{
    /// <summary>The sum of the five.</summary>
    public ExactDollars Total => Spread + Index + Basis + Hedge + Fees;
}
