using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 3.4: complex buys, and incoming sells that walk plain and complex buys alike.</summary>
internal static class ComplexMatching
{
    /// <summary>"One order is one job": a trial run for each market and start; the best one trades and pins the order.</summary>
    public static void Look(ModelMarket market, long buyEntry, Turn turn)
    {
        ModelMarket? best = null;
        long bestFilled = 0;
        Int128 bestGain = 0;
        foreach (Choice choice in Choices(market, buyEntry, turn))
        {
            ModelMarket trial = market.Copy();
            ModelOrder buy = trial.Find(buyEntry)!;
            long wanted = buy.Leaves;
            long filledBefore = buy.Filled;
            Int128 paid = Run(trial, buy, choice, turn);
            long filled = buy.Filled - filledBefore;

            // "AllOrNone and FOK: only a run that fills the whole quantity counts; MinQty: as long as nothing is filled, only a
            // run that fills at least that counts".
            bool counts = filled > 0
                && (!buy.MustFillWhole || filled == wanted)
                && (!buy.Terms.Has(GivenTerms.MinQuantity) || filledBefore > 0 || filled >= buy.Terms.MinQuantity);
            if (!counts)
                continue;

            // "keeps the run that fills the most GPUs; of those, the one with the largest limit less average price paid; then
            // the
            // first alternative; then the earliest start." Runs compared by price have filled the same GPUs for as many hours.
            Int128 gain = (Int128)choice.Limit * filled * choice.Window.Hours - paid;
            if (best is null || filled > bestFilled || (filled == bestFilled && gain > bestGain))
                (best, bestFilled, bestGain) = (trial, filled, gain);
        }
        if (best is not null)
            market.TakeOver(best);
    }

    /// <summary>An incoming sell without AllOrNone, FOK or MinQty: the walk, then second turns.</summary>
    public static void WalkSell(ModelMarket market, long sellEntry)
    {
        List<long> hadTurn = [];
        foreach (ModelOrder listed in InTurn(market, sellEntry))
        {
            if (market.Find(sellEntry) is not { } sell)
                return;
            if (market.Find(listed.Entry) is not { } buy)
                continue;
            if (buy.IsComplex)
            {
                hadTurn.Add(buy.Entry);
                Look(market, buy.Entry, new Turn(sellEntry, IsSecond: false));
            }
            else if (PlainMatching.IsCandidate(sell, buy))
            {
                PlainMatching.Meet(market, sell, buy);
            }
        }

        // "A Market sell, which has no price of its own, [gets] no second turns."
        foreach (long buyEntry in hadTurn)
        {
            if (market.Find(sellEntry) is { IsMarketOrder: false } && market.Find(buyEntry) is not null)
                Look(market, buyEntry, new Turn(sellEntry, IsSecond: true));
        }
    }

    /// <summary>"An AllOrNone sell tries the plain buys by trial run, and if that fails gives each complex buy its first
    /// turn."</summary>
    public static void GiveFirstTurns(ModelMarket market, long sellEntry)
    {
        foreach (ModelOrder buy in InTurn(market, sellEntry).Where(order => order.IsComplex))
        {
            if (market.Find(sellEntry) is not null && market.Find(buy.Entry) is not null)
                Look(market, buy.Entry, new Turn(sellEntry, IsSecond: false));
        }
    }

    /// <summary>Plain and complex buys of the sell's market "by their limit there (highest first), then place"; of the complex
    /// ones
    /// those "of another participant, whose workload the sell supports and which [have] an allowed window overlapping the
    /// sell's".</summary>
    private static List<ModelOrder> InTurn(ModelMarket market, long sellEntry)
    {
        ModelOrder sell = market.Find(sellEntry)!;
        MarketId where = sell.Terms.Instrument.Market;
        Turn turn = new(sellEntry, IsSecond: false);
        return [.. market.Orders
            .Where(order => order.IsBuy && !order.IsBasket && (order.IsComplex
                ? order.Participant != sell.Participant && sell.Terms.Supports.Serves(order.Terms.Workload)
                    && Choices(market, order.Entry, turn).Any()
                : order.Terms.Instrument.Market == where))
            .OrderByDescending(order => order.Choices().First(choice => choice.Market == where).Limit)
            .ThenBy(order => order.Place)];
    }

    /// <summary>Markets and starts whose gate is ahead; in a turn only those in the sell's market and overlapping its
    /// window.</summary>
    private static IEnumerable<Choice> Choices(ModelMarket market, long buyEntry, Turn turn)
    {
        ModelOrder? incoming = market.Find(turn.IncomingEntry);
        return market.Find(buyEntry)!.Choices()
            .Where(choice => Deadlines.Gate(choice, market.Reference) > market.Now)
            .Where(choice => incoming is null
                || (choice.Market == incoming.Terms.Instrument.Market && choice.Window.Overlaps(incoming.Window)));
    }

    /// <summary>Takes the cover of least cost, again and again; what was paid, in ticks x GPUs x hours.</summary>
    private static Int128 Run(ModelMarket market, ModelOrder buy, Choice choice, Turn turn)
    {
        Int128 paid = 0;
        while (buy.Leaves > 0 && new CoverSearch(market, buy, choice, turn).Cheapest() is { } cover)
        {
            buy.Pin = choice;
            buy.Limit = choice.Limit;
            paid += TradeCover(market, buy, choice, turn, cover);
        }
        return paid;
    }

    private static Int128 TradeCover(ModelMarket market, ModelOrder buy, Choice choice, Turn turn, List<Part> cover)
    {
        long[] prices = [.. cover.Select(part => PricePaid(part, choice, turn, cover))];
        long lot = market.Reference.LotOf(choice.Market);

        // "The quantity of one cover is the least of what the buy still wants, what each part has, and, for each seller, what
        // credit allows over the sum of that seller's parts; in lots."
        long quantity = Math.Min(buy.Leaves, cover.Min(part => part.Offer.Available(part.Window)));
        foreach (ParticipantId seller in cover.Select(part => part.Offer.Participant).Distinct())
        {
            Int128 sum = 0;
            for (int i = 0; i < cover.Count; i++)
                sum += cover[i].Offer.Participant == seller ? (Int128)prices[i] * cover[i].Window.Hours : 0;
            quantity = Math.Min(quantity, market.CreditAllows(buy.Participant, seller, sum, lot));
        }
        if (quantity <= 0)
            throw new InvalidOperationException("A cover once found always trades (SPEC 3.4).");

        buy.Fill(choice.Window, quantity);
        long group = market.NextGroup();
        Side aggressor = turn == Turn.AtRest ? Side.Buy : Side.Sell;
        Int128 paid = 0;
        for (int i = 0; i < cover.Count; i++)
        {
            Instrument sold = Instrument.Forward(choice.Market, cover[i].Window);
            market.Trade(buy, cover[i].Offer, sold, quantity, prices[i], aggressor, group, fillsBuy: false);
            paid += (Int128)prices[i] * quantity * cover[i].Window.Hours;
        }
        return paid;
    }

    /// <summary>In a second turn the incoming sell gets "for all its parts of a cover alike, what limit x hours of W leaves
    /// after the
    /// other parts, per hour, rounded down to a tick"; otherwise every part gets the price that the search counted.</summary>
    private static long PricePaid(Part part, Choice choice, Turn turn, List<Part> cover)
    {
        if (!turn.IsSecond || part.Offer.Entry != turn.IncomingEntry)
            return part.Counted;
        long others = cover.Where(other => other.Offer.Entry != turn.IncomingEntry)
            .Sum(other => other.Counted * other.Window.Hours);
        long hours = cover.Where(other => other.Offer.Entry == turn.IncomingEntry).Sum(other => (long)other.Window.Hours);

        // "(never more than in a first turn)": a buy with MinQty may pass a first turn by and take a second.
        long inFirstTurn = Math.Max(choice.Limit, part.Offer.Limit);
        return Math.Min((choice.Limit * choice.Window.Hours - others) / hours, inFirstTurn);
    }
}
