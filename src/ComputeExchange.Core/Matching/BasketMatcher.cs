using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>Matches orders in a basket future: a plain central limit order book, price then time.</summary>
internal sealed class BasketMatcher(OrderLifecycle lifecycle, TradeBooking booking)
{
    /// <summary>Trades the aggressor with what rests on the other side, until nothing is left of either.</summary>
    public void Match(Order aggressor)
    {
        BookSide opposite = Opposite(aggressor);
        if (!opposite.IsReachedBy(aggressor))
            return;
        Order? resting = opposite.First;
        while (resting is not null && aggressor.Leaves > 0 && aggressor.Accepts(resting.LimitTicks))
        {
            Order? nextInLevel = opposite.Next(resting);
            if (!IsPassedOver(aggressor.Leaves, resting))
            {
                if (resting.Owner == aggressor.Owner)
                {
                    if (!SelfMatchPrevention.Apply(aggressor, resting, lifecycle))
                        return;
                }
                else
                {
                    booking.BookFuture(aggressor, resting, Math.Min(aggressor.Leaves, resting.Shown));
                }
            }
            resting = nextInLevel ?? LastOfLevelOrBehind(opposite, resting);
        }
    }

    /// <summary>How much of the aggressor the very same rules would fill, up to an amount that suffices; nothing happens.</summary>
    public int Trial(Order aggressor, int enough)
    {
        BookSide opposite = Opposite(aggressor);
        int left = aggressor.Leaves;
        Order? head = opposite.First;
        while (head is not null && left > 0 && aggressor.Accepts(head.LimitTicks) && aggressor.Leaves - left < enough)
        {
            if (!TryLevel(aggressor, opposite, head, ref left))
                break;
            head = opposite.Behind(head.LimitTicks);
        }
        return aggressor.Leaves - left;
    }

    /// <summary>Takes a whole level in the trial; false when the aggressor would be cancelled in it.</summary>
    /// <remarks>What icebergs hide comes behind all that the level shows, and none of it is all-or-none: in which order it is
    /// refilled makes no difference to how much of the aggressor it fills.</remarks>
    private static bool TryLevel(Order aggressor, BookSide opposite, Order head, ref int left)
    {
        long hidden = 0;
        for (Order? resting = head; resting is not null && left > 0; resting = opposite.Next(resting))
        {
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
    private static bool IsPassedOver(int aggressorLeaves, Order resting) =>
        resting.AllOrNone && resting.Leaves > aggressorLeaves;

    /// <summary>An iceberg that was last in its level and refilled is next again.</summary>
    private static Order? LastOfLevelOrBehind(BookSide opposite, Order resting)
    {
        bool hasRefilled = resting.IsOpen && resting.IsIceberg && resting.Shown > 0;
        return hasRefilled ? resting : opposite.Behind(resting.LimitTicks);
    }

    private static BookSide Opposite(Order aggressor) => aggressor.Contract!.On(aggressor.IsBuy ? Side.Sell : Side.Buy);
}
