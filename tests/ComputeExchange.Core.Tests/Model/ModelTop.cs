using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 4: the top of book as a participant sees it.</summary>
internal sealed class ModelTop(ModelMarket market, ParticipantId asker, Instrument instrument)
{
    private readonly ModelReference _reference = market.Reference;

    public TopOfBook Read()
    {
        List<ModelOrder> bids = [.. market.Orders.Where(order => order.IsBuy && Stands(order))];
        List<ModelOrder> asks = [.. market.Orders.Where(order => !order.IsBuy && Stands(order))];
        PriceQuantity bestBid = Best(bids, Standing);
        PriceQuantity bestAsk = Best(asks, Standing);
        return new TopOfBook
        {
            BestBid = bestBid,
            BestAsk = bestAsk,
            DealableBid = instrument.IsBasket ? bestBid : Best([.. bids.Where(IsDealable)], CutToCredit),
            DealableAsk = instrument.IsBasket ? bestAsk : Best([.. asks.Where(IsDealable)], CutToCredit),
        };
    }

    /// <summary>"Bids: plain buys of exactly this window. Asks: sells that serve it."</summary>
    private bool Stands(ModelOrder order)
    {
        if (instrument.IsBasket || order.IsBasket)
            return order.Terms.Instrument == instrument;
        return order.Terms.Instrument.Market == instrument.Market && !order.IsComplex
            && (order.IsBuy ? order.Window == instrument.Window : order.Serves(instrument.Window));
    }

    /// <summary>"the best price and the sum of what stands there".</summary>
    private static PriceQuantity Best(List<ModelOrder> orders, Func<List<ModelOrder>, long> sum)
    {
        if (orders.Count == 0)
            return default;
        long best = orders[0].IsBuy ? orders.Max(order => order.Limit) : orders.Min(order => order.Limit);
        return new PriceQuantity(new Price((int)best), sum(orders.FindAll(order => order.Limit == best)));
    }

    private long Standing(IEnumerable<ModelOrder> orders) =>
        orders.Sum(order => order.IsIceberg ? order.Shown : order.Available(instrument.Window));

    /// <summary>"over others' orders that pass the screen with the asker (AllOrNone: for the whole)".</summary>
    private bool IsDealable(ModelOrder order) =>
        order.Participant != asker
        && market.Screens(asker, order.Participant, order.Limit, instrument.Window.Hours, Lot)
        && (!order.Terms.AllOrNone || Allowed(order) >= order.Leaves);

    /// <summary>"each counterparty's sum at that price cut to its headroom, in lots".</summary>
    private long CutToCredit(List<ModelOrder> orders) => orders.GroupBy(order => order.Participant)
        .Sum(group => Math.Min(Standing(group), Allowed(group.First())));

    private long Allowed(ModelOrder order) =>
        market.CreditAllows(asker, order.Participant, (Int128)order.Limit * instrument.Window.Hours, Lot);

    private long Lot => _reference.LotOf(instrument.Market);
}
