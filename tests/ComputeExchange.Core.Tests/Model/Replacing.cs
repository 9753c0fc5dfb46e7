using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 3.3, replace, with its part of SPEC 3.1.</summary>
internal static class Replacing
{
    /// <summary>Replaces an order, or says why not.</summary>
    public static RejectReason Replace(ModelMarket market, in ReplaceOrder replace)
    {
        RejectReason refused = Refuses(market, replace);
        if (refused != RejectReason.None)
            return refused;
        ModelOrder order = market.Find(replace.Participant, replace.OrigClOrdId)!;
        long limit = replace.Has(ReplacedTerms.Price) ? replace.LimitTicks : order.Limit;
        return Change(market, order, replace.ClOrdId, Total(order, replace), limit) ? RejectReason.None : RejectReason.WouldTrade;
    }

    /// <summary>Gives an open order a new id, total and limit; false, with nothing changed, when it is PostOnly and would
    /// trade.</summary>
    public static bool Change(ModelMarket market, ModelOrder order, ClOrdId id, long total, long limit)
    {
        ClOrdId orig = order.Id;

        // "At or under CumQty: one `cancelled` under the new ClOrdId, no `replaced`."
        if (!order.IsDivisible && total <= order.Filled)
        {
            order.Id = id;
            market.Cancel(order, CancelReason.Requested, orig);
            return true;
        }

        // "Same price and no larger total: place and entry stay, and a shown part is cut to what is left."
        if (limit == order.Limit && total <= order.Quantity)
        {
            order.Id = id;
            order.Quantity = total;
            order.Shown = Math.Min(order.Shown, order.Leaves);
            market.AnnounceReplaced(order, orig);
            return true;
        }

        // "Otherwise it enters anew, last in its level, under all rules of entry."
        ModelOrder anew = order.Copy();
        (anew.Id, anew.Quantity, anew.Limit, anew.Shown) = (id, total, limit, 0);
        return market.Try(trial =>
        {
            trial.Remove(trial.Find(order.Entry)!);
            return OrderEntry.Enter(trial, anew, entered => entered.AnnounceReplaced(anew, orig));
        });
    }

    private static long Total(ModelOrder order, in ReplaceOrder replace)
    {
        if (replace.Has(ReplacedTerms.Gpus))
            return replace.Gpus;
        return replace.Has(ReplacedTerms.Lots) ? replace.Lots : order.Quantity;
    }

    private static RejectReason Refuses(ModelMarket market, in ReplaceOrder replace)
    {
        if (!market.Reference.Knows(replace.Participant))
            return RejectReason.UnknownParticipant;
        if (market.Reference.Killed.Contains(replace.Participant))
            return RejectReason.Killed;
        if (market.Find(replace.Participant, replace.OrigClOrdId) is not { } order)
            return RejectReason.UnknownOrder;
        if (market.Find(replace.Participant, replace.ClOrdId) is not null)
            return RejectReason.DuplicateClOrdId;

        // "a quantity for a divisible sell, lots for a forward or GPUs for a basket contract (which are not looked at further)".
        OrderChecks checks = new(market);
        Instrument instrument = order.Pin is { } pin ? Instrument.Forward(pin.Market, pin.Window) : order.Terms.Instrument;
        bool givesQuantity = replace.Has(ReplacedTerms.Gpus) || replace.Has(ReplacedTerms.Lots);
        bool isWrongKind = (order.IsDivisible && givesQuantity)
            || replace.Has(order.IsBasket ? ReplacedTerms.Gpus : ReplacedTerms.Lots);
        long total = isWrongKind ? order.Quantity : Total(order, replace);
        if (givesQuantity && !isWrongKind && IsQuantityInvalid(market, order, total))
            return RejectReason.InvalidQuantity;
        if (replace.Has(ReplacedTerms.Price) && checks.IsPriceInvalid(instrument, replace.LimitTicks))
            return RejectReason.InvalidPrice;
        if (isWrongKind || order.IsQuoteSide)
            return RejectReason.InvalidCombination;
        long limit = replace.Has(ReplacedTerms.Price) ? replace.LimitTicks : order.Limit;
        long highest = order.IsBasket || order.Pin is not null
            ? limit
            : Math.Max(limit, order.Choices().Where(choice => choice.Market != instrument.Market)
                .Select(choice => choice.Limit).DefaultIfEmpty(0).Max());
        return checks.IsOverLimit(instrument, highest, total) ? RejectReason.LimitExceeded : RejectReason.None;
    }

    private static bool IsQuantityInvalid(ModelMarket market, ModelOrder order, long total)
    {
        OrderChecks checks = new(market);
        return order.IsBasket
            ? checks.IsQuantityInvalid(order.Terms.Instrument, total)
            : order.Choices().Select(choice => choice.Market).Distinct()
                .Any(where => checks.IsQuantityInvalid(Instrument.Forward(where, order.Window), total));
    }
}
