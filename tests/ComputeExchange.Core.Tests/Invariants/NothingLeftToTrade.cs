using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>SPEC 4: "After every command no two resting orders that could trade with each other remain, but for AllOrNone
/// and own orders." A complex buy that has a cover could trade with those who sell it.</summary>
/// <remarks>A complex buy with MinQty and nothing filled may rest beside covers that are too small for it.</remarks>
internal sealed class NothingLeftToTrade : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        ModelMarket market = WithoutAllOrNone(count.Market);
        foreach (ModelOrder buy in market.Orders.Where(order => order.IsBuy))
        {
            string? breach = buy.IsComplex ? CoverLeft(market, buy) : TradeLeft(market, buy);
            if (breach is not null)
                return breach;
        }
        return null;
    }

    private static ModelMarket WithoutAllOrNone(ModelMarket market)
    {
        if (market.Orders.All(order => !order.Terms.AllOrNone))
            return market;
        ModelMarket without = market.Copy();
        foreach (ModelOrder order in without.Orders.Where(order => order.Terms.AllOrNone).ToList())
            without.Remove(order);
        return without;
    }

    private static string? TradeLeft(ModelMarket market, ModelOrder buy)
    {
        foreach (ModelOrder sell in market.Orders)
        {
            if (sell.IsBuy || sell.Participant == buy.Participant || !PlainMatching.IsCandidate(buy, sell))
                continue;

            // Whichever came first sets the price, and with it what credit it takes.
            long price = buy.Entry < sell.Entry ? buy.Limit : sell.Limit;
            if (buy.IsBasket || market.Screens(buy.Participant, sell.Participant, price, buy.Window.Hours,
                market.Reference.LotOf(buy.Terms.Instrument.Market)))
                return $"{buy.Id} and {sell.Id} rest and could trade at {price}";
        }
        return null;
    }

    private static string? CoverLeft(ModelMarket market, ModelOrder buy)
    {
        if (buy.Terms.Has(GivenTerms.MinQuantity) && buy.Filled == 0)
            return null;
        foreach (Choice choice in buy.Choices().Where(choice => Deadlines.Gate(choice, market.Reference) > market.Now))
        {
            if (new CoverSearch(market, buy, choice, Turn.AtRest).Cheapest() is { } cover)
                return $"{buy.Id} rests and has a cover from {string.Join(", ", cover.Select(part => part.Offer.Id))}";
        }
        return null;
    }
}
