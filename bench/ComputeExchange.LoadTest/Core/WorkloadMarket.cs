using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Core;

/// <summary>The market that a workload trades in: 64 participants with a session each, limits and collars that nobody reaches,
/// and as many contracts as it has books.</summary>
internal static class WorkloadMarket
{
    public const int Participants = 64;
    private const int MonthsOfBasket = 36;
    private const int Markets = 50;
    private const int RegionsOfSku = 10;
    private const int HoursBetweenWindows = 12;
    private const int WindowHours = 24;
    private const int Lot = 8;
    private const int PairsWithoutLinePercent = 33;

    public static readonly EngineTime Start = EngineTime.FromHour(50_000);

    public static CommandHeader Header => new() { Time = Start };

    /// <summary>Who enters an order.</summary>
    public static ParticipantId OwnerOf(int orderId) => new((ushort)(1 + orderId % Participants));

    /// <summary>What a book trades: a basket and a month, or a market and a day.</summary>
    /// <remarks>Forwards are spread over 50 markets, 20 windows of 24 hours in each, 12 hours from one to the next.</remarks>
    public static Instrument InstrumentOf(int book, bool isForward)
    {
        if (!isForward)
            return Instrument.Future(BasketOf(book), MonthOf(book));
        MarketId market = new(
            new SkuId((ushort)(1 + book % Markets / RegionsOfSku)), new RegionId((ushort)(1 + book % RegionsOfSku)));
        return Instrument.Forward(
            market, new DeliveryWindow(Start.Hour + 100 + book / Markets * HoursBetweenWindows, WindowHours));
    }

    public static BasketId BasketOf(int book) => new((ushort)(1 + book / MonthsOfBasket));

    public static DeliveryMonth MonthOf(int book) => new(DeliveryMonth.OfHour(Start.Hour).Index + book % MonthsOfBasket);

    /// <summary>Everything that defines the market, in order.</summary>
    public static IEnumerable<Command> Definitions(Workload workload)
    {
        for (int i = 0; i < Markets / RegionsOfSku; i++)
            yield return Command.Of(Header, new DefineSku { Code = Code.Parse($"S{i}"), Lot = Lot });
        for (int i = 0; i < RegionsOfSku; i++)
            yield return Command.Of(Header, new DefineRegion { Code = Code.Parse($"R{i}") });
        yield return Command.Of(Header, new SetOrderCaps
        {
            OpenOrders = 10_000_000,
            ComplexOrdersOfOne = 4_096,
            ComplexOrdersOfAll = 4_096,
        });
        for (ushort id = 1; id <= Participants; id++)
            foreach (Command command in DefineParticipant(new ParticipantId(id)))
                yield return command;
        foreach (Command command in workload.IsForward ? CreditLines() : Baskets(workload.Books))
            yield return command;
    }

    private static IEnumerable<Command> DefineParticipant(ParticipantId id)
    {
        yield return Command.Of(
            Header, new DefineParticipant { Code = Code.Parse($"P{id.Value}"), Kind = ParticipantKind.Dealer });
        yield return Command.Of(Header, new SetPreTradeLimits
        {
            Participant = id,
            MaxGpus = 100_000,
            MaxLots = 100_000,
            MaxValue = new Money(1_000_000_000L * Money.UnitsPerDollar),
        });
        yield return Command.Of(Header, new OpenSession { Participant = id, Name = Code.Parse($"P{id.Value}") });
    }

    private static IEnumerable<Command> CreditLines()
    {
        Random random = new(7);
        for (ushort a = 1; a <= Participants; a++)
        {
            for (ushort b = (ushort)(a + 1); b <= Participants; b++)
            {
                if (random.Next(100) < PairsWithoutLinePercent)
                    continue;
                yield return Command.Of(Header, LineOf(a, b));
                yield return Command.Of(Header, LineOf(b, a));
            }
        }
    }

    private static SetCreditLine LineOf(ushort from, ushort to) => new()
    {
        From = new ParticipantId(from),
        To = new ParticipantId(to),
        Limit = new Money(900_000_000_000L * Money.UnitsPerDollar),
        AddOn = Limits.FullAddOn,
    };

    private static IEnumerable<Command> Baskets(int books)
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(new MarketId(new SkuId(1), new RegionId(1)), 1));
        for (int basket = 0; basket * MonthsOfBasket < books; basket++)
        {
            yield return Command.Of(Header, new DefineBasket
            {
                Code = Code.Parse($"B{basket}"),
                Multiplier = 730,
                Tick = 1,
                FirstMonth = MonthOf(0),
                ListedMonths = (1UL << MonthsOfBasket) - 1,
                Constituents = constituents,
            });
            yield return Command.Of(Header, new SetPriceCollar
            {
                Basket = new BasketId((ushort)(1 + basket)),
                Low = new Price(1_000),
                High = new Price(1_000_000),
            });
        }
    }
}
