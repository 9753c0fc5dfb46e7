using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Makes a scenario from a seed: a small crowded market, in which prices, windows and credit collide all the
/// time.</summary>
internal sealed class ScenarioGenerator
{
    private const int UsualCommands = 30;

    /// <summary>2026-07-31T00:00Z: a day before a month ends, so that midnights, gates and month ends lie within
    /// reach.</summary>
    private static readonly EngineTime Opening =
        EngineTime.FromHour(DeliveryMonth.Of(2026, 8).StartHour - EngineTime.HoursPerDay);

    private readonly Dice _dice;
    private readonly ScenarioProfile _profile;
    private readonly OrderGenerator _orders;
    private readonly int _participants;
    private readonly int _tightPercent;

    /// <summary>Whether hours are delivered and settled again and again, under tight credit.</summary>
    private readonly bool _settles;
    private readonly List<Command> _commands = [];
    private readonly ReferenceExchange _model = new();
    private EngineTime _now = Opening;
    private int _lastId;

    private ScenarioGenerator(ScenarioProfile profile, int seed)
    {
        _dice = new Dice(seed);
        _profile = profile;
        _participants = _dice.Between(4, 6);
        _settles = _dice.Chance(20);
        _orders = new OrderGenerator(_dice, profile, nearPercent: _settles ? 50 : 10);
        _tightPercent = _settles ? 80 : _dice.Of(5, 30, 60);
    }

    public static Scenario Generate(ScenarioProfile profile, int seed, int commands = UsualCommands)
    {
        ScenarioGenerator generator = new(profile, seed);
        foreach (Command definition in MarketDefinitions.Of(generator._dice, profile, generator._participants, generator.Header))
            generator.Add(definition);
        generator.OpenCredit();
        for (int i = 0; i < commands; i++)
            generator.AddStep();
        return new Scenario(profile, seed, generator._commands);
    }

    /// <summary>The model runs along, so that replaces, cancels and credit can aim at what is open.</summary>
    private void Add(in Command command)
    {
        _commands.Add(command);
        _model.Apply(command);
    }

    private CommandHeader Header => new() { Time = _now };

    private void OpenCredit()
    {
        if (_profile == ScenarioProfile.Basket)
            return;
        for (int from = 1; from <= _participants; from++)
        {
            for (int to = 1; to <= _participants; to++)
            {
                if (from != to && _dice.Chance(92))
                    AddCredit(new ParticipantId((ushort)from), new ParticipantId((ushort)to));
            }
        }
    }

    private void AddCredit(ParticipantId from, ParticipantId to)
    {
        // 8 GPUs for 4 hours at $2 are $64: tight lines allow a lot or a few.
        long dollars = _dice.Chance(_tightPercent) ? _dice.Between(50, 900) : 1_000_000;
        Add(Command.Of(Header, new SetCreditLine
        {
            From = from,
            To = to,
            Limit = new Money(dollars * Money.UnitsPerDollar + _dice.Between(0, 3)),
            AddOn = _dice.Chance(60) ? Limits.FullAddOn : _dice.Of(1_500, 3_333, 12_500, 9_999, 0),
        }));
    }

    private void AddStep()
    {
        int roll = _dice.Between(0, 99);
        bool hasCredit = _profile != ScenarioProfile.Basket;
        if (_settles && _dice.Chance(7))
            DeliverAndSettle();
        else if (roll < 66)
            AddOrder();
        else if (roll < 72)
            AddReplace();
        else if (roll < 75)
            AddCancel();
        else if (roll < 80)
            PassTime();
        else if (roll < 92 && hasCredit)
            AddCreditOrSettle();
        else if (roll < 97)
            AddQuoteOrOrder();
        else
            AddControl();
    }

    private ParticipantId Participant() => new((ushort)(_dice.Chance(1) ? 0 : _dice.Between(1, _participants)));

    /// <summary>A new id; now and then one that was used before.</summary>
    private ClOrdId NewId() => ClOrdId.Parse($"o{(_dice.Chance(2) ? _dice.Between(1, _lastId + 1) : ++_lastId)}");

    private void AddOrder()
    {
        NewOrder order = _orders.Make(Participant(), NewId(), _now);
        Add(Command.Of(Header, order));
    }

    private void AddReplace()
    {
        (ParticipantId participant, ClOrdId orig, bool isBasket) = Target();
        ReplacedTerms given = ReplacedTerms.None;
        if (_dice.Chance(55))
            given |= isBasket != _dice.Chance(4) ? ReplacedTerms.Lots : ReplacedTerms.Gpus;
        if (_dice.Chance(65))
            given |= ReplacedTerms.Price;
        Add(Command.Of(Header, new ReplaceOrder
        {
            Participant = participant,
            ClOrdId = NewId(),
            OrigClOrdId = orig,
            Given = given,
            Gpus = given.HasFlag(ReplacedTerms.Gpus) ? _orders.Gpus(lot: 8) : 0,
            Lots = given.HasFlag(ReplacedTerms.Lots) ? _orders.Lots() : 0,
            LimitTicks = given.HasFlag(ReplacedTerms.Price) ? isBasket ? _orders.BasketTicks() : _orders.ForwardTicks() : 0,
        }));
    }

    private void AddCancel()
    {
        (ParticipantId participant, ClOrdId orig, _) = Target();
        Add(Command.Of(Header, new CancelOrder { Participant = participant, OrigClOrdId = orig }));
    }

    /// <summary>An open order; now and then one that need not be.</summary>
    private (ParticipantId Participant, ClOrdId Id, bool IsBasket) Target()
    {
        IReadOnlyList<ModelOrder> open = _model.Market.Orders;
        if (open.Count == 0 || _dice.Chance(8))
            return (Participant(), ClOrdId.Parse($"o{_dice.Between(1, _lastId + 1)}"), _dice.Chance(50));
        ModelOrder order = open[_dice.Between(0, open.Count - 1)];
        return (order.Participant, order.Id, order.IsBasket);
    }

    /// <summary>Minutes, hours, over midnight or back; a tick, or the stamp of whatever comes next.</summary>
    private void PassTime()
    {
        long minutes = _dice.Between(0, 9) switch
        {
            <= 4 => _dice.Between(1, 59),
            <= 7 => 60 * _dice.Between(1, 3),
            8 => 60 * 24,
            _ => -5,
        };
        EngineTime later = new(_now.Nanos + minutes * (EngineTime.NanosPerHour / 60));
        _now = minutes == 60 * 24 ? _now.NextMidnight : later;
        if (_dice.Chance(60))
            Add(Command.Tick(Header));
        if (minutes >= 60 && _dice.Chance(40))
            Add(Command.Of(Header, new Settle { ThroughHour = _now.Hour + _dice.Between(0, 1) }));
    }

    private void DeliverAndSettle()
    {
        if (_dice.Chance(50))
            UseUpCredit();
        _now = EngineTime.FromHour(_now.Hour + _dice.Between(1, 4));
        Add(Command.Of(Header, new Settle { ThroughHour = _now.Hour }));
    }

    /// <summary>Two trade until little is left of their lines, and then rest crossed in a later window.</summary>
    private void UseUpCredit()
    {
        ParticipantId buyer = new(1);
        ParticipantId seller = new((ushort)_dice.Between(2, _participants));
        Money limit = new(_dice.Between(60, 150) * Money.UnitsPerDollar);
        Add(Command.Of(Header, new SetCreditLine { From = buyer, To = seller, Limit = limit, AddOn = Limits.FullAddOn }));
        Add(Command.Of(Header, new SetCreditLine { From = seller, To = buyer, Limit = limit, AddOn = Limits.FullAddOn }));
        MarketId market = new(new SkuId(1), new RegionId(1));
        foreach (int start in new[] { _now.Hour + 2, _now.Hour + 8 })
        {
            Instrument forward = Instrument.Forward(market, new DeliveryWindow(start, 4));
            foreach (ParticipantId participant in new[] { seller, buyer })
            {
                NewOrder order = _orders.Make(participant, NewId(), _now);
                Side side = participant == seller ? Side.Sell : Side.Buy;
                bool suits = !order.Instrument.IsBasket && order.Side == side;
                Add(Command.Of(Header, suits ? order : Plain(order, side, forward)));
            }
        }
    }

    private NewOrder Plain(NewOrder order, Side side, Instrument forward) => new()
    {
        Participant = order.Participant,
        ClOrdId = order.ClOrdId,
        Instrument = forward,
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
        Quantity = _orders.Gpus(lot: 8),
        LimitTicks = side == Side.Buy ? 21_500 : 20_000,
    };

    private void AddCreditOrSettle()
    {
        if (_dice.Chance(25))
        {
            Add(Command.Of(Header, new Settle { ThroughHour = _now.Hour + _dice.Between(-2, 3) }));
            return;
        }
        // Most of the time between two with open forwards, both ways, so that second looks find something.
        List<ParticipantId> open = [.. _model.Market.Orders.Where(order => !order.IsBasket).Select(order => order.Participant)];
        bool aims = open.Count > 1 && _dice.Chance(75);
        ParticipantId from = aims ? open[_dice.Between(0, open.Count - 1)] : Participant();
        ParticipantId to = aims ? open[_dice.Between(0, open.Count - 1)] : Participant();
        if (from == to)
            return;
        AddCredit(from, to);
        if (_dice.Chance(60))
            AddCredit(to, from);
    }

    private void AddQuoteOrOrder()
    {
        if (_profile is ScenarioProfile.Basket or ScenarioProfile.Everything)
            AddQuote();
        else
            AddOrder();
    }

    private void AddQuote()
    {
        ParticipantId participant = Participant();
        long bid = _orders.BasketTicks();
        int sides = _dice.Between(0, 9);
        ClOrdId id = ClOrdId.Parse($"q{++_lastId}");
        Add(Command.Of(Header, new Quote
        {
            Participant = participant,
            QuoteId = id,
            Basket = new BasketId(1),
            Month = _orders.Month(),
            HasBid = sides != 0,
            HasAsk = sides != 1,
            BidTicks = sides != 0 ? bid : 0,
            BidLots = sides != 0 ? _orders.Lots() : 0,
            AskTicks = sides != 1 ? bid + 100 * _dice.Between(_dice.Chance(5) ? 0 : 1, 3) : 0,
            AskLots = sides != 1 ? _orders.Lots() : 0,
        }));
    }

    private void AddControl()
    {
        switch (_dice.Between(0, 9))
        {
            case <= 3:
                Add(Command.Of(Header, new MassCancel { Participant = Participant() }));
                break;
            case <= 5:
                ParticipantId killed = Participant();
                Add(Command.Of(Header, new SetKillSwitch { Participant = killed, On = true }));
                if (_dice.Chance(70))
                    Add(Command.Of(Header, new SetKillSwitch { Participant = killed, On = false }));
                break;
            case <= 7:
                SkuId sku = new((ushort)_dice.Between(1, MarketDefinitions.Skus));
                MarketId market = new(sku, new RegionId((ushort)_dice.Between(1, MarketDefinitions.Regions)));
                Add(Command.Of(Header, new DefineMarket { Market = market, LeadHours = _dice.Between(0, 3) }));
                break;
            case 8:
                ParticipantKind kind = _dice.Of(ParticipantKind.Dealer, ParticipantKind.Principal);
                Code code = Code.Parse($"P{_dice.Between(1, _participants)}");
                Add(Command.Of(Header, new DefineParticipant { Code = code, Kind = kind }));
                break;
            default:
                Add(Command.Of(Header, new DefineSku { Code = Code.Parse("SKU2"), Lot = _dice.Of(2, 4, 8) }));
                break;
        }
    }
}
