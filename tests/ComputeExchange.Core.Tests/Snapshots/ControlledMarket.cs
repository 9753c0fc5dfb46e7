using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>A small market in which every kind of command takes effect.</summary>
internal static class ControlledMarket
{
    public static readonly DeliveryMonth August = DeliveryMonth.Of(2026, 8);
    public static readonly EngineTime Opening = EngineTime.FromHour(August.StartHour - 48);
    public static readonly CommandHeader Now = new() { Time = Opening };
    public static readonly MarketId Market = new(new SkuId(1), new RegionId(1));
    public static readonly MarketId Other = new(new SkuId(1), new RegionId(2));
    public static readonly BasketId Basket = new(1);
    public static readonly ParticipantId Alpha = new(1);
    public static readonly ParticipantId Beta = new(2);
    public static readonly ParticipantId Maker = new(3);
    public static readonly SessionId Desk = new(1);

    /// <summary>The first hour of most windows.</summary>
    public static readonly int Hour = August.StartHour;

    public static DefineSku Sku => new()
    {
        Code = Code.Parse("H200"),
        Lot = 8,
        Gpu = Code.Parse("H200"),
        FormFactor = Code.Parse("SXM"),
        MemoryGigabytes = 141,
        Interconnect = Code.Parse("NVLink"),
        Tenancy = Code.Parse("bare"),
    };

    public static DefineBasket BasketTerms(int share = 1)
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(Market, share));
        return new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = 730,
            Tick = 100,
            FirstMonth = DeliveryMonth.Of(2026, 7),
            ListedMonths = 0b111,
            Constituents = constituents,
        };
    }

    public static List<Command> Setup() =>
    [
        Command.Of(Now, Sku),
        Command.Of(Now, new DefineSku { Code = Code.Parse("B200"), Lot = 4 }),
        Command.Of(Now, new DefineRegion { Code = Code.Parse("us-east-1") }),
        Command.Of(Now, new DefineRegion { Code = Code.Parse("us-west-2") }),
        Command.Of(Now, new DefineWorkload { Code = Code.Parse("llama") }),
        Command.Of(Now, new DefineParticipant { Code = Code.Parse("ALPHA"), Kind = ParticipantKind.Dealer }),
        Command.Of(Now, new DefineParticipant { Code = Code.Parse("BETA"), Kind = ParticipantKind.Dealer }),
        Command.Of(Now, new DefineParticipant { Code = Code.Parse("MAKER"), Kind = ParticipantKind.MarketMaker }),
        Command.Of(Now, BasketTerms()),
        Command.Of(Now, Line(Alpha, Beta)),
        Command.Of(Now, Line(Beta, Alpha)),
        Command.Of(Now, new OpenSession { Participant = Alpha, Name = Code.Parse("desk") }),
        Command.Of(Now, new ConnectSession { Session = Desk }),
    ];

    public static SetCreditLine Line(ParticipantId from, ParticipantId to) =>
        new() { From = from, To = to, Limit = new Money(10_000_000_000), AddOn = Limits.FullAddOn };

    public static NewOrder Forward(ParticipantId participant, string id, Side side, long ticks, int hours = 24) => new()
    {
        Participant = participant,
        ClOrdId = ClOrdId.Parse(id),
        Instrument = Instrument.Forward(Market, new DeliveryWindow(Hour, hours)),
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
        Quantity = 64,
        LimitTicks = ticks,
    };

    public static NewOrder Future(ParticipantId participant, string id, Side side, long ticks) =>
        Forward(participant, id, side, ticks) with { Instrument = Instrument.Future(Basket, August), Quantity = 10 };

    public static NewOrder Complex(ParticipantId participant, string id, long ticks)
    {
        NewOrder buy = Forward(participant, id, Side.Buy, ticks);
        AlternativeList alternatives = default;
        alternatives.Add(new Alternative(Other, ticks - 100));
        return buy with
        {
            Given = buy.Given | GivenTerms.MaxParts | GivenTerms.MinSlice | GivenTerms.LatestStart | GivenTerms.Step,
            MaxParts = 2,
            MinSlice = 4,
            LatestStartHour = Hour + 4,
            Step = 2,
            Alternatives = alternatives,
        };
    }

    public static NewOrder Divisible(ParticipantId participant, string id, long ticks)
    {
        NewOrder sell = Forward(participant, id, Side.Sell, ticks);
        return sell with { Given = sell.Given | GivenTerms.Divisible, Divisible = 4 };
    }
}
