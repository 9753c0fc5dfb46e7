using ComputeExchange.Core.Books;
using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>New orders, cancels and mass cancels: checked, accepted, matched.</summary>
internal sealed class OrderEntry(
    ReferenceData reference, EngineClock clock, OrderStore store, OrderDirectory directory, OrderLifecycle lifecycle,
    OrderMatcher matcher, EventWriter events, OrderRules rules)
{
    private readonly NewOrderRules _newOrderRules = new(reference, clock, directory, rules);

    public Refusal Enter(in NewOrder entered, in CommandHeader header)
    {
        NamedInstrument named = default;
        Refusal refusal = _newOrderRules.Check(entered, header, ref named);
        if (refusal.IsRefused)
            return refusal;
        ref OrderRow order = ref Build(entered, named, header.Session);
        if (order.PostOnly && matcher.WouldTrade(order))
        {
            store.Return(order);
            return new Refusal(RejectReason.WouldTrade, RejectField.PostOnly);
        }
        for (int i = 0; i < named.MarketCount; i++)
            reference.Name(named.MarketAt(i));
        store.Open(ref order);
        events.New(order);
        matcher.Enter(ref order);
        return Refusal.None;
    }

    public Refusal Cancel(in CancelOrder cancel, in CommandHeader header)
    {
        Refusal refusal = FindParticipant(cancel.Participant, header, out Participant? participant);
        if (refusal.IsRefused)
            return refusal;
        int number = directory.NumberOf(participant!, cancel.OrigClOrdId);
        if (number == 0)
            return new Refusal(RejectReason.UnknownOrder, RejectField.OrigClOrdId);
        ref OrderRow order = ref store.Table.Row(number);
        lifecycle.Cancel(ref order, CancelReason.Requested);
        return Refusal.None;
    }

    public Refusal CancelAll(in MassCancel cancel, in CommandHeader header)
    {
        Refusal refusal = FindParticipant(cancel.Participant, header, out Participant? participant);
        if (refusal.IsRefused)
            return refusal;
        CancelAll(participant!, CancelReason.MassCancel, sparesHedger: true);
        return Refusal.None;
    }

    /// <summary>Cancels every open order of a participant in entry order.</summary>
    public void CancelAll(Participant participant, CancelReason reason, bool sparesHedger = false)
    {
        for (int number = participant.Orders.First, next; number != 0; number = next)
        {
            next = store.Table.NextOfOwner(number);
            ref OrderRow order = ref store.Table.Row(number);
            if (!sparesHedger || !order.ClOrdId.StartsWith(ReservedNames.HedgeOrderPrefix))
                lifecycle.Cancel(ref order, reason);
        }
    }

    /// <summary>Cancels, in entry order, what a session entered.</summary>
    public void CancelOfSession(Participant participant, SessionId session, CancelReason reason)
    {
        for (int number = participant.Orders.First, next; number != 0; number = next)
        {
            next = store.Table.NextOfOwner(number);
            ref OrderRow order = ref store.Table.Row(number);
            if (order.Session == session)
                lifecycle.Cancel(ref order, reason);
        }
    }

    /// <summary>The participant that a request about its open orders is for.</summary>
    public Refusal FindParticipant(ParticipantId id, in CommandHeader header, out Participant? participant)
    {
        participant = reference.Participants[id.Value];
        if (header.IsThrottled)
            return new Refusal(RejectReason.Throttled);
        return participant is null
            ? new Refusal(RejectReason.UnknownParticipant, RejectField.Participant)
            : rules.SpeaksFor(header.Session, participant);
    }

    private ref OrderRow Build(in NewOrder entered, in NamedInstrument named, SessionId session)
    {
        ref OrderRow order = ref store.Rent();
        order.Place = store.PlaceOfNextEntry;
        store.Table.SetOwner(ref order, named.Participant);
        order.Session = session;
        order.ClOrdId = entered.ClOrdId;
        order.IdHash = named.IdHash;
        order.Side = entered.Side;
        order.TimeInForce = entered.TimeInForce;
        order.SelfMatch = entered.SelfMatch;
        order.AllOrNone = entered.AllOrNone;
        order.PostOnly = entered.PostOnly;
        order.IsMarket = entered.Type == OrderType.Market;
        order.LimitTicks = order.IsMarket ? 0 : (int)entered.LimitTicks;
        order.Quantity = order.Leaves = order.Shown = (int)entered.Quantity;
        order.MinQuantity = entered.Has(GivenTerms.MinQuantity) ? (int)entered.MinQuantity : 0;
        order.DisplayQuantity = entered.Has(GivenTerms.DisplayQuantity)
            ? (int)Math.Min(entered.DisplayQuantity, Limits.MaxLots)
            : 0;
        if (named.Contract is { } contract)
        {
            order.Traded = contract.Number;
        }
        else
        {
            order.Traded = -named.Market!.Number;
            order.Market = entered.Instrument.Market;
            order.Window = entered.Instrument.Window;
            if (!named.IsBare)
                AddTerms(store.Table.Order(order.Number), entered, named);
        }
        if (order.MayEndAlone)
            AddEnds(store.Table.Order(order.Number), entered);
        return ref order;
    }

    private void AddEnds(Order order, in NewOrder entered)
    {
        order.DayEnd = entered.TimeInForce == TimeInForce.Day ? clock.Now.NextMidnight : EngineTime.Never;
        order.ExpireTime = entered.TimeInForce == TimeInForce.GoodTillDate ? entered.ExpireTime : EngineTime.Never;
    }

    private void AddTerms(Order order, in NewOrder entered, in NamedInstrument named)
    {
        order.Workload = entered.Workload;
        OrderShape shape = new(entered);
        order.Gate = NewOrderRules.GateOf(entered, shape, named);
        if (shape.IsComplex || shape.IsDivisible || entered.SupportsInPlace.Count > 0)
            order.Terms = BuildTerms(entered, shape, named);
    }

    private WindowTerms BuildTerms(in NewOrder entered, in OrderShape shape, in NamedInstrument named)
    {
        WindowTerms terms = store.RentTerms();
        terms.Supports = entered.SupportsInPlace;
        if (shape.IsDivisible)
        {
            terms.LeastSlice = entered.Divisible;
            terms.Profile = store.RentProfile();
            terms.Profile.Fill(entered.Instrument.Window, (int)entered.Quantity);
        }
        terms.IsComplex = shape.IsComplex;
        if (!shape.IsComplex)
            return terms;
        terms.MaxParts = shape.MaxParts;
        terms.MinSlice = shape.MinSlice;
        terms.Step = shape.Step;
        terms.StartCount = (int)shape.StartCount;
        terms.MarketCount = named.MarketCount;
        terms.MarketAt(0) = new MarketLimit { Market = named.Market!, LimitTicks = (int)entered.LimitTicks };
        for (int i = 1; i < named.MarketCount; i++)
            terms.MarketAt(i) = new MarketLimit
            {
                Market = named.MarketAt(i),
                LimitTicks = (int)entered.AlternativesInPlace[i - 1].LimitTicks,
            };
        return terms;
    }
}
