using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>All that happens to the profit and loss of one dealer, in the order in which it happens.</summary>
/// <remarks>
/// Two computations listen to the same calls and share nothing else: the five parts (<see cref="AttributedProfitAndLoss"/>) and
/// cash with marks (<see cref="CashAndMarks"/>).
/// </remarks>
public interface IProfitAndLossEvents
{
    /// <summary>The dealer bought or sold capacity forward.</summary>
    /// <param name="market">The market.</param>
    /// <param name="gpuHours">Bought (+) or sold (-).</param>
    /// <param name="price">Price per GPU-hour.</param>
    void ForwardTrade(MarketId market, long gpuHours, Price price);

    /// <summary>Hours of the dealer's exposure passed: they leave it at the market's mark.</summary>
    /// <param name="market">The market.</param>
    /// <param name="gpuHours">What left the exposure, with its sign: bought (+) or sold (-).</param>
    void Delivered(MarketId market, long gpuHours);

    /// <summary>A market has a new reference price S.</summary>
    /// <param name="market">The market.</param>
    /// <param name="nanos">The price in units of 1e-9 $ per GPU-hour.</param>
    void MarkMarket(MarketId market, long nanos);

    /// <summary>A basket's index has a new value I.</summary>
    /// <param name="basket">The basket.</param>
    /// <param name="nanos">The value in units of 1e-9 $ per GPU-hour.</param>
    void MarkIndex(BasketId basket, long nanos);

    /// <summary>A market's hedge ratio to a basket changed: it splits what comes after, not what was.</summary>
    /// <param name="market">The market.</param>
    /// <param name="basket">The basket.</param>
    /// <param name="ratioMicros">h in units of 1e-6; 0 takes the basket away.</param>
    void SetRatio(MarketId market, BasketId basket, long ratioMicros);

    /// <summary>The dealer bought or sold basket futures.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="lots">Bought (+) or sold (-).</param>
    /// <param name="price">Price per GPU-hour.</param>
    void BasketFill(BasketContract contract, long lots, Price price);

    /// <summary>A basket contract has a new mark. Until its first, its last fill's price stands for one.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="nanos">The mark in units of 1e-9 $ per GPU-hour.</param>
    void MarkFuture(BasketContract contract, long nanos);

    /// <summary>A basket contract's month ended: the position is paid out at the final price and is gone.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="price">The month's mean, per GPU-hour.</param>
    void Settlement(BasketContract contract, Price price);

    /// <summary>A fee fell due.</summary>
    /// <param name="fee">What the dealer pays; negative for a rebate.</param>
    void Fee(Money fee);
}
