using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>A random scenario in whose middle somebody is killed and may still reduce: it goes on, with orders of the killed one
/// that aim at what it holds, each held beside the slow rule.</summary>
internal sealed class ReduceOnlyRun
{
    private const int Commands = 80;
    private const int KilledAfter = 40;

    private readonly Dice _dice;
    private readonly OrderGenerator _orders;
    private readonly CoreUnderTest _core = new();
    private readonly Holdings _holdings = new();
    private readonly List<Event> _events = [];
    private readonly IReadOnlyList<Command> _scenario;
    private EngineTime _now;
    private ParticipantId _killed;
    private int _lastId;

    public ReduceOnlyRun(ScenarioProfile profile, int seed)
    {
        _dice = new Dice(seed);
        _orders = new OrderGenerator(_dice, profile, nearPercent: 30);
        _scenario = ScenarioGenerator.Generate(profile, seed, Commands).Commands;
    }

    /// <summary>Orders and replaces of the killed one that were let in.</summary>
    public int Allowed { get; private set; }

    /// <summary>Those refused as killed.</summary>
    public int Refused { get; private set; }

    /// <summary>Its trades after the kill.</summary>
    public int Trades { get; private set; }

    /// <summary>Runs it; what went wrong, or null.</summary>
    public string? FirstFault()
    {
        int participants = 0, afterSetup = 0;
        foreach (Command command in _scenario)
        {
            bool isKind = command.Kind == CommandKind.DefineParticipant;
            if (command.Kind == CommandKind.SetKillSwitch || isKind && afterSetup > 0)
                continue;
            participants += isKind ? 1 : 0;
            if (isKind && command.DefineParticipant.Kind == ParticipantKind.Dealer)
                _holdings.Dealers.Add(new ParticipantId((ushort)participants));
            bool isTrading = command.Kind is CommandKind.NewOrder or CommandKind.SetCreditLine;
            afterSetup += isTrading || afterSetup > 0 ? 1 : 0;
            if (afterSetup == KilledAfter)
                Kill();
            string? fault = Apply(command) ?? (_killed.Value != 0 && _dice.Chance(70) ? Apply(OwnCommand()) : null);
            if (fault is not null)
                return fault;
        }
        return null;
    }

    private CommandHeader Header => new() { Time = _now };

    private void Kill()
    {
        _killed = new ParticipantId((ushort)_dice.Between(1, 4));
        _core.Apply(Command.Of(Header, new SetKillSwitch { Participant = _killed, On = true, ReduceOnly = true }), _events);
    }

    private string? Apply(in Command command)
    {
        _now = command.Header.Time > _now ? command.Header.Time : _now;
        Follow(Command.Tick(Header));
        bool? isAllowed = IsAllowed(command);
        Dictionary<object, long> before = Held();
        RejectReason answer = Follow(command);
        bool isRefusedBefore = answer is > RejectReason.None and < RejectReason.Killed;
        if (isAllowed is { } allowed && !isRefusedBefore && allowed == (answer == RejectReason.Killed))
            return $"{command.Kind} answered {answer}, allowed {allowed}: {command.NewOrder} {command.ReplaceOrder}";
        if (isAllowed is true && answer == RejectReason.None)
            Allowed++;
        if (answer == RejectReason.Killed)
            Refused++;
        foreach ((object what, long held) in Held())
            if (_killed.Value != 0 && (Math.Abs(held) > Math.Abs(before.GetValueOrDefault(what)) || held * before[what] < 0))
                return $"{_killed.Value} held {before.GetValueOrDefault(what)} of {what} and holds {held} after {command.Kind}";
        return null;
    }

    /// <summary>What the slow rule says of a command of the killed one; null where it says nothing.</summary>
    private bool? IsAllowed(in Command command)
    {
        if (_killed.Value == 0)
            return null;
        if (command.Kind == CommandKind.NewOrder && command.NewOrder.Participant == _killed)
            return _holdings.Reduces(command.NewOrder, _core.OpenOrders());
        if (command.Kind == CommandKind.Quote && command.Quote.Participant == _killed)
            return false;
        if (command.Kind != CommandKind.ReplaceOrder || command.ReplaceOrder.Participant != _killed)
            return null;
        ReplaceOrder replace = command.ReplaceOrder;
        List<OpenOrderView> open = [.. _core.OpenOrders()];
        OpenOrderView? own = open.Find(
            order => order.State.Participant == _killed && order.State.ClOrdId == replace.OrigClOrdId);
        bool isBasket = own is { State.Instrument.IsBasket: true };
        if (own is null || own.Profile.Count > 0 || !replace.Has(isBasket ? ReplacedTerms.Lots : ReplacedTerms.Gpus))
            return true;
        long leaves = (isBasket ? replace.Lots : replace.Gpus) - own.State.Cumulative;
        open.Remove(own);
        return leaves <= own.State.Leaves || _holdings.Fits(_killed, own.State.Instrument, own.State.Side, leaves, open);
    }

    private RejectReason Follow(in Command command)
    {
        _events.Clear();
        _core.Apply(command, _events);
        RejectReason answer = RejectReason.None;
        foreach (Event happened in _events)
        {
            _holdings.Follow(happened);
            if (happened.Kind == EventKind.Rejected)
                answer = happened.Rejected.Reason;
            if (happened.Kind == EventKind.Trade && _killed.Value != 0
                && (happened.Trade.Buy.Participant == _killed || happened.Trade.Sell.Participant == _killed))
                Trades++;
        }
        _holdings.Hour = _now.Hour;
        return answer;
    }

    private Dictionary<object, long> Held()
    {
        Dictionary<object, long> held = [];
        foreach ((Instrument contract, long lots) in _holdings.LotsOf(_killed))
            held[contract] = lots;
        foreach ((MarketId market, int hour, long gpus) in _holdings.HoursOf(_killed))
            if (_holdings.Dealers.Contains(_killed))
                held[(market, hour)] = gpus;
        return held;
    }

    private Command OwnCommand()
    {
        ClOrdId id = ClOrdId.Parse($"k{++_lastId}");
        OrderState[] open = [.. _core.OpenOrders().Select(order => order.State).Where(state => state.Participant == _killed)];
        if (open.Length > 0 && _dice.Chance(25))
            return Command.Of(Header, Replacing(open[_dice.Between(0, open.Length - 1)], id));
        NewOrder order = _orders.Make(_killed, id, _now);
        return Command.Of(Header, _dice.Chance(80) ? Aimed(order) : order);
    }

    private ReplaceOrder Replacing(in OrderState state, ClOrdId id)
    {
        bool isBasket = state.Instrument.IsBasket;
        bool isPrice = _dice.Chance(40);
        return new ReplaceOrder
        {
            Participant = _killed,
            ClOrdId = id,
            OrigClOrdId = state.ClOrdId,
            Given = (isBasket ? ReplacedTerms.Lots : ReplacedTerms.Gpus) | (isPrice ? ReplacedTerms.Price : ReplacedTerms.None),
            Lots = isBasket ? _orders.Lots() : 0,
            Gpus = isBasket ? 0 : _orders.Gpus(lot: 8),
            LimitTicks = !isPrice ? 0 : isBasket ? _orders.BasketTicks() : _orders.ForwardTicks(),
        };
    }

    /// <summary>The order turned at something that is held; mostly on the side that reduces it.</summary>
    private NewOrder Aimed(in NewOrder order)
    {
        (Instrument Contract, long Lots)[] lots = [.. _holdings.LotsOf(_killed)];
        (MarketId Market, int Hour, long Gpus)[] hours = [.. _holdings.HoursOf(_killed)];
        if (lots.Length > 0 && (hours.Length == 0 || order.Instrument.IsBasket))
        {
            (Instrument contract, long held) = lots[_dice.Between(0, lots.Length - 1)];
            return Plain(order, contract, held > 0, _orders.Lots(), _orders.BasketTicks());
        }
        if (hours.Length == 0)
            return order;
        (MarketId market, int hour, long gpus) = hours[_dice.Between(0, hours.Length - 1)];
        Instrument forward = Instrument.Forward(market, new DeliveryWindow(hour, _dice.Of(1, 1, 2, 2, 4)));
        NewOrder plain = Plain(order, forward, gpus > 0, _orders.Gpus(lot: 8), _orders.ForwardTicks());
        if (plain.Side == Side.Sell && _dice.Chance(40))
            return plain with { Given = GivenTerms.Price | GivenTerms.Divisible, Divisible = 1 };
        return plain.Side == Side.Buy && _dice.Chance(40)
            ? plain with { Given = GivenTerms.Price | GivenTerms.MaxParts, MaxParts = 2 }
            : plain;
    }

    private NewOrder Plain(in NewOrder order, Instrument instrument, bool isLong, long quantity, long ticks) => new()
    {
        Participant = _killed,
        ClOrdId = order.ClOrdId,
        Instrument = instrument,
        Side = isLong != _dice.Chance(10) ? Side.Sell : Side.Buy,
        Type = OrderType.Limit,
        TimeInForce = _dice.Chance(25) ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel,
        SelfMatch = order.SelfMatch,
        Given = GivenTerms.Price,
        Quantity = quantity,
        LimitTicks = ticks,
    };
}
