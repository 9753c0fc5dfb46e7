using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 3.3: plain orders against plain orders.</summary>
internal static class PlainMatching
{
    /// <summary>The aggressor takes, again and again, the first resting order that it can trade with.</summary>
    public static void Walk(ModelMarket market, long aggressorEntry, bool secondLook = false)
    {
        while (market.Find(aggressorEntry) is { } aggressor)
        {
            IEnumerable<ModelOrder> candidates = market.Orders
                .Where(resting => IsCandidate(aggressor, resting) && (!secondLook || resting.Entry < aggressor.Entry))
                .OrderBy(resting => aggressor.IsBuy ? resting.Limit : -resting.Limit).ThenBy(resting => resting.Place);
            if (!candidates.ToList().Exists(resting => Meet(market, aggressor, resting, secondLook)))
                return;
        }
    }

    /// <summary>"plain orders of the other side of the same market (or the same basket contract), price within the aggressor's
    /// limit (a market order has none), workload supported, and the sell serves the buy's window."</summary>
    public static bool IsCandidate(ModelOrder aggressor, ModelOrder resting)
    {
        if (aggressor.IsComplex || resting.IsComplex || aggressor.Side == resting.Side || aggressor.IsBasket != resting.IsBasket)
            return false;
        bool withinLimit = aggressor.IsMarketOrder
            || (aggressor.IsBuy ? resting.Limit <= aggressor.Limit : resting.Limit >= aggressor.Limit);
        if (!withinLimit)
            return false;
        if (aggressor.IsBasket)
            return aggressor.Terms.Instrument == resting.Terms.Instrument;
        (ModelOrder buy, ModelOrder sell) = aggressor.IsBuy ? (aggressor, resting) : (resting, aggressor);
        return buy.Terms.Instrument.Market == sell.Terms.Instrument.Market
            && sell.Terms.Supports.Serves(buy.Terms.Workload)
            && sell.Serves(buy.Window);
    }

    /// <summary>Steps 1 to 4 of SPEC 3.3 for one candidate; false when it is passed over.</summary>
    public static bool Meet(ModelMarket market, ModelOrder aggressor, ModelOrder resting, bool secondLook = false)
    {
        (ModelOrder buy, ModelOrder sell) = aggressor.IsBuy ? (aggressor, resting) : (resting, aggressor);
        DeliveryWindow window = buy.Window;

        // 1. "A resting AllOrNone order that the aggressor's remainder cannot take whole is passed over."
        if (resting.Terms.AllOrNone && aggressor.Available(window) < resting.Leaves)
            return false;

        // 2. Same participant. In a second look (section 4) own orders are passed over.
        if (aggressor.Participant == resting.Participant)
        {
            if (secondLook)
                return false;
            PreventSelfMatch(market, aggressor, resting);
            return true;
        }

        // 4. "the least of the aggressor's remainder, the resting order's remainder (of an iceberg what it shows; of a divisible
        // sell its least hour over the buy's window) and credit."
        long restingHas = resting.IsIceberg ? resting.Shown : resting.Available(window);
        long quantity = Math.Min(aggressor.Available(window), restingHas);

        // 3. "a counterparty that the screen of section 4 forbids is passed over; the quantity is cut to what credit allows, in
        // lots; an AllOrNone order that this leaves short is passed over."
        if (!aggressor.IsBasket)
        {
            long lot = market.Reference.LotOf(buy.Terms.Instrument.Market);
            if (!market.Screens(buy.Participant, sell.Participant, resting.Limit, window.Hours, lot))
                return false;
            quantity = Math.Min(quantity,
                market.CreditAllows(buy.Participant, sell.Participant, (Int128)resting.Limit * window.Hours, lot));
            if (resting.Terms.AllOrNone && quantity < resting.Leaves)
                return false;
        }
        market.Trade(buy, sell, buy.Terms.Instrument, quantity, resting.Limit, aggressor.Side, market.NextGroup());
        return true;
    }

    private static void PreventSelfMatch(ModelMarket market, ModelOrder aggressor, ModelOrder resting)
    {
        if (aggressor.Terms.SelfMatch != SelfMatchInstruction.CancelAggressor)
            market.Cancel(resting, CancelReason.SelfMatch);
        if (aggressor.Terms.SelfMatch != SelfMatchInstruction.CancelResting)
            market.Cancel(aggressor, CancelReason.SelfMatch);
    }
}
