using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>What happens when an aggressor meets an order of its own participant: the aggressor's instruction applies.</summary>
internal static class SelfMatchPrevention
{
    /// <summary>Carries the instruction out; false when the aggressor was cancelled, and nothing more happens to it.</summary>
    public static bool Apply(Order aggressor, Order resting, OrderLifecycle lifecycle)
    {
        if (aggressor.SelfMatch != SelfMatchInstruction.CancelAggressor)
            lifecycle.Cancel(resting, CancelReason.SelfMatch);
        if (aggressor.SelfMatch == SelfMatchInstruction.CancelResting)
            return true;
        lifecycle.Cancel(aggressor, CancelReason.SelfMatch);
        return false;
    }

    /// <summary>Whether a trial run goes on behind an order of its own participant.</summary>
    public static bool GoesOn(Order aggressor) => aggressor.SelfMatch == SelfMatchInstruction.CancelResting;
}
