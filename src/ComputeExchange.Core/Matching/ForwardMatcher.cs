using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>How a plain order looks for orders to trade with.</summary>
internal enum Look
{
    /// <summary>As it enters: against all, its self-match instruction applies.</summary>
    Entering,

    /// <summary>Again, after credit was freed: against orders entered before it, passing its own participant's over.</summary>
    Again,
}

/// <summary>What a sell that must not trade finds in a plain buy.</summary>
internal enum FirstTrade
{
    /// <summary>They do not trade.</summary>
    None,

    /// <summary>They would trade.</summary>
    Trades,

    /// <summary>Self-match prevention would cancel the sell.</summary>
    AggressorCancelled,
}

/// <summary>Matches plain orders in forwards: price, then time, within what the bilateral screen lets two deal.</summary>
internal sealed class ForwardMatcher(OrderTable orders, OrderLifecycle lifecycle, TradeBooking booking)
{
    private readonly BidWalk _bids = new();
    private readonly StretchSearch _search = new();
    private readonly PendingCredit _pending = new();

    /// <summary>A plain buy trades with the sells that serve its window.</summary>
    public void MatchBuy(Order buy, Look look)
    {
        if (!MayTrade(buy.Row))
            return;
        OfferWalk offers = OffersFor(buy);
        while (buy.Leaves > 0 && offers.Take() is { } offer && buy.Accepts(offer.LimitTicks))
            if (!Meet(aggressor: buy, resting: offer, buy, offer, look))
                return;
    }

    /// <summary>A sell trades with plain buys whose window it serves, and with no complex one.</summary>
    public void MatchSell(Order sell, Look look)
    {
        if (!MayTrade(sell.Row))
            return;
        _bids.Begin(sell);
        while (!sell.IsDone && _bids.Next is { } next && sell.Accepts(next.LimitTicks))
            if (!MeetBid(sell, _bids.Take(), look))
                return;
    }

    /// <summary>A sell meets one plain buy that its price accepts; false when the sell was cancelled.</summary>
    public bool MeetBid(Order sell, Order bid, Look look) => Meet(aggressor: sell, resting: bid, bid, sell, look);

    /// <summary>Whether a sell would trade with one plain buy that its price accepts, before it traded with any other.</summary>
    public FirstTrade TryBid(Order sell, Order bid)
    {
        _pending.Clear();
        int filled = 0;
        int left = sell.IsDivisible ? int.MaxValue : sell.Leaves;
        if (!Try(sell, bid, bid, sell, Look.Entering, left, ref filled))
            return FirstTrade.AggressorCancelled;
        return filled > 0 ? FirstTrade.Trades : FirstTrade.None;
    }

    /// <summary>How much of a plain order the same rules would fill, up to an amount that suffices; nothing happens.</summary>
    /// <remarks>Only for exact orders: a divisible sell is never all-or-none, so of it only the first trade is asked.</remarks>
    public int Trial(Order order, int enough, Look look)
    {
        _pending.Clear();
        int left = order.IsDivisible ? int.MaxValue : order.Leaves;
        int filled = 0;
        if (order.IsBuy)
        {
            OfferWalk offers = OffersFor(order);
            while (left > filled && filled < enough && offers.Take() is { } offer && order.Accepts(offer.LimitTicks))
                if (!Try(order, offer, order, offer, look, left - filled, ref filled))
                    break;
            return filled;
        }
        _bids.Begin(order);
        while (left > filled && filled < enough && _bids.Next is { } next && order.Accepts(next.LimitTicks))
        {
            Order bid = _bids.Take();
            if (!Try(order, bid, bid, order, look, left - filled, ref filled))
                break;
        }
        return filled;
    }

    /// <summary>Whether there may be a plain order within a plain one's limit, as far as is seen without a look at any.</summary>
    public bool MayTrade(in OrderRow order)
    {
        Market market = orders.MarketOf(order);
        bool hasOneBook = order.IsBuy
            ? market.Divisible.OfferCount == 0
            : !order.HasTerms || !orders.Order(order.Number).IsDivisible;
        if (!hasOneBook)
            return true;
        return market.BookOf(order) is { } book && book.Opposite(order.Side).IsReachedBy(order);
    }

    private OfferWalk OffersFor(Order buy) => new(buy.Market!, buy.Market!.BookOf(buy.Row), buy.Window, _search);

    private bool Meet(Order aggressor, Order resting, Order buy, Order sell, Look look)
    {
        int left = aggressor.IsBuy ? aggressor.Leaves : int.MaxValue;
        Meeting meeting = Judge(aggressor, resting, buy, sell, look, left, pending: 0);
        if (meeting.IsOwn)
            return look == Look.Again || SelfMatchPrevention.Apply(ref aggressor.Row, ref resting.Row, lifecycle);
        if (meeting.Gpus > 0)
            booking.BookForward(buy, sell, meeting.Gpus, resting.LimitTicks, aggressor.Side);
        return true;
    }

    /// <summary>The same for a trial run; false when the aggressor would be cancelled.</summary>
    private bool Try(Order aggressor, Order resting, Order buy, Order sell, Look look, int left, ref int filled)
    {
        Meeting meeting = Judge(aggressor, resting, buy, sell, look, left, _pending.With(resting.Owner));
        if (meeting.IsOwn)
            return look == Look.Again || SelfMatchPrevention.GoesOn(aggressor.Row);
        if (meeting.Gpus == 0)
            return true;
        _pending.Add(resting.Owner, (Int128)meeting.Gpus * resting.LimitTicks * buy.Window.Hours);
        filled += meeting.Gpus;
        return true;
    }

    /// <summary>What the rules make of two orders that meet, in a trade as in a trial run of it: size, self-match, screen.</summary>
    private static Meeting Judge(
        Order aggressor, Order resting, Order buy, Order sell, Look look, int left, Int128 pending)
    {
        if (!IsCandidate(aggressor, resting, buy, sell, look))
            return default;
        int wanted = Math.Min(left, sell.Available(buy.Window));
        if (resting.IsBuy)
            wanted = Math.Min(wanted, resting.Leaves);
        if (resting.AllOrNone && resting.Leaves > wanted)
            return default;
        if (aggressor.Owner == resting.Owner)
            return new Meeting(IsOwn: true, Gpus: 0);
        int gpus = Allowed(buy, sell, resting.LimitTicks, wanted, pending);
        return resting.AllOrNone && gpus < resting.Leaves ? default : new Meeting(IsOwn: false, gpus);
    }

    private static bool IsCandidate(Order aggressor, Order resting, Order buy, Order sell, Look look) =>
        sell.Supports(buy.Workload)
        && (look == Look.Entering || resting.Entry < aggressor.Entry)
        && sell.Available(buy.Window) > 0;

    private static int Allowed(Order buy, Order sell, int priceTicks, int wanted, Int128 pending) =>
        CreditScreen.Allowed(buy.Owner, sell.Owner, (long)priceTicks * buy.Window.Hours, wanted, buy.Lot, pending);

    /// <summary>How two orders meet: as their own participant's, or for how many GPUs; 0 when the resting one is passed over.</summary>
    private readonly record struct Meeting(bool IsOwn, int Gpus);
}
