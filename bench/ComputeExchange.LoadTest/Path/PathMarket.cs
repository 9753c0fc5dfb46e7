using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Path;

/// <summary>One basket contract and one market maker: an order a request, cancelled by the next, so that the book stays small.</summary>
internal static class PathMarket
{
    public const string Maker = "MAKER";

    private static readonly DeliveryMonth Month = DeliveryMonth.Of(2100, 1);

    /// <summary>Everything that defines the market, in order.</summary>
    public static IEnumerable<Command> Definitions()
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(new MarketId(new SkuId(1), new RegionId(1)), 1));
        yield return Command.Of(default, new DefineSku { Code = Code.Parse("H200"), Lot = 8 });
        yield return Command.Of(default, new DefineRegion { Code = Code.Parse("us-east-1") });
        yield return Command.Of(default, new DefineParticipant { Code = Code.Parse(Maker), Kind = ParticipantKind.MarketMaker });
        yield return Command.Of(default, new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = 730,
            Tick = 1,
            FirstMonth = Month,
            ListedMonths = 1,
            Constituents = constituents,
        });
    }

    /// <summary>The body of a request: an order that trades with nothing and is gone at once.</summary>
    public static NewOrder Order(long number) => new()
    {
        Participant = new ParticipantId(1),
        ClOrdId = OrderIds.Of(number),
        Instrument = Instrument.Future(new BasketId(1), Month),
        Side = Side.Buy,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.ImmediateOrCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
        Quantity = 1,
        LimitTicks = 20_000,
    };
}
