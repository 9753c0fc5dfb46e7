// Dealable prices differ from asker to asker and need the core's state, so the matching thread itself looks at them, between
// batches. That it may never be held up by them is why everything here is bounded: how many there are, how many are looked at
// between two batches (the rest come in turn), and how often one is told.

using ComputeExchange.Core;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Queries;

/// <summary>Standing questions about tops of books, answered anew when the top has changed.</summary>
/// <remarks>What may have changed a top is told coarsely by the events: any order event in its market; and for forwards any
/// trade, credit line or settlement, since they move headroom everywhere.</remarks>
internal sealed class TopSubscriptions(Exchange exchange, EventStream stream, EngineOptions options) : IEventSink
{
    private readonly List<Subscription> _all = [];
    private readonly Dictionary<int, long> _changeOfMarket = [];
    private readonly Dictionary<(BasketId, DeliveryMonth), long> _changeOfContract = [];
    private long _changes;
    private long _creditChange;
    private int _next;

    public RejectReason Add(in Query query, in TopOfBook top)
    {
        Remove(query.Session, query.Token);
        int ofSession = 0;
        foreach (Subscription other in _all)
            ofSession += other.Query.Session == query.Session ? 1 : 0;
        if (ofSession >= options.SubscriptionsPerSession || _all.Count >= options.SubscriptionsMax)
            return RejectReason.LimitExceeded;
        _all.Add(new Subscription { Query = query, Told = top, LookedAtChange = _changes, NextNanos = NextTime() });
        return RejectReason.None;
    }

    public void Remove(SessionId session, ulong token) =>
        RemoveWhere(session, token, anyToken: false);

    /// <summary>Notes what an event may have changed.</summary>
    public void On(in Event happened)
    {
        if (_all.Count == 0)
            return;
        switch (happened.Kind)
        {
            case EventKind.Trade:
                Note(happened.Trade.Instrument);
                Note(happened.Trade.Buy.Instrument);
                Note(happened.Trade.Sell.Instrument);
                if (!happened.Trade.Instrument.IsBasket)
                    _creditChange = ++_changes;
                break;
            case EventKind.New:
                Note(happened.Accepted.Order.Instrument);
                break;
            case EventKind.Replaced:
                Note(happened.Replaced.Order.Instrument);
                break;
            case EventKind.Cancelled:
                Note(happened.Cancelled.Order.Instrument);
                break;
            case EventKind.Expired:
                Note(happened.Expired.Order.Instrument);
                break;
            case EventKind.Applied:
                OnApplied(happened);
                break;
        }
    }

    /// <summary>Looks at some subscriptions, in turn, and answers those whose top is another than was told.</summary>
    public void Tell()
    {
        if (_all.Count == 0)
            return;
        long now = options.Clock.EngineNow().Nanos;
        int looks = options.TopsPerBatch;
        for (int passed = 0; passed < _all.Count && looks > 0; passed++)
        {
            _next = _next + 1 < _all.Count ? _next + 1 : 0;
            Subscription subscription = _all[_next];
            if (subscription.NextNanos > now || LastChange(subscription.Query.Instrument) <= subscription.LookedAtChange)
                continue;
            looks--;
            Look(subscription, now);
        }
    }

    private void Look(Subscription subscription, long now)
    {
        subscription.LookedAtChange = _changes;
        subscription.NextNanos = now + options.TopInterval.Nanos();
        RejectReason reason = exchange.Top(subscription.Query.Participant, subscription.Query.Instrument, out TopOfBook top);
        if (top == subscription.Told)
            return;
        subscription.Told = top;
        stream.Answer(new AnswerBody { Query = subscription.Query, Sequence = exchange.Sequence, Reason = reason, Top = top });
    }

    private void OnApplied(in Event happened)
    {
        switch (happened.Applied.Command)
        {
            case CommandKind.SetCreditLine or CommandKind.Settle or CommandKind.DefineParticipant:
                _creditChange = ++_changes;
                break;
            case CommandKind.DefineSku or CommandKind.DefineMarket or CommandKind.DefineBasket:
                _creditChange = ++_changes;
                break;
        }
    }

    /// <summary>Ends all subscriptions of a session: its connection is gone, or another one has taken its place.</summary>
    public void RemoveOf(SessionId session) => RemoveWhere(session, 0, anyToken: true);

    private void RemoveWhere(SessionId session, ulong token, bool anyToken)
    {
        for (int i = _all.Count - 1; i >= 0; i--)
        {
            Query query = _all[i].Query;
            if (query.Session == session && (anyToken || query.Token == token))
                _all.RemoveAt(i);
        }
    }

    private void Note(in Instrument instrument)
    {
        long change = ++_changes;
        if (instrument.IsBasket)
            _changeOfContract[(instrument.Basket, instrument.Month)] = change;
        else
            _changeOfMarket[KeyOf(instrument.Market)] = change;
    }

    private long LastChange(in Instrument instrument) => instrument.IsBasket
        ? _changeOfContract.GetValueOrDefault((instrument.Basket, instrument.Month))
        : Math.Max(_creditChange, _changeOfMarket.GetValueOrDefault(KeyOf(instrument.Market)));

    private long NextTime() => options.Clock.EngineNow().Nanos + options.TopInterval.Nanos();

    private static int KeyOf(MarketId market) => market.Sku.Value << 16 | market.Region.Value;

    private sealed class Subscription
    {
        public required Query Query { get; init; }

        public TopOfBook Told { get; set; }

        public long LookedAtChange { get; set; }

        public long NextNanos { get; set; }
    }
}
