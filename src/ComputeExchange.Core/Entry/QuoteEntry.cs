using ComputeExchange.Core.Books;
using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Two-sided quotes: one for a participant and contract, checked whole, then the bid and the ask one after the other.</summary>
internal sealed class QuoteEntry(
    ReferenceData reference, OrderEntry entry, ReplaceEntry replaces, OrderStore store, OrderDirectory directory,
    OrderLifecycle lifecycle, OrderMatcher matcher, EventWriter events, OrderRules rules)
{
    public Refusal Enter(in Quote quote, in CommandHeader header)
    {
        Refusal refusal = entry.FindParticipant(quote.Participant, header, out Participant? participant);
        if (refusal.Reason is RejectReason.Throttled or RejectReason.UnknownParticipant)
            return refusal;
        Basket? basket = reference.Baskets[quote.Basket.Value];
        if (basket is null || !basket.Lists(quote.Month))
            return new Refusal(RejectReason.UnknownInstrument, RejectField.Instrument);
        if (refusal.IsRefused)
            return refusal;
        BasketBook contract = basket.Book(quote.Month)!;
        QuoteSide bid = new(Side.Buy, quote.HasBid, quote.BidTicks, quote.BidLots, quote.QuoteId.WithEnding(".B"u8))
        {
            Standing = contract.QuoteOf(participant!, Side.Buy),
        };
        QuoteSide ask = new(Side.Sell, quote.HasAsk, quote.AskTicks, quote.AskLots, quote.QuoteId.WithEnding(".A"u8))
        {
            Standing = contract.QuoteOf(participant!, Side.Sell),
        };
        refusal = Check(participant!, contract, bid, ask, header, quote.QuoteId);
        if (refusal.IsRefused)
            return refusal;

        bool askFirst = bid.IsGiven && ask.Standing is { } old && bid.Ticks >= old.LimitTicks;
        Carry(participant!, contract, askFirst ? ask : bid, header.Session);
        Carry(participant!, contract, askFirst ? bid : ask, header.Session);
        return Refusal.None;
    }

    private Refusal Check(
        Participant participant, BasketBook contract, in QuoteSide bid, in QuoteSide ask, in CommandHeader header, in ClOrdId id)
    {
        if (!participant.MayTradeBaskets)
            return new Refusal(RejectReason.NotPermitted, RejectField.Participant);
        Refusal refusal = rules.MayUse(header.Session, id);
        if (refusal.IsRefused)
            return refusal;
        if (rules.IsHalted(contract.Basket))
            return new Refusal(RejectReason.Halted, RejectField.Instrument);
        if (participant.IsKilled)
            return new Refusal(RejectReason.Killed, RejectField.Participant);
        if (IsTaken(participant, bid) || IsTaken(participant, ask))
            return new Refusal(RejectReason.DuplicateClOrdId, RejectField.ClOrdId);
        refusal = Quantity(bid, RejectField.Bid);
        if (!refusal.IsRefused)
            refusal = Quantity(ask, RejectField.Ask);
        if (!refusal.IsRefused)
            refusal = Prices(contract, bid, ask);
        if (!refusal.IsRefused)
            refusal = rules.Gate(contract.Gate, RejectField.Instrument);
        return refusal.IsRefused ? refusal : Bounds(participant, contract, bid, ask);
    }

    private Refusal Bounds(Participant participant, BasketBook contract, in QuoteSide bid, in QuoteSide ask)
    {
        Refusal refusal = Value(participant, contract, bid);
        if (!refusal.IsRefused)
            refusal = Value(participant, contract, ask);
        if (!refusal.IsRefused)
            refusal = Collar(contract, bid, RejectField.Bid);
        if (!refusal.IsRefused)
            refusal = Collar(contract, ask, RejectField.Ask);
        int more = (bid is { IsGiven: true, Standing: null } ? 1 : 0) + (ask is { IsGiven: true, Standing: null } ? 1 : 0);
        return refusal.IsRefused || more == 0 ? refusal : rules.OpenOrders(participant, more);
    }

    private static Refusal Prices(BasketBook contract, in QuoteSide bid, in QuoteSide ask)
    {
        long tick = contract.Basket.Tick;
        Refusal refusal = bid.IsGiven ? OrderRules.Limit(bid.Ticks, tick, RejectField.Bid) : Refusal.None;
        if (!refusal.IsRefused && ask.IsGiven)
            refusal = OrderRules.Limit(ask.Ticks, tick, RejectField.Ask);
        if (!refusal.IsRefused && bid.IsGiven && ask.IsGiven && bid.Ticks >= ask.Ticks)
            refusal = new Refusal(RejectReason.InvalidPrice, RejectField.Bid);
        return refusal;
    }

    /// <summary>A side that stands is replaced, a new one enters, one left out is cancelled.</summary>
    private void Carry(Participant participant, BasketBook contract, in QuoteSide side, SessionId session)
    {
        Order? standing = side.Standing is { IsOpen: true } open ? open : null;
        if (!side.IsGiven)
        {
            if (standing is not null)
                lifecycle.Cancel(standing, CancelReason.Requested);
            return;
        }
        if (standing is not null)
        {
            replaces.Become(standing, side.ClOrdId, standing.Filled + side.Lots, (int)side.Ticks);
            return;
        }
        ref OrderRow order = ref Build(participant, contract, side, session);
        store.Open(ref order);
        events.New(order);
        matcher.Enter(ref order);
    }

    private ref OrderRow Build(Participant participant, BasketBook contract, in QuoteSide side, SessionId session)
    {
        ref OrderRow order = ref store.Rent();
        store.Table.SetOwner(ref order, participant);
        order.Session = session;
        order.ClOrdId = side.ClOrdId;
        order.Side = side.Side;
        order.TimeInForce = TimeInForce.GoodTillCancel;
        order.SelfMatch = SelfMatchInstruction.CancelResting;
        order.IsQuote = true;
        order.LimitTicks = (int)side.Ticks;
        order.Quantity = order.Leaves = order.Shown = (int)side.Lots;
        order.Traded = contract.Number;
        return ref order;
    }

    private bool IsTaken(Participant participant, in QuoteSide side) =>
        side.IsGiven && directory.NumberOf(participant, side.ClOrdId) != 0;

    private static Refusal Quantity(in QuoteSide side, RejectField field)
    {
        Refusal refusal = side.IsGiven ? OrderRules.Quantity(side.Lots, Limits.MaxLots, 1) : Refusal.None;
        return refusal.IsRefused ? refusal.Over(field) : refusal;
    }

    private static Refusal Value(Participant participant, BasketBook contract, in QuoteSide side) =>
        side.IsGiven
            ? OrderRules.Value(participant, side.Ticks, side.Lots, contract.Basket.Multiplier, isBasket: true)
            : Refusal.None;

    private static Refusal Collar(BasketBook contract, in QuoteSide side, RejectField field) =>
        side.IsGiven ? OrderRules.Collar(contract.Basket.Collar, side.Ticks, field) : Refusal.None;

    /// <summary>One side of a quote as it was sent, and the order of the old quote that it replaces.</summary>
    private readonly record struct QuoteSide(Side Side, bool IsGiven, long Ticks, long Lots, ClOrdId ClOrdId)
    {
        public Order? Standing { get; init; }
    }
}
