using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 5: quotes, and market-maker protection.</summary>
internal static class Quoting
{
    /// <summary>"A new quote is checked whole (one bad side refuses all of it, and the old quote stays)".</summary>
    public static RejectReason Apply(ModelMarket market, in Quote quote, SessionId session)
    {
        RejectReason refused = Refuses(market, quote);
        if (refused != RejectReason.None)
            return refused;

        // "then the bid, then the ask (the ask first when the new bid reaches the old ask, so that a quote never meets itself)".
        bool asksFirst = quote.HasBid && Standing(market, quote, Side.Sell) is { } oldAsk && quote.BidTicks >= oldAsk.Limit;
        foreach (Side side in asksFirst ? new[] { Side.Sell, Side.Buy } : [Side.Buy, Side.Sell])
            Set(market, quote, side, session);
        return RejectReason.None;
    }

    /// <summary>"a side that stands is replaced under the new id (its quantity is what shall be open, not a total; same price
    /// and no
    /// more quantity keeps its place), a new side enters, a side left out is cancelled (`Requested`)."</summary>
    private static void Set(ModelMarket market, in Quote quote, Side side, SessionId session)
    {
        ModelOrder? standing = Standing(market, quote, side);
        bool given = side == Side.Buy ? quote.HasBid : quote.HasAsk;
        long ticks = side == Side.Buy ? quote.BidTicks : quote.AskTicks;
        long lots = side == Side.Buy ? quote.BidLots : quote.AskLots;
        if (!given)
        {
            if (standing is not null)
                market.Cancel(standing, CancelReason.Requested);
        }
        else if (standing is not null)
        {
            standing.QuoteId = quote.QuoteId;
            Replacing.Change(market, standing, SideId(quote, side), standing.Filled + lots, ticks);
        }
        else
        {
            ModelOrder order = new(SideOrder(quote, side, ticks, lots), session, market.Now) { QuoteId = quote.QuoteId };
            OrderEntry.Enter(market, order, trial => trial.Announce(order));
        }
    }

    private static ClOrdId SideId(in Quote quote, Side side) => quote.QuoteId.WithEnding(side == Side.Buy ? ".B"u8 : ".A"u8);

    /// <summary>The order that a side of a quote is.</summary>
    public static NewOrder SideOrder(in Quote quote, Side side, long ticks, long lots) => new()
    {
        Participant = quote.Participant,
        ClOrdId = SideId(quote, side),
        Instrument = Instrument.Future(quote.Basket, quote.Month),
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
        Quantity = lots,
        LimitTicks = ticks,
    };

    private static ModelOrder? Standing(ModelMarket market, Quote quote, Side side) => market.Orders.FirstOrDefault(order =>
        order.IsQuoteSide && order.Participant == quote.Participant && order.Side == side
        && order.Terms.Instrument == Instrument.Future(quote.Basket, quote.Month));

    private static RejectReason Refuses(ModelMarket market, Quote quote)
    {
        ModelReference reference = market.Reference;
        OrderChecks checks = new(market);
        Instrument future = Instrument.Future(quote.Basket, quote.Month);
        List<(Side Side, long Ticks, long Lots)> sides = [];
        if (quote.HasBid)
            sides.Add((Side.Buy, quote.BidTicks, quote.BidLots));
        if (quote.HasAsk)
            sides.Add((Side.Sell, quote.AskTicks, quote.AskLots));

        if (!reference.Knows(quote.Participant))
            return RejectReason.UnknownParticipant;
        if (!reference.Knows(future))
            return RejectReason.UnknownInstrument;
        if (!checks.MayTradeBaskets(quote.Participant))
            return RejectReason.NotPermitted;
        if (reference.Killed.Contains(quote.Participant))
            return RejectReason.Killed;
        if (sides.Exists(side => market.Find(quote.Participant, SideId(quote, side.Side)) is not null))
            return RejectReason.DuplicateClOrdId;
        if (sides.Exists(side => checks.IsQuantityInvalid(future, side.Lots)))
            return RejectReason.InvalidQuantity;
        if (sides.Exists(side => checks.IsPriceInvalid(future, side.Ticks))
            || (quote.HasBid && quote.HasAsk && quote.BidTicks >= quote.AskTicks))
            return RejectReason.InvalidPrice;
        if (EngineTime.FromHour(quote.Month.EndHour) <= market.Now)
            return RejectReason.GateClosed;
        if (sides.Exists(side => checks.IsOverLimit(future, side.Ticks, side.Lots)))
            return RejectReason.LimitExceeded;
        int entering = sides.Count(side => Standing(market, quote, side.Side) is null);
        int open = market.Orders.Count(order => order.Participant == quote.Participant);
        return entering > 0 && open + entering > reference.Caps.OpenOrders ? RejectReason.TooManyOrders : RejectReason.None;
    }
}
