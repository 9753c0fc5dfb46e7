using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>What is left and what was filled make what was ordered, for every open order; the open orders are those that the
/// events leave open, and none is open that could not rest.</summary>
internal sealed class EveryOrderAccountedFor : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        if (count.Faults.Count > 0)
            return count.Faults[0];
        if (step.Open.Count != count.Market.Orders.Count)
            return $"{step.Open.Count} orders are open, and the events leave {count.Market.Orders.Count}";
        return step.Open.Select(open => OpenBreach(count, open)).FirstOrDefault(breach => breach is not null);
    }

    private static string? OpenBreach(Recount count, OpenOrderView open)
    {
        OrderState told = open.State;
        if (count.Find(told.Participant, told.ClOrdId) is not { IsOpen: true } account)
            return $"{told.ClOrdId} is open, and the events have ended it";
        bool isImmediate = account.Order.Terms.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        if (told.Leaves <= 0 || isImmediate || told.Entry != account.Order.Entry)
            return $"{account} rests with {told.Leaves} left, {account.Order.Terms.TimeInForce}, entry {told.Entry}";
        bool isWhole = told.Cumulative == account.Order.Filled && told.Leaves + account.Order.Filled == account.Ordered;
        return isWhole ? null
            : $"{account} has {told.Leaves} left and says {told.Cumulative} filled; {account.Order.Filled} of {account.Ordered} traded";
    }
}
