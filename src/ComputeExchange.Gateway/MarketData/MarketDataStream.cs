// Market data is a stream of its own beside the reports: it may lose history, never the present. While a client has a lot
// waiting,
// its subscriptions only remember what is true now; once it has read on, each gets a snapshot in place of what it missed.

using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Gateway.Sessions;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.MarketData;

/// <summary>The subscriptions of one session.</summary>
internal sealed class MarketDataStream(GatewayContext context, SessionConnection connection)
{
    private readonly Dictionary<uint, Subscription> _byId = [];
    private readonly Dictionary<Instrument, List<Subscription>> _ofContract = [];
    private readonly HashSet<Subscription> _conflated = [];

    private bool IsSlow => connection.Outbound.WaitingBytes > context.Options.ConflateAboveBytes;

    /// <summary>Handles a message about subscriptions.</summary>
    public void OnMessage(MessageType type, ReadOnlySpan<byte> body)
    {
        if (type == MessageType.Subscribe)
        {
            if (connection.TryRead(body, out Subscribe wanted))
                Subscribe(wanted.SubscriptionId, wanted.Instrument);
        }
        else if (connection.TryRead(body, out Unsubscribe ended))
        {
            Remove(ended.SubscriptionId);
        }
    }

    /// <summary>A basket contract's top changed, or it traded.</summary>
    public void OnMarket(in MarketEvent happened)
    {
        if (!_ofContract.TryGetValue(happened.Instrument, out List<Subscription>? subscribed))
            return;
        foreach (Subscription subscription in subscribed)
        {
            if (!subscription.IsKnown)
                continue;
            if (happened.IsPrint)
                TellPrint(subscription, happened);
            else
                Tell(subscription, TopOf(happened), happened.Time);
        }
    }

    /// <summary>Gives those who missed something a snapshot, once there is room.</summary>
    public void Step()
    {
        if (_conflated.Count == 0 || IsSlow)
            return;
        foreach (Subscription subscription in _conflated.OrderBy(subscription => subscription.Id))
            TellSnapshot(subscription);
        _conflated.Clear();
    }

    /// <summary>Ends every subscription. The engine ends its own with the session's connection.</summary>
    public void End()
    {
        foreach (Subscription subscription in _byId.Values.ToArray())
        {
            Drop(subscription);
            connection.Door.Forget(subscription.Token);
        }
    }

    private void Subscribe(uint id, in Instrument instrument)
    {
        if (_byId.TryGetValue(id, out Subscription? known) && known.Instrument == instrument)
        {
            if (known.IsKnown)
                Conflate(known);
            return;
        }

        Remove(id);
        if (_byId.Count >= context.Options.MaxSubscriptions)
        {
            Refuse(id, QueryRefusal.TooMany);
            return;
        }

        Subscription added = new(id, instrument);
        _byId.Add(id, added);
        if (instrument.IsBasket)
            ListOf(instrument).Add(added);
        added.Token = connection.Door.Ask(QueryOf(added), answer => OnAnswer(added, answer));
    }

    private void OnAnswer(Subscription subscription, EngineAnswer answer)
    {
        if (_byId.GetValueOrDefault(subscription.Id) != subscription)
            return;
        if (answer.Reason != RejectReason.None)
        {
            Drop(subscription);
            bool mayNot = answer.Reason is RejectReason.NotPermitted or RejectReason.UnknownParticipant;
            Refuse(subscription.Id, mayNot ? QueryRefusal.NotPermitted : QueryRefusal.UnknownInstrument);
        }
        else if (subscription.IsKnown)
        {
            Tell(subscription, answer.Top, answer.Time);
        }
        else
        {
            subscription.IsKnown = true;
            subscription.Latest = answer.Top;
            subscription.Time = answer.Time;
            Conflate(subscription);
        }
    }

    private void Tell(Subscription subscription, in TopOfBook top, EngineTime time)
    {
        if (top == subscription.Latest)
            return;
        subscription.Latest = top;
        subscription.Time = time;
        subscription.SequenceNumber++;
        TopOfBook told = subscription.Told;
        if (subscription.NeedsSnapshot || IsSlow)
        {
            Conflate(subscription);
            return;
        }

        subscription.Told = top;
        connection.Outbound.Add(new MarketIncrement
        {
            SubscriptionId = subscription.Id,
            SequenceNumber = subscription.SequenceNumber,
            Time = time,
            BestBid = top.BestBid == told.BestBid ? null : top.BestBid,
            BestAsk = top.BestAsk == told.BestAsk ? null : top.BestAsk,
            DealableBid = top.DealableBid == told.DealableBid ? null : top.DealableBid,
            DealableAsk = top.DealableAsk == told.DealableAsk ? null : top.DealableAsk,
        });
    }

    private void TellPrint(Subscription subscription, in MarketEvent print)
    {
        subscription.SequenceNumber++;
        if (IsSlow || subscription.NeedsSnapshot)
        {
            Conflate(subscription);
            return;
        }

        connection.Outbound.Add(new MarketPrint
        {
            SubscriptionId = subscription.Id,
            SequenceNumber = subscription.SequenceNumber,
            Time = print.Time,
            Price = print.Price,
            Quantity = print.Quantity,
            AggressorSide = print.AggressorSide,
        });
    }

    private void TellSnapshot(Subscription subscription)
    {
        subscription.NeedsSnapshot = false;
        subscription.Told = subscription.Latest;
        connection.Outbound.Add(new MarketSnapshot
        {
            SubscriptionId = subscription.Id,
            SequenceNumber = ++subscription.SequenceNumber,
            Time = subscription.Time,
            Top = subscription.Latest,
        });
    }

    private void Conflate(Subscription subscription)
    {
        subscription.NeedsSnapshot = true;
        _conflated.Add(subscription);
    }

    private void Refuse(uint id, QueryRefusal reason) =>
        connection.Outbound.Add(new SubscriptionRefused { SubscriptionId = id, Reason = reason });

    private void Remove(uint id)
    {
        if (!_byId.TryGetValue(id, out Subscription? subscription))
            return;
        Drop(subscription);
        if (subscription.Instrument.IsBasket)
            connection.Door.Forget(subscription.Token);
        else
            connection.Door.Unsubscribe(QueryOf(subscription));
    }

    private void Drop(Subscription subscription)
    {
        _byId.Remove(subscription.Id);
        _conflated.Remove(subscription);
        if (!subscription.Instrument.IsBasket)
            return;
        List<Subscription> sameContract = ListOf(subscription.Instrument);
        sameContract.Remove(subscription);
        if (sameContract.Count == 0)
            _ofContract.Remove(subscription.Instrument);
    }

    private List<Subscription> ListOf(in Instrument contract)
    {
        if (!_ofContract.TryGetValue(contract, out List<Subscription>? list))
            _ofContract[contract] = list = [];
        return list;
    }

    /// <summary>A contract is asked about once, since its changes are told to all; a forward's top is each asker's own.</summary>
    private Query QueryOf(Subscription subscription) => new()
    {
        Kind = subscription.Instrument.IsBasket ? QueryKind.Top : QueryKind.SubscribeTop,
        Token = subscription.Token,
        Session = connection.Session,
        Participant = connection.Participant,
        Instrument = subscription.Instrument,
    };

    private static TopOfBook TopOf(in MarketEvent happened) => new()
    {
        BestBid = happened.Bid,
        BestAsk = happened.Ask,
        DealableBid = happened.Bid,
        DealableAsk = happened.Ask,
    };
}
