using ComputeExchange.Core.Tests.RandomScenarios;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>A long seeded stream of commands of every kind over a small crowded market. It needs no model to aim: ids of late
/// orders are used again and again.</summary>
internal sealed class CommandStream
{
    private const int Remembered = 24;

    /// <summary>2026-07-31T00:00Z; twenty thousand commands take about a month from there, over a month's end.</summary>
    private static readonly EngineTime Opening =
        EngineTime.FromHour(DeliveryMonth.Of(2026, 8).StartHour - EngineTime.HoursPerDay);

    private readonly Dice _dice;
    private readonly OrderGenerator _orders;
    private readonly int _participants;
    private readonly long[] _requests;
    private readonly List<(ParticipantId Participant, ClOrdId Id)> _ids = [];
    private EngineTime _now = Opening;
    private int _lastId;
    private SetHalt? _halt;

    public CommandStream(int seed)
    {
        _dice = new Dice(seed);
        _participants = _dice.Between(4, 6);
        _requests = new long[_participants + 1];
        _orders = new OrderGenerator(_dice, ScenarioProfile.Everything, nearPercent: _dice.Of(10, 50));
    }

    /// <summary>Reference data, credit and sessions.</summary>
    public IEnumerable<Command> Open()
    {
        foreach (Command command in MarketDefinitions.Of(_dice, ScenarioProfile.Everything, _participants, Own))
            yield return command;
        for (int from = 1; from <= _participants; from++)
            for (int to = 1; to <= _participants; to++)
                if (from != to)
                    yield return Command.Of(Own, CreditLine(Id(from), Id(to)));
        for (int id = 1; id <= _participants; id++)
        {
            yield return Command.Of(Own, new OpenSession { Participant = Id(id), Name = Code.Parse($"desk{id}") });
            yield return Command.Of(Own, new ConnectSession { Session = new SessionId((ushort)id) });
        }
    }

    /// <summary>The next command. A halt is over soon, or nothing would trade.</summary>
    public Command Next()
    {
        if (_halt is not { } halt || !_dice.Chance(10))
            return Any();
        _halt = null;
        return Command.Of(Own, halt with { On = false });
    }

    private Command Any() => _dice.Between(0, 99) switch
    {
        < 62 => Order(),
        < 70 => Replace(),
        < 75 => Cancel(),
        < 81 => Time(),
        < 89 => Credit(),
        < 94 => Quote(),
        < 96 => Asked(Participant(), header => Command.Of(header, new MassCancel { Participant = SpeakerOf(header) })),
        _ => Control(),
    };

    private CommandHeader Own => new() { Time = _now };

    private static ParticipantId Id(int id) => new((ushort)id);

    private ParticipantId Participant() => Id(_dice.Between(1, _participants));

    private static ParticipantId SpeakerOf(CommandHeader header) => new(header.Session.Value);

    /// <summary>Session n speaks for participant n; now and then a number comes twice, or one is left out.</summary>
    private Command Asked(ParticipantId participant, Func<CommandHeader, Command> make)
    {
        ref long last = ref _requests[participant.Value];
        long number = _dice.Chance(3) ? last + _dice.Between(-2, 3) : last + 1;
        last = number == last + 1 ? number : last;
        return make(new CommandHeader
        {
            Time = _now,
            Session = new SessionId(participant.Value),
            RequestNumber = Math.Max(number, 1),
            IsThrottled = _dice.Chance(1),
        });
    }

    private ClOrdId NewId(ParticipantId participant)
    {
        ClOrdId id = ClOrdId.Parse($"o{++_lastId}");
        _ids.Add((participant, id));
        if (_ids.Count > Remembered)
            _ids.RemoveAt(_dice.Between(0, Remembered / 2));
        return id;
    }

    private (ParticipantId Participant, ClOrdId Id) Target() =>
        _ids.Count == 0 ? (Participant(), ClOrdId.Parse("none")) : _ids[_dice.Between(0, _ids.Count - 1)];

    private Command Order()
    {
        ParticipantId participant = Participant();
        NewOrder order = _orders.Make(participant, NewId(participant), _now);
        return Asked(participant, header => Command.Of(header, order));
    }

    private Command Replace()
    {
        (ParticipantId participant, ClOrdId orig) = Target();
        bool isBasket = _dice.Chance(40);
        ReplacedTerms given = _dice.Of(
            ReplacedTerms.Price, ReplacedTerms.Price | ReplacedTerms.Gpus, ReplacedTerms.Lots, ReplacedTerms.None);
        ReplaceOrder replace = new()
        {
            Participant = participant,
            OrigClOrdId = orig,
            ClOrdId = NewId(participant),
            Given = given,
            Gpus = (given & ReplacedTerms.Gpus) != 0 ? _orders.Gpus(lot: 8) : 0,
            Lots = (given & ReplacedTerms.Lots) != 0 ? _orders.Lots() : 0,
            LimitTicks = (given & ReplacedTerms.Price) == 0 ? 0 : isBasket ? _orders.BasketTicks() : _orders.ForwardTicks(),
        };
        return Asked(participant, header => Command.Of(header, replace));
    }

    private Command Cancel()
    {
        (ParticipantId participant, ClOrdId orig) = Target();
        CancelOrder cancel = new() { Participant = participant, OrigClOrdId = orig };
        return Asked(participant, header => Command.Of(header, cancel));
    }

    private Command Time()
    {
        long minutes = _dice.Between(0, 11) switch
        {
            <= 8 => _dice.Between(1, 50),
            <= 10 => 60 * _dice.Between(1, 2),
            _ => -5,
        };
        _now = new EngineTime(_now.Nanos + minutes * (EngineTime.NanosPerHour / 60));
        return _dice.Chance(60)
            ? Command.Tick(Own)
            : Command.Of(Own, new Settle { ThroughHour = _now.Hour + _dice.Between(-1, 1) });
    }

    private Command Credit()
    {
        (ParticipantId from, ParticipantId to) = (Participant(), Participant());
        return from == to ? Command.Tick(Own) : Command.Of(Own, CreditLine(from, to));
    }

    private SetCreditLine CreditLine(ParticipantId from, ParticipantId to) => new()
    {
        From = from,
        To = to,
        Limit = new Money(
            (_dice.Chance(30) ? _dice.Between(50, 2_000) : 1_000_000) * (long)Money.UnitsPerDollar + _dice.Between(0, 3)),
        AddOn = _dice.Chance(60) ? Limits.FullAddOn : _dice.Of(1_500, 3_333, 12_500, 0),
    };

    private Command Quote()
    {
        ParticipantId participant = Participant();
        long bid = _orders.BasketTicks();
        Quote quote = new()
        {
            Participant = participant,
            QuoteId = ClOrdId.Parse($"q{++_lastId}"),
            Basket = new BasketId(1),
            Month = _orders.Month(),
            HasBid = _dice.Chance(90),
            HasAsk = true,
            BidTicks = bid,
            BidLots = _orders.Lots(),
            AskTicks = bid + 100 * _dice.Between(1, 3),
            AskLots = _orders.Lots(),
        };
        quote = quote.HasBid ? quote : quote with { BidTicks = 0, BidLots = 0 };
        return Asked(participant, header => Command.Of(header, quote));
    }

    private Command Control()
    {
        ParticipantId participant = Participant();
        SessionId session = new(participant.Value);
        MarketId market = new(new SkuId((ushort)_dice.Between(1, 2)), new RegionId((ushort)_dice.Between(1, 2)));
        return _dice.Between(0, 17) switch
        {
            0 => Command.Of(
                Own, new SetKillSwitch { Participant = participant, On = true, ReduceOnly = participant.Value % 2 == 0 }),
            1 or 2 => Command.Of(Own, new SetKillSwitch { Participant = participant, On = false }),
            3 => Command.Of(Own, new DefineMarket { Market = market, LeadHours = _dice.Between(0, 3) }),
            4 => Command.Of(Own, new ConnectSession
            {
                Session = session,
                CancelOnDisconnect = _dice.Chance(40),
                GraceNanos = _dice.Between(0, 2) * EngineTime.NanosPerHour,
            }),
            5 => Command.Of(Own, new DisconnectSession { Session = session }),
            6 => Command.Of(Own, new SetIndexValue { Basket = new BasketId(1), NanoDollars = 2_250_000_000 + _dice.Between(0, 99) }),
            7 => Command.Of(Own, new SetReferencePrice { Market = market, NanoDollars = 2_100_000_000 + _dice.Between(0, 99) }),
            8 => Command.Of(Own, new SetFees { Participant = participant, BasketMicrosPerLot = _dice.Between(0, 9) }),
            9 => Command.Of(Own, new SetOrderCaps
            {
                OpenOrders = _dice.Between(20, 400),
                ComplexOrdersOfOne = _dice.Between(4, 30),
                ComplexOrdersOfAll = _dice.Between(8, 60),
            }),
            10 => Command.Of(Own, new SetMarketMakerProtection
            {
                Participant = participant,
                Basket = new BasketId(1),
                Fills = _dice.Between(0, 4),
                WindowNanos = EngineTime.NanosPerHour,
            }),
            11 => Halt(market),
            12 => Command.Of(Own, new SetPreTradeLimits
            {
                Participant = participant,
                MaxGpus = 8 * _dice.Between(0, 4),
                MaxLots = _dice.Of(0, 0, 6, 10),
                MaxValue = new Money(_dice.Of(0, 0, _dice.Between(40, 600), _dice.Between(1_600, 16_000)) * (long)Money.UnitsPerDollar),
            }),
            13 => Collar(market),
            14 => Command.Of(Own, new SetHedging { Participant = participant, On = _dice.Chance(50), MaxLots = 5 }),
            15 => Ratio(market, hasRatio: _dice.Chance(80)),
            16 => Definition(),
            _ => Command.Of(Own, new DefineSku { Code = Code.Parse("SKU2"), Lot = _dice.Of(2, 4, 8) }),
        };
    }

    /// <summary>One at a time: of a market, of the basket, or of everything.</summary>
    private Command Halt(MarketId market)
    {
        if (_halt is not null)
            return Command.Tick(Own);
        SetHalt halt = _dice.Of(
            new SetHalt { Market = market, On = true },
            new SetHalt { Basket = new BasketId(1), On = true },
            new SetHalt { On = true });
        _halt = halt;
        return Command.Of(Own, halt);
    }

    /// <summary>A ratio, or none with a number that must leave no trace: the journal does not keep it.</summary>
    private Command Ratio(MarketId market, bool hasRatio) => Command.Of(Own, new SetHedgeRatio
    {
        Market = market,
        Basket = new BasketId(1),
        HasRatio = hasRatio,
        Micros = hasRatio ? 700_000 + _dice.Between(0, 99) : 1,
    });

    private Command Collar(MarketId market)
    {
        bool isBasket = _dice.Chance(40), isOn = _dice.Chance(40);
        long middle = isBasket ? _orders.BasketTicks() : _orders.ForwardTicks();
        return Command.Of(Own, new SetPriceCollar
        {
            Market = isBasket ? default : market,
            Basket = isBasket ? new BasketId(1) : default,
            Low = new Price(isOn ? (int)middle - 600 : 0),
            High = new Price(isOn ? (int)middle + 600 : 0),
        });
    }

    /// <summary>Reference data that comes late, and again.</summary>
    private Command Definition() => _dice.Between(0, 2) switch
    {
        0 => Command.Of(Own, new DefineRegion { Code = Code.Parse("region3") }),
        1 => Command.Of(Own, new DefineWorkload { Code = Code.Parse("model3") }),
        _ => Command.Of(Own, new DefineParticipant { Code = Code.Parse("P9"), Kind = ParticipantKind.Principal }),
    };
}
