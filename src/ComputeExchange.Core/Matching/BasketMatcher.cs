using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>Matches orders in a basket future: a plain central limit order book, price then time.</summary>
internal sealed class BasketMatcher(OrderTable orders, OrderLifecycle lifecycle, TradeBooking booking)
{
    /// <summary>Trades the aggressor with what rests on the other side, until nothing is left of either.</summary>
    public void Match(ref OrderRow aggressor)
    {
        BasketBook contract = orders.ContractOf(aggressor);
        BookSide opposite = contract.Opposite(aggressor.Side);
        if (opposite.IsReachedBy(aggressor))
            Match(ref aggressor, contract, opposite);
    }

    /// <summary>How much of the aggressor the very same rules would fill, up to an amount that suffices; nothing happens.</summary>
    public int Trial(in OrderRow aggressor, int enough)
    {
        BookSide opposite = orders.ContractOf(aggressor).Opposite(aggressor.Side);
        int left = aggressor.Leaves;
        int head = opposite.FirstNumber;
        while (head != 0 && left > 0 && aggressor.Leaves - left < enough)
        {
            int priceTicks = orders.Row(head).LimitTicks;
            if (!aggressor.Accepts(priceTicks) || !TryLevel(aggressor, opposite, head, ref left))
                break;
            head = opposite.Behind(priceTicks);
        }
        return aggressor.Leaves - left;
    }

    private void Match(ref OrderRow aggressor, BasketBook contract, BookSide opposite)
    {
        int next = opposite.FirstNumber;
        while (next != 0)
        {
            ref OrderRow resting = ref orders.Row(next);
            if (!aggressor.Accepts(resting.LimitTicks))
                return;
            next = opposite.Next(resting);
            if (!IsPassedOver(aggressor.Leaves, resting))
            {
                if (resting.Owner != aggressor.Owner)
                    booking.BookFuture(ref aggressor, ref resting, contract, Math.Min(aggressor.Leaves, resting.Shown));
                else if (!SelfMatchPrevention.Apply(ref aggressor, ref resting, lifecycle))
                    return;
            }
            if (aggressor.Leaves == 0)
                return;
            if (next == 0)
                next = LastOfLevelOrBehind(opposite, resting);
        }
    }

    /// <summary>Takes a whole level in the trial; false when the aggressor would be cancelled in it.</summary>
    /// <remarks>What icebergs hide comes behind all that the level shows, and none of it is all-or-none: in which order it is
    /// refilled makes no difference to how much of the aggressor it fills.</remarks>
    private bool TryLevel(in OrderRow aggressor, BookSide opposite, int head, ref int left)
    {
        long hidden = 0;
        for (int at = head; at != 0 && left > 0; at = opposite.Next(orders.Row(at)))
        {
            ref readonly OrderRow resting = ref orders.Row(at);
            if (IsPassedOver(left, resting))
                continue;
            if (resting.Owner == aggressor.Owner)
            {
                if (!SelfMatchPrevention.GoesOn(aggressor))
                    return false;
                continue;
            }
            left -= Math.Min(left, resting.Shown);
            hidden += resting.Leaves - resting.Shown;
        }
        left -= (int)Math.Min(left, hidden);
        return true;
    }

    /// <summary>An all-or-none order that what is left of the aggressor cannot take whole keeps its place.</summary>
    private static bool IsPassedOver(int aggressorLeaves, in OrderRow resting) =>
        resting.AllOrNone && resting.Leaves > aggressorLeaves;

    /// <summary>An iceberg that was last in its level and refilled is next again.</summary>
    private static int LastOfLevelOrBehind(BookSide opposite, in OrderRow resting)
    {
        bool hasRefilled = resting.IsOpen && resting.IsIceberg && resting.Shown > 0;
        return hasRefilled ? resting.Number : opposite.Behind(resting.LimitTicks);
    }
}
