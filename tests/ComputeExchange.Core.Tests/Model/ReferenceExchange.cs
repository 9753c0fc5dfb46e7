using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>The exchange as SPEC 2 to 5 and 8 tell it, slowly and obviously: the yardstick of the real one.</summary>
/// <remarks>
/// Not modelled: sessions, halts, pre-trade limits and collars, positions and their settlement, and the events Applied,
/// TopChanged,
/// HourPassed and PositionSettled. Written from SPEC's text alone, so that an error of the real core is not repeated here.
/// </remarks>
internal sealed class ReferenceExchange
{
    private readonly ModelReference _reference = new();
    private readonly ModelMarket _market;
    private readonly MarketMakerProtection _protection = new();

    public ReferenceExchange() => _market = new ModelMarket(_reference);

    /// <summary>Everything an invariant may want to look at.</summary>
    public ModelMarket Market => _market;

    /// <summary>SPEC 8, `orders`: every open order in entry order.</summary>
    public IEnumerable<(OrderState State, IReadOnlyList<(DeliveryWindow Window, long Gpus)> Profile)> OpenOrders() =>
        _market.Orders.Select(order => (order.State(order.Leaves),
            (IReadOnlyList<(DeliveryWindow Window, long Gpus)>)order.Profile()));

    /// <summary>The top of book, or why not.</summary>
    public RejectReason Top(ParticipantId asker, Instrument instrument, out TopOfBook top)
    {
        top = default;
        if (!_reference.Knows(asker))
            return RejectReason.UnknownParticipant;
        if (!_reference.Knows(instrument))
            return RejectReason.UnknownInstrument;
        if (!instrument.IsBasket && !instrument.Window.IsValid)
            return RejectReason.InvalidWindow;
        top = new ModelTop(_market, asker, instrument).Read();
        return RejectReason.None;
    }

    /// <summary>Applies one command and returns what happened, in order.</summary>
    public List<Event> Apply(in Command command)
    {
        _market.Events.Clear();
        _market.QuoteFills.Clear();

        // SPEC 3.2: "Engine time never goes back: an earlier time is ignored"; expiries come "before anything else".
        if (command.Header.Time > _market.Now)
            _market.Now = command.Header.Time;
        Deadlines.ExpireDue(_market);
        RejectReason refused = command.Header.IsThrottled ? RejectReason.Throttled : Execute(command);
        if (refused != RejectReason.None)
        {
            _market.Events.Add(Event.Of(new EventHeader { Time = _market.Now },
                new Rejected { Command = command.Kind, Participant = Who(command), ClOrdId = Which(command), Reason = refused }));
        }
        _protection.AfterCommand(_market);
        return [.. _market.Events];
    }

    private RejectReason Execute(in Command command) => command.Kind switch
    {
        CommandKind.Tick => RejectReason.None,
        CommandKind.NewOrder => Enter(command.NewOrder, command.Header.Session),
        CommandKind.ReplaceOrder => Replacing.Replace(_market, command.ReplaceOrder),
        CommandKind.CancelOrder => Cancel(command.CancelOrder),
        CommandKind.MassCancel => CancelAll(command.MassCancel.Participant, CancelReason.MassCancel),
        CommandKind.Quote => Quoting.Apply(_market, command.Quote, command.Header.Session),
        CommandKind.SetKillSwitch => Kill(command.SetKillSwitch),
        CommandKind.SetCreditLine => SetLine(command.SetCreditLine),
        CommandKind.Settle => Settle(command.Settle),
        _ => ReferenceCommands.Apply(_market, _protection, command),
    };

    private RejectReason Enter(in NewOrder terms, SessionId session)
    {
        RejectReason refused = new OrderChecks(_market).Refuses(terms);
        if (refused != RejectReason.None)
            return refused;
        ModelOrder order = new(terms, session, _market.Now);
        return OrderEntry.Enter(_market, order, trial => trial.Announce(order)) ? RejectReason.None : RejectReason.WouldTrade;
    }

    private RejectReason Cancel(in CancelOrder cancel)
    {
        if (!_reference.Knows(cancel.Participant))
            return RejectReason.UnknownParticipant;
        if (_market.Find(cancel.Participant, cancel.OrigClOrdId) is not { } order)
            return RejectReason.UnknownOrder;
        _market.Cancel(order, CancelReason.Requested);
        return RejectReason.None;
    }

    /// <summary>SPEC 3: orders are mass-cancelled in entry order.</summary>
    private RejectReason CancelAll(ParticipantId participant, CancelReason reason)
    {
        if (!_reference.Knows(participant))
            return RejectReason.UnknownParticipant;
        foreach (ModelOrder order in _market.Orders.Where(order => order.Participant == participant).ToList())
            _market.Cancel(order, reason);
        return RejectReason.None;
    }

    private RejectReason Kill(in SetKillSwitch kill)
    {
        if (!_reference.Knows(kill.Participant))
            return RejectReason.UnknownParticipant;
        if (!kill.On)
        {
            _reference.Killed.Remove(kill.Participant);
            return RejectReason.None;
        }
        _reference.Killed.Add(kill.Participant);
        return CancelAll(kill.Participant, CancelReason.Killed);
    }

    /// <summary>SPEC 4: "A credit command sets limit and add-on both anew"; a limit that rises or an add-on that falls is
    /// looked at.</summary>
    private RejectReason SetLine(in SetCreditLine credit)
    {
        if (!_reference.Knows(credit.From) || !_reference.Knows(credit.To))
            return RejectReason.UnknownParticipant;
        bool isNew = !_market.Lines.TryGetValue((credit.From, credit.To), out ModelLine? line);
        if (line is null)
            _market.SetLine(credit.From, credit.To, line = new ModelLine { Limit = default, AddOn = 0 });
        bool looks = isNew || credit.Limit.Units > line.Limit.Units || credit.AddOn < line.AddOn;
        (line.Limit, line.AddOn) = (credit.Limit, credit.AddOn);
        if (looks)
            SecondLook.Take(_market, [credit.From, credit.To]);
        return RejectReason.None;
    }

    /// <summary>SPEC 4: "a T after engine time is cut to it; whole hours count"; who had credit freed looks again.</summary>
    private RejectReason Settle(in Settle settle)
    {
        int through = Math.Min(settle.ThroughHour, _market.Now.Hour);
        HashSet<ParticipantId> freed = [];
        foreach (((ParticipantId from, ParticipantId to), ModelLine line) in _market.Lines)
        {
            if (line.Settle(through))
                freed.UnionWith([from, to]);
        }
        SecondLook.Take(_market, freed);
        return RejectReason.None;
    }

    private static ParticipantId Who(in Command command) => command.Kind switch
    {
        CommandKind.NewOrder => command.NewOrder.Participant,
        CommandKind.ReplaceOrder => command.ReplaceOrder.Participant,
        CommandKind.CancelOrder => command.CancelOrder.Participant,
        CommandKind.MassCancel => command.MassCancel.Participant,
        CommandKind.Quote => command.Quote.Participant,
        CommandKind.SetKillSwitch => command.SetKillSwitch.Participant,
        CommandKind.SetMarketMakerProtection => command.SetMarketMakerProtection.Participant,
        _ => default,
    };

    /// <summary>SPEC 8: "under the ClOrdId of the replace, or of the order that the cancel named; a quote under its
    /// quoteId".</summary>
    private static ClOrdId Which(in Command command) => command.Kind switch
    {
        CommandKind.NewOrder => command.NewOrder.ClOrdId,
        CommandKind.ReplaceOrder => command.ReplaceOrder.ClOrdId,
        CommandKind.CancelOrder => command.CancelOrder.OrigClOrdId,
        CommandKind.Quote => command.Quote.QuoteId,
        _ => default,
    };
}
