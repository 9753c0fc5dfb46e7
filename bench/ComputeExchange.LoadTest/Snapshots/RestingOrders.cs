using ComputeExchange.LoadTest.Path;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Snapshots;

/// <summary>Orders that all rest, half forwards in 720 windows and half basket futures in 12 months, of 100 dealers; and beside them
/// orders that find nothing to trade with and are gone at once.</summary>
internal static class RestingOrders
{
    private const int Dealers = 100;
    private const int Windows = 720;
    private const int Months = 12;
    private const int Prices = 200;
    private const int FirstHour = 700_000;
    private const long Gpus = 64;

    private static readonly DeliveryMonth FirstMonth = DeliveryMonth.Of(2099, 1);
    private static readonly MarketId Market = new(new SkuId(1), new RegionId(1));

    /// <summary>Everything that defines the market, in order.</summary>
    public static IEnumerable<Command> Definitions()
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(Market, 1));
        yield return Command.Of(default, new DefineSku { Code = Code.Parse("H200"), Lot = 8 });
        yield return Command.Of(default, new DefineRegion { Code = Code.Parse("us-east-1") });
        for (int i = 0; i < Dealers; i++)
            yield return Command.Of(
                default, new DefineParticipant { Code = Code.Parse($"D{i}"), Kind = ParticipantKind.Dealer });
        yield return Command.Of(default, new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = 730,
            Tick = 1,
            FirstMonth = FirstMonth,
            ListedMonths = (1 << Months) - 1,
            Constituents = constituents,
        });
        yield return Command.Of(
            default, new OpenSession { Participant = new ParticipantId(1), Name = Code.Parse("load") });
    }

    /// <summary>An order that rests: bids below, asks above.</summary>
    public static NewOrder Resting(int number)
    {
        bool isBuy = number % 4 < 2;
        DeliveryWindow window = new(FirstHour + number / 7 % Windows, 24);
        return new NewOrder
        {
            Participant = new ParticipantId((ushort)(1 + number / 3 % Dealers)),
            ClOrdId = OrderIds.Of(number),
            Instrument = number % 2 == 0 ? Future(number / 7 % Months) : Instrument.Forward(Market, window),
            Side = isBuy ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = Gpus,
            LimitTicks = (isBuy ? 20_000 : 21_000) + number / 11 % Prices,
        };
    }

    /// <summary>An order that trades with nothing and is gone at once.</summary>
    public static NewOrder Passing(long number) => PathMarket.Order(-number) with { Instrument = Future(0), LimitTicks = 1 };

    private static Instrument Future(int month) => Instrument.Future(new BasketId(1), new DeliveryMonth(FirstMonth.Index + month));
}
