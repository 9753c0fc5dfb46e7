using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>What a buy has paid for all that it filled is never over its limit for every hour of every GPU; a seller never gets
/// less than its own limit.</summary>
internal sealed class NobodyDealsBeyondTheLimit : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        foreach (OrderAccount buy in count.Touched.Where(account => account.Order.IsBuy && !account.Order.IsMarketOrder))
            if (buy.Paid > buy.PaidAtLimit)
                return $"{buy} has paid {buy.Paid} ticks x hours x GPUs, and at its limit it would be {buy.PaidAtLimit}";
        foreach (Trade trade in step.Trades)
            if (trade.Price.Ticks < trade.Sell.Limit.Ticks)
                return $"{trade.Sell.ClOrdId} sold at {trade.Price} and asked {trade.Sell.Limit}";
        return null;
    }
}
