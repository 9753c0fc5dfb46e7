using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Tests.Venue;

/// <summary>One SKU in two regions, one basket, a dealer, a principal and an operator who can all deal with each other.</summary>
internal static class DemoMarket
{
    public static readonly MarketId Market = new(new SkuId(1), new RegionId(1));
    public static readonly MarketId OtherMarket = new(new SkuId(1), new RegionId(2));
    public static readonly Instrument Future = Instrument.Future(new BasketId(1), DeliveryMonth.Of(2026, 8));
    public static readonly Instrument Window =
        Instrument.Forward(Market, new DeliveryWindow(DeliveryMonth.Of(2026, 8).StartHour, 24));

    public static readonly ParticipantId Alpha = new(1);
    public static readonly ParticipantId Beta = new(2);
    public static readonly ParticipantId Desk = new(3);

    /// <summary>The commands that make the market, with empty headers.</summary>
    public static IReadOnlyList<Command> Definitions() =>
    [
        Command.Of(default, new DefineSku { Code = Code.Parse("H200"), Lot = 8 }),
        Command.Of(default, new DefineRegion { Code = Code.Parse("us-east-1") }),
        Command.Of(default, new DefineRegion { Code = Code.Parse("eu-west-1") }),
        Command.Of(default, new DefineWorkload { Code = Code.Parse("y") }),
        Participant("ALPHA", ParticipantKind.Dealer),
        Participant("BETA", ParticipantKind.Dealer),
        Participant("DESK", ParticipantKind.Operator),
        Command.Of(default, Basket()),
        Line(Alpha, Beta),
        Line(Beta, Alpha),
    ];

    public static void Define(LocalEngine engine)
    {
        foreach (Command command in Definitions())
            engine.Apply(command.With(engine.Header()));
    }

    /// <summary>A limit order in the basket contract.</summary>
    public static NewOrder Lots(ParticipantId participant, string clOrdId, Side side, long lots, decimal price) => new()
    {
        Participant = participant,
        ClOrdId = ClOrdId.Parse(clOrdId),
        Instrument = Future,
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Quantity = lots,
        LimitTicks = Price.FromDollars(price).Ticks,
        Given = GivenTerms.Price,
    };

    /// <summary>A limit order for the window.</summary>
    public static NewOrder Gpus(ParticipantId participant, string clOrdId, Side side, long gpus, decimal price) =>
        Lots(participant, clOrdId, side, gpus, price) with { Instrument = Window };

    private static DefineBasket Basket()
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(Market, 1));
        return new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = 730,
            Tick = 10,
            FirstMonth = DeliveryMonth.Of(2026, 8),
            ListedMonths = 1,
            Constituents = constituents,
        };
    }

    private static Command Participant(string code, ParticipantKind kind) =>
        Command.Of(default, new DefineParticipant { Code = Code.Parse(code), Kind = kind });

    private static Command Line(ParticipantId from, ParticipantId to) =>
        Command.Of(default, new SetCreditLine
        {
            From = from,
            To = to,
            Limit = new Money(100_000_000_000),
            AddOn = Limits.FullAddOn,
        });
}
