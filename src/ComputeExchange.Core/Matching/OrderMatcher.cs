using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>What an order does as it enters: which rules it is matched by, whether all or nothing, and what becomes of the
/// rest. Also the second look of resting forwards.</summary>
internal sealed class OrderMatcher(
    OrderLifecycle lifecycle, BasketMatcher baskets, ForwardMatcher plain, ComplexMatcher complex, SellMatcher sells)
{
    /// <summary>Matches an order that was accepted, or that enters anew, and rests or cancels what is left of it.</summary>
    public void Enter(Order order)
    {
        if (order.IsComplex)
            complex.Match(order);
        else if (CanFillEnough(order, Look.Entering))
            Match(order);
        else if (MayOfferWhole(order))
            sells.OfferWhole(order);
        if (order.IsOpen)
            RestOrCancel(order);
    }

    /// <summary>Whether a PostOnly order would trade on entry: a trial run of exactly the rules of entry.</summary>
    public bool WouldTrade(Order order)
    {
        if (order.IsComplex)
            return complex.WouldTrade(order);
        if (!order.IsBasket && !order.IsBuy)
            return sells.WouldTrade(order);
        int enough = order.AllOrNone ? order.Leaves : 1;
        return Trial(order, enough, Look.Entering) >= enough;
    }

    /// <summary>A resting forward looks again after credit was freed.</summary>
    public void LookAgain(Order order)
    {
        if (order.IsComplex)
            complex.Match(order);
        else if (CanFillEnough(order, Look.Again))
            MatchPlain(order, Look.Again);
    }

    private void Match(Order order)
    {
        if (order.IsBasket)
            baskets.Match(order);
        else if (order.IsBuy || LooksAtPlainOnly(order))
            MatchPlain(order, Look.Entering);
        else
            sells.Match(order);
    }

    private void MatchPlain(Order order, Look look)
    {
        if (order.IsBuy)
            plain.MatchBuy(order, look);
        else
            plain.MatchSell(order, look);
    }

    /// <summary>All-or-none and fill-or-kill want the whole quantity, MinQty at least that much; the others take what there is.</summary>
    private bool CanFillEnough(Order order, Look look)
    {
        int enough = WantsWhole(order) ? order.Leaves : order.MinQuantity;
        return enough == 0 || Trial(order, enough, look) >= enough;
    }

    private int Trial(Order order, int enough, Look look) =>
        order.IsBasket ? baskets.Trial(order, enough) : plain.Trial(order, enough, look);

    private void RestOrCancel(Order order)
    {
        if (order.TimeInForce == TimeInForce.FillOrKill)
            lifecycle.Cancel(order, CancelReason.FillOrKill);
        else if (order.TimeInForce == TimeInForce.ImmediateOrCancel)
            lifecycle.Cancel(order, CancelReason.ImmediateOrCancel);
        else
            lifecycle.Rest(order);
    }

    private static bool WantsWhole(Order order) => order.AllOrNone || order.TimeInForce == TimeInForce.FillOrKill;

    /// <summary>An all-or-none sell that no plain buys take whole tries the complex ones; with FOK or MinQty it does not.</summary>
    private static bool MayOfferWhole(Order order) =>
        order is { AllOrNone: true, IsBasket: false, IsBuy: false, MinQuantity: 0 }
        && order.TimeInForce != TimeInForce.FillOrKill;

    private static bool LooksAtPlainOnly(Order sell) => WantsWhole(sell) || sell.MinQuantity > 0;
}
