using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>Nobody trades with itself.</summary>
internal sealed class NoSelfMatch : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        foreach (Trade trade in step.Trades)
            if (trade.Buy.Participant == trade.Sell.Participant)
                return $"{trade.Buy.ClOrdId} and {trade.Sell.ClOrdId} of {trade.Buy.Participant.Value} trade with each other";
        return null;
    }
}
