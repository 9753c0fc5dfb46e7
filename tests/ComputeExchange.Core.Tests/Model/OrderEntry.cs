using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>What happens when an accepted order enters, or enters anew after a replace (SPEC 3.3, 3.4).</summary>
internal static class OrderEntry
{
    /// <summary>Takes the order in, says so, and matches it; false, with nothing changed, for a PostOnly order that would
    /// trade.</summary>
    public static bool Enter(ModelMarket market, ModelOrder order, Action<ModelMarket> announce) => market.Try(trial =>
    {
        int trades = trial.Trades;
        trial.Add(order);
        announce(trial);
        Match(trial, order.Entry);
        Finish(trial, order.Entry);
        return !order.Terms.PostOnly || trial.Trades == trades;
    });

    /// <summary>"PostOnly, AllOrNone, FOK, MinQty are decided by a trial run of exactly these rules."</summary>
    private static void Match(ModelMarket market, long entry)
    {
        ModelOrder order = market.Find(entry)!;
        if (order.IsComplex)
        {
            ComplexMatching.Look(market, entry, Turn.AtRest);
            return;
        }
        long wanted = WantedAtOnce(order);
        if (wanted == 0)
        {
            if (order.IsBasket || order.IsBuy)
                PlainMatching.Walk(market, entry);
            else
                ComplexMatching.WalkSell(market, entry);
            return;
        }
        bool traded = TryPlain(market, entry, wanted);

        // "FOK and MinQty sells look at plain buys only"; an AllOrNone sell goes on to complex buys.
        bool plainOnly = order.IsBasket || order.IsBuy || order.Terms.TimeInForce == TimeInForce.FillOrKill
            || order.Terms.Has(GivenTerms.MinQuantity);
        if (!traded && !plainOnly)
            ComplexMatching.GiveFirstTurns(market, entry);
    }

    /// <summary>Walks the plain orders if that fills at least so much; otherwise "nothing of it happens, not even a
    /// self-match".</summary>
    public static bool TryPlain(ModelMarket market, long entry, long wanted, bool secondLook = false) => market.Try(trial =>
    {
        ModelOrder order = trial.Find(entry)!;
        long before = order.Filled;
        PlainMatching.Walk(trial, entry, secondLook);
        return order.Filled - before >= wanted;
    });

    /// <summary>"AllOrNone and FOK want the whole quantity, MinQty at least that much"; 0 for an order that takes what it
    /// gets.</summary>
    private static long WantedAtOnce(ModelOrder order)
    {
        if (order.MustFillWhole)
            return order.Leaves;
        return order.Terms.Has(GivenTerms.MinQuantity) ? order.Terms.MinQuantity : 0;
    }

    private static void Finish(ModelMarket market, long entry)
    {
        if (market.Find(entry) is not { } order)
            return;
        if (order.Terms.TimeInForce == TimeInForce.FillOrKill)
            market.Cancel(order, CancelReason.FillOrKill);
        else if (order.Terms.TimeInForce == TimeInForce.ImmediateOrCancel || order.IsMarketOrder)
            market.Cancel(order, CancelReason.ImmediateOrCancel);
        else
            ModelMarket.ComeToRest(order);
    }
}
