using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

/// <summary>A seeded stream of commands over a small, crowded market: enough of everything to make all kinds of events.</summary>
internal sealed class RandomFlow(int seed)
{
    public const int Participants = 4;
    public const int Sessions = 4;
    private static readonly int FirstHour = EngineTime.FromHour(0).Hour + 60_000;

    private readonly Random _random = new(seed);
    private readonly long[] _requests = new long[Sessions + 1];
    private readonly List<(ushort Participant, string Id)> _ids = [];
    private long _nanos = EngineTime.FromHour(59_000).Nanos;
    private int _nextId;

    /// <summary>Engine time of the last command made.</summary>
    public EngineTime Time => new(_nanos);

    /// <summary>The commands that build the market: one SKU, one region, a basket, four participants with sessions and credit.</summary>
    public IEnumerable<Command> Opening()
    {
        yield return Own(header => Command.Of(header, new DefineSku { Code = Code.Parse("H100"), Lot = 8 }));
        yield return Own(header => Command.Of(header, new DefineRegion { Code = Code.Parse("us-east1") }));
        ConstituentList constituents = default;
        constituents.Add(new Constituent(Market, 1));
        yield return Own(header => Command.Of(header, new DefineBasket
        {
            Code = Code.Parse("H100-US"),
            Multiplier = 730,
            Tick = 1,
            FirstMonth = Month,
            ListedMonths = 1,
            Constituents = constituents,
        }));
        for (int i = 1; i <= Participants; i++)
        {
            string code = $"P{i}";
            yield return Own(header => Command.Of(
                header, new DefineParticipant { Code = Code.Parse(code), Kind = ParticipantKind.Dealer }));
        }

        for (ushort i = 1; i <= Participants; i++)
        {
            ushort id = i;
            yield return Own(header => Command.Of(
                header, new OpenSession { Participant = new ParticipantId(id), Name = Code.Parse($"S{id}") }));
            yield return Own(header => Command.Of(header, new ConnectSession { Session = new SessionId(id) }));
            for (ushort j = 1; j <= Participants; j++)
            {
                ushort to = j;
                if (id != to)
                    yield return Own(header => Command.Of(header, Credit(id, to, 10_000_000)));
            }
        }
    }

    public static MarketId Market { get; } = new(new SkuId(1), new RegionId(1));

    public static DeliveryMonth Month { get; } = DeliveryMonth.OfHour(FirstHour);

    public static Instrument Future { get; } = Instrument.Future(new BasketId(1), Month);

    public static Instrument Forward { get; } = Instrument.Forward(Market, new DeliveryWindow(FirstHour, 24));

    /// <summary>The next command.</summary>
    public Command Next()
    {
        _nanos += _random.Next(1, 1_000_000_000);
        if (_random.Next(50) == 0)
            _nanos += EngineTime.NanosPerHour;
        ushort participant = (ushort)_random.Next(1, Participants + 1);
        return _random.Next(20) switch
        {
            0 => Own(Command.Tick),
            1 => Own(header => Command.Of(header, Credit(participant, (ushort)(participant % Participants + 1), _random.Next(20_000_000)))),
            2 => Asked(participant, header => Command.Of(header, new MassCancel { Participant = new ParticipantId(participant) })),
            3 or 4 or 5 => Cancel(participant),
            _ => Order(participant),
        };
    }

    /// <summary>A forward or basket order of a participant's session.</summary>
    public Command Order(ushort participant)
    {
        string id = $"o{++_nextId}";
        _ids.Add((participant, id));
        bool isBasket = _random.Next(2) == 0;
        bool isImmediate = _random.Next(4) == 0;
        NewOrder order = new()
        {
            Participant = new ParticipantId(participant),
            ClOrdId = Id(id),
            Instrument = isBasket ? Future : Forward,
            Side = _random.Next(2) == 0 ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = isImmediate ? TimeInForce.ImmediateOrCancel
                : _random.Next(3) == 0 ? TimeInForce.Day : TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = isBasket ? _random.Next(1, 20) : 8 * _random.Next(1, 9),
            LimitTicks = 25_000 + 10 * _random.Next(-5, 6),
        };
        return Asked(participant, header => Command.Of(header, order));
    }

    /// <summary>A basket order as given, of a participant's session.</summary>
    public Command Basket(ushort participant, Side side, int lots, int ticks, TimeInForce timeInForce = TimeInForce.GoodTillCancel)
    {
        NewOrder order = new()
        {
            Participant = new ParticipantId(participant),
            ClOrdId = Id($"b{++_nextId}"),
            Instrument = Future,
            Side = side,
            Type = OrderType.Limit,
            TimeInForce = timeInForce,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = lots,
            LimitTicks = ticks,
        };
        return Asked(participant, header => Command.Of(header, order));
    }

    private Command Cancel(ushort participant)
    {
        (ushort owner, string id) = _ids.Count == 0 ? (participant, "none") : _ids[_random.Next(_ids.Count)];
        return Asked(owner, header => Command.Of(
            header, new CancelOrder { Participant = new ParticipantId(owner), OrigClOrdId = Id(id) }));
    }

    public Command Own(Func<CommandHeader, Command> make) => make(new CommandHeader { Time = Time, Session = SessionId.Engine });

    private Command Own(MakeTick make) => make(new CommandHeader { Time = Time, Session = SessionId.Engine });

    public Command Asked(ushort session, Func<CommandHeader, Command> make) => make(new CommandHeader
    {
        Time = Time,
        Session = new SessionId(session),
        RequestNumber = ++_requests[session],
    });

    private static SetCreditLine Credit(ushort from, ushort to, long dollars) => new()
    {
        From = new ParticipantId(from),
        To = new ParticipantId(to),
        Limit = new Money(dollars * Money.UnitsPerDollar),
        AddOn = Limits.FullAddOn,
    };

    private static ClOrdId Id(string text) => ClOrdId.TryParse(text, out ClOrdId id) ? id : throw new ArgumentException(text);

    private delegate Command MakeTick(in CommandHeader header);
}
