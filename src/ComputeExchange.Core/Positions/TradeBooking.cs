using ComputeExchange.Core.Books;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Risk;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>Books a trade: both orders are reduced, credit is used, positions move, and the event is told.</summary>
internal sealed class TradeBooking(
    OrderLifecycle lifecycle, EventWriter events, PositionLedger positions, QuoteProtection protection)
{
    /// <summary>The last group number that was given out.</summary>
    public long LastGroup { get; set; }

    public long NextGroup() => ++LastGroup;

    /// <summary>A plain trade of a forward, in a group of its own.</summary>
    public void BookForward(Order buy, Order sell, int gpus, int priceTicks, Side aggressor)
    {
        Reduce(buy, gpus);
        BookSale(buy, sell, buy.Window, gpus, priceTicks, NextGroup(), aggressor);
        lifecycle.FinishIfDone(buy);
    }

    /// <summary>One part of a cover; the buy is reduced with the first part, since one job takes all parts.</summary>
    public void BookPart(Order buy, in Matching.Covers.CoverPart part, long group, bool isFirst, Side aggressor)
    {
        if (isFirst)
            Reduce(buy, part.Gpus);
        BookSale(buy, part.Offer, part.Window, part.Gpus, part.PriceTicks, group, aggressor);
    }

    /// <summary>A trade of a basket future at the resting order's price.</summary>
    public void BookFuture(ref OrderRow aggressor, ref OrderRow resting, BasketBook contract, int lots)
    {
        Reduce(ref aggressor, lots);
        Reduce(ref resting, lots);
        contract.On(resting.Side).Show(ref resting, -lots);
        lifecycle.Touch(contract);
        bool buys = aggressor.IsBuy;
        ref OrderRow buy = ref buys ? ref aggressor : ref resting;
        ref OrderRow sell = ref buys ? ref resting : ref aggressor;
        positions.AddFuture(buy.Owner, sell.Owner, contract, lots, resting.LimitTicks);
        events.Traded(buy, sell, contract.Instrument, lots, resting.LimitTicks, NextGroup(), aggressor.Side);
        protection.CountFill(buy, contract);
        protection.CountFill(sell, contract);
        if (resting.Leaves == 0)
            lifecycle.Finish(ref resting);
        else if (resting.Shown == 0)
            lifecycle.Refill(ref resting);
        if (aggressor.Leaves == 0)
            lifecycle.Finish(ref aggressor);
    }

    private void BookSale(Order buy, Order sell, DeliveryWindow window, int gpus, int priceTicks, long group, Side aggressor)
    {
        if (sell.Terms is { Profile: { } profile })
            TakeHours(sell, profile, window, gpus);
        else
            Reduce(sell, gpus);
        CreditMatrix.Consume(buy.Owner, sell.Owner, window, priceTicks, gpus);
        positions.AddForward(buy.Owner, sell.Owner, sell.Market!, window, gpus, priceTicks);
        events.Traded(buy.Row, sell.Row, Instrument.Forward(sell.Market!.Id, window), gpus, priceTicks, group, aggressor);
        lifecycle.FinishIfDone(sell);
    }

    private static void TakeHours(Order sell, CapacityProfile profile, DeliveryWindow window, int gpus)
    {
        bool sellsHoursOut = profile.Least(window) == gpus;
        profile.Take(window, gpus);
        if (sellsHoursOut && sell.IsResting && !sell.IsDone)
            sell.Market!.Divisible.Change(sell, window);
    }

    private static void Reduce(Order order, int quantity)
    {
        ref OrderRow row = ref order.Row;
        Reduce(ref row, quantity);
        if (row.Level != 0)
            order.OwnSide.Show(ref row, -quantity);
    }

    private static void Reduce(ref OrderRow order, int quantity)
    {
        Invariant.Require(quantity > 0 && quantity <= order.Leaves, "a fill is positive and no more than what is left");
        order.Leaves -= quantity;
        order.Filled += quantity;
    }
}
