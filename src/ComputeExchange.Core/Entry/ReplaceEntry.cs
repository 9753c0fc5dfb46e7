using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Replaces: a new total, a new limit, a new id. Less at the same price keeps its place; all else enters anew.</summary>
internal sealed class ReplaceEntry(
    OrderEntry entry, OrderStore store, OrderDirectory directory, OrderLifecycle lifecycle, OrderMatcher matcher,
    EventWriter events, OrderRules rules)
{
    public Refusal Replace(in ReplaceOrder replace, in CommandHeader header)
    {
        Refusal refusal = entry.FindParticipant(replace.Participant, header, out Participant? participant);
        if (!refusal.IsRefused)
            refusal = rules.MayUse(header.Session, replace.ClOrdId);
        if (refusal.IsRefused)
            return refusal;
        Order? order = directory.Find(participant!, replace.OrigClOrdId);
        refusal = MayReplace(order, participant!, replace);
        if (refusal.IsRefused)
            return refusal;
        long total = TotalOf(replace, order!);
        long limit = replace.Has(ReplacedTerms.Price) ? replace.LimitTicks : order!.LimitTicks;
        refusal = MayBecome(order!, replace, total, limit);
        return refusal.IsRefused ? refusal : Become(order!, replace.ClOrdId, total, (int)limit);
    }

    /// <summary>Gives an open order a new id, total and limit that have been checked; only WouldTrade can still refuse.</summary>
    public Refusal Become(Order order, in ClOrdId id, long total, int limitTicks)
    {
        if (!order.IsDivisible && total <= order.Filled)
        {
            ClOrdId orig = order.ClOrdId;
            directory.Rename(order, id);
            events.Cancelled(order.Row, CancelReason.Requested, orig);
            lifecycle.Finish(ref order.Row);
            return Refusal.None;
        }
        if (limitTicks == order.LimitTicks && total <= order.Quantity)
        {
            KeepPlace(order, id, total);
            return Refusal.None;
        }
        if (order.PostOnly && WouldTradeAs(order, total, limitTicks))
            return new Refusal(RejectReason.WouldTrade, RejectField.PostOnly);
        EnterAnew(order, id, total, limitTicks);
        return Refusal.None;
    }

    private Refusal MayReplace(Order? order, Participant participant, in ReplaceOrder replace)
    {
        if (order is not null && IsHalted(order))
            return new Refusal(RejectReason.Halted, RejectField.Instrument);
        bool isAllowed = !participant.IsKilled
            || (order is null ? participant.MayReduce : rules.ReduceOnly.Allows(order, TotalOf(replace, order)));
        if (!isAllowed)
            return new Refusal(RejectReason.Killed, RejectField.Participant);
        if (order is null)
            return new Refusal(RejectReason.UnknownOrder, RejectField.OrigClOrdId);
        return directory.NumberOf(participant, replace.ClOrdId) == 0
            ? Refusal.None
            : new Refusal(RejectReason.DuplicateClOrdId, RejectField.ClOrdId);
    }

    private Refusal MayBecome(Order order, in ReplaceOrder replace, long total, long limit)
    {
        bool changesTotal = total != order.Quantity || replace.Has(order.IsBasket ? ReplacedTerms.Lots : ReplacedTerms.Gpus);
        Refusal refusal = changesTotal && !order.IsDivisible ? QuantityOf(order, total) : Refusal.None;
        if (!refusal.IsRefused && replace.Has(ReplacedTerms.Price))
            refusal = OrderRules.Limit(limit, OrderRules.TickOf(order), RejectField.Price);
        if (!refusal.IsRefused)
            refusal = Combination(order, replace);
        if (!refusal.IsRefused)
            refusal = rules.Gate(order.Gate, RejectField.Window);
        if (!refusal.IsRefused)
            refusal = OrderRules.Value(
                order.Owner, HighestLimit(order, limit), total,
                order.Contract?.Basket.Multiplier ?? order.Window.Hours, order.IsBasket);
        if (!refusal.IsRefused && limit != order.LimitTicks)
            refusal = OrderRules.Collar(order.Contract?.Basket.Collar ?? order.Market!.Collar, limit, RejectField.Price);
        return refusal;
    }

    /// <summary>Of a complex buy the new total is a multiple of the lot of every market that it may still be filled in.</summary>
    private static Refusal QuantityOf(Order order, long total)
    {
        if (order.IsBasket)
            return OrderRules.Quantity(total, Limits.MaxLots, 1);
        Refusal refusal = OrderRules.Quantity(total, Limits.MaxGpus, order.Lot);
        for (int i = 0; order.Terms is { } terms && i < terms.MarketCount && !refusal.IsRefused; i++)
            refusal = OrderRules.Quantity(total, Limits.MaxGpus, terms.MarketAt(i).Market.Sku.Lot);
        return refusal;
    }

    private static Refusal Combination(Order order, in ReplaceOrder replace)
    {
        bool isWrongUnit = replace.Has(order.IsBasket ? ReplacedTerms.Gpus : ReplacedTerms.Lots)
            || order.IsDivisible && replace.Has(ReplacedTerms.Gpus);
        return isWrongUnit || order.IsQuote
            ? new Refusal(RejectReason.InvalidCombination, isWrongUnit ? RejectField.OrderQty : RejectField.OrigClOrdId)
            : Refusal.None;
    }

    private static long HighestLimit(Order order, long limit)
    {
        long highest = limit;
        if (order.IsComplex)
            for (int i = 1; i < order.Terms!.MarketCount; i++)
                highest = Math.Max(highest, order.Terms.MarketAt(i).LimitTicks);
        return highest;
    }

    private bool IsHalted(Order order) =>
        order.Contract is { } contract ? rules.IsHalted(contract.Basket) : rules.IsHalted(order.Market!);

    private void KeepPlace(Order order, in ClOrdId id, long total)
    {
        ClOrdId orig = order.ClOrdId;
        directory.Rename(order, id);
        if (!order.IsDivisible)
            Shrink(order, (int)(total - order.Filled));
        order.Quantity = order.IsDivisible ? order.Quantity : total;
        events.Replaced(order.Row, orig);
    }

    private void Shrink(Order order, int leaves)
    {
        order.Leaves = leaves;
        int shown = Math.Min(order.Shown, leaves);
        if (order.Row.Level != 0)
            order.OwnSide.Show(ref order.Row, shown - order.Shown);
        order.Shown = shown;
        if (order.Contract is { } contract)
            lifecycle.Touch(contract);
    }

    /// <summary>A trial with the new total and limit, and the place of one that enters anew; the order stays untouched.</summary>
    private bool WouldTradeAs(Order order, long total, int limitTicks)
    {
        (int leaves, int limit, long place) = (order.Leaves, order.LimitTicks, order.Place);
        order.Place = store.PlaceOfNextEntry;
        (order.Leaves, order.LimitTicks) = ((int)(total - order.Filled), limitTicks);
        SetFirstLimit(order, limitTicks);
        bool wouldTrade = matcher.WouldTrade(order.Row);
        (order.Leaves, order.LimitTicks, order.Place) = (leaves, limit, place);
        SetFirstLimit(order, limit);
        if (!order.IsBuy)
            order.Market?.Offers.Forget();
        return wouldTrade;
    }

    private void EnterAnew(Order order, in ClOrdId id, long total, int limitTicks)
    {
        lifecycle.TakeOutOfBook(ref order.Row);
        ClOrdId orig = order.ClOrdId;
        directory.Rename(order, id);
        order.Quantity = total;
        if (!order.IsDivisible)
            order.Leaves = (int)(total - order.Filled);
        order.LimitTicks = limitTicks;
        SetFirstLimit(order, limitTicks);
        store.TakeEntry(ref order.Row);
        directory.MoveToEnd(order.Row);
        events.Replaced(order.Row, orig);
        matcher.Enter(ref order.Row);
    }

    private static void SetFirstLimit(Order order, int limitTicks)
    {
        if (order.IsComplex)
            order.Terms!.MarketAt(0).LimitTicks = limitTicks;
    }

    private static long TotalOf(in ReplaceOrder replace, Order order)
    {
        if (order.IsBasket)
            return replace.Has(ReplacedTerms.Lots) ? replace.Lots : order.Quantity;
        return replace.Has(ReplacedTerms.Gpus) && !order.IsDivisible ? replace.Gpus : order.Quantity;
    }
}
