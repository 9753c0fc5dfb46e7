using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>What an order does as it enters: which rules it is matched by, whether all or nothing, and what becomes of the
/// rest. Also the second look of resting forwards.</summary>
internal sealed class OrderMatcher(
    OrderTable orders, OrderLifecycle lifecycle, BasketMatcher baskets, ForwardMatcher plain, ComplexMatcher complex, SellMatcher sells)
{
    /// <summary>Matches an order that was accepted, or that enters anew, and rests or cancels what is left of it.</summary>
    public void Enter(ref OrderRow order)
    {
        if (!order.IsBasket)
            EnterForward(order);
        else if (EnoughFor(order) is var enough && (enough == 0 || baskets.Trial(order, enough) >= enough))
            baskets.Match(ref order);
        if (order.IsOpen)
            RestOrCancel(ref order);
    }

    /// <summary>Whether a PostOnly order would trade on entry: a trial run of exactly the rules of entry.</summary>
    public bool WouldTrade(in OrderRow row)
    {
        int enough = row.AllOrNone ? row.Leaves : 1;
        if (row.IsBasket)
            return baskets.Trial(row, enough) >= enough;
        Order order = orders.Order(row.Number);
        if (order.IsComplex)
            return complex.WouldTrade(order);
        return order.IsBuy ? plain.Trial(order, enough, Look.Entering) >= enough : sells.WouldTrade(order);
    }

    /// <summary>A resting forward looks again after credit was freed.</summary>
    public void LookAgain(Order order)
    {
        if (order.IsComplex)
            complex.Match(order);
        else if (CanFillEnough(order, Look.Again))
            MatchPlain(order, Look.Again);
    }

    private void EnterForward(in OrderRow row)
    {
        if (MeetsNobody(row))
            return;
        Order order = orders.Order(row.Number);
        if (order.IsComplex)
            complex.Match(order);
        else if (CanFillEnough(order, Look.Entering))
            Match(order);
        else if (MayOfferWhole(order))
            sells.OfferWhole(order);
    }

    /// <summary>Whether it is seen without a look at any order, or at more than its own row, that there is none to trade with.</summary>
    private bool MeetsNobody(in OrderRow forward)
    {
        if (forward.HasTerms || !forward.IsBuy && orders.MarketOf(forward).ComplexBuys.Count > 0)
            return false;
        return !plain.MayTrade(forward);
    }

    private void Match(Order order)
    {
        if (order.IsBuy || LooksAtPlainOnly(order.Row))
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

    private bool CanFillEnough(Order order, Look look)
    {
        int enough = EnoughFor(order.Row);
        return enough == 0 || plain.Trial(order, enough, look) >= enough;
    }

    /// <summary>All-or-none and fill-or-kill want the whole quantity, MinQty at least that much; the others take what there is.</summary>
    private static int EnoughFor(in OrderRow order) => WantsWhole(order) ? order.Leaves : order.MinQuantity;

    private void RestOrCancel(ref OrderRow order)
    {
        if (order.TimeInForce == TimeInForce.FillOrKill)
            lifecycle.Cancel(ref order, CancelReason.FillOrKill);
        else if (order.TimeInForce == TimeInForce.ImmediateOrCancel)
            lifecycle.Cancel(ref order, CancelReason.ImmediateOrCancel);
        else
            lifecycle.Rest(ref order);
    }

    private static bool WantsWhole(in OrderRow order) => order.AllOrNone || order.TimeInForce == TimeInForce.FillOrKill;

    /// <summary>An all-or-none sell that no plain buys take whole tries the complex ones; with FOK or MinQty it does not.</summary>
    private static bool MayOfferWhole(Order order) =>
        order is { AllOrNone: true, IsBuy: false, MinQuantity: 0 }
        && order.TimeInForce != TimeInForce.FillOrKill;

    private static bool LooksAtPlainOnly(in OrderRow sell) => WantsWhole(sell) || sell.MinQuantity > 0;
}
