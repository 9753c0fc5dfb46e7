using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>What happens when an aggressor meets an order of its own participant: the aggressor's instruction applies.</summary>
internal static class SelfMatchPrevention
{
    /// <summary>Carries the instruction out; false when the aggressor was cancelled, and nothing more happens to it.</summary>
    public static bool Apply(ref OrderRow aggressor, ref OrderRow resting, OrderLifecycle lifecycle)
    {
        if (aggressor.SelfMatch != SelfMatchInstruction.CancelAggressor)
            lifecycle.Cancel(ref resting, CancelReason.SelfMatch);
        if (aggressor.SelfMatch == SelfMatchInstruction.CancelResting)
            return true;
        lifecycle.Cancel(ref aggressor, CancelReason.SelfMatch);
        return false;
    }

    /// <summary>Whether a trial run goes on behind an order of its own participant.</summary>
    public static bool GoesOn(in OrderRow aggressor) => aggressor.SelfMatch == SelfMatchInstruction.CancelResting;
}
