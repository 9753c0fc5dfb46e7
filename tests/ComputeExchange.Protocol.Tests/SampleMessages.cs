using ComputeExchange.Messages;
using ComputeExchange.Protocol.Tests.Requests;

namespace ComputeExchange.Protocol.Tests;

/// <summary>One of each message that is no command and no report; docs/PROTOCOL.md shows some of them as bytes.</summary>
internal static class SampleMessages
{
    private static readonly RandomCommand Random = new(new Random(1));

    internal static readonly Bytes32 Nonce = Bytes32.From([.. Enumerable.Range(0, Bytes32.Size).Select(i => (byte)i)]);
    internal static readonly byte[] Key = [.. Enumerable.Repeat((byte)0x42, LogonAnswer.KeyBytes)];

    internal static Hello Hello => new() { ProtocolVersion = 1, Nonce = Nonce, ServerId = Code.Parse("cx-1") };

    internal static Logon Logon => new()
    {
        ProtocolVersion = 1,
        SessionName = Code.Parse("ALPHA-1"),
        Answer = LogonAnswer.Of(Key, Nonce, Code.Parse("ALPHA-1")),
        LastReportNumber = 17,
        CancelOnDisconnect = true,
        GraceMillis = 5_000,
        HeartbeatMillis = 1_000,
    };

    internal static LogonAccepted LogonAccepted => new()
    {
        Session = new SessionId(5),
        Participant = new ParticipantId(3),
        Kind = ParticipantKind.Dealer,
        LastRequestNumber = 6,
        FirstReportNumber = 1,
        LastReportNumber = 19,
        Time = new EngineTime(1_785_585_600_000_000_000),
        MaxBodyBytes = 65_536,
        RequestsPerSecond = 1_000,
        HeartbeatMillis = 1_000,
    };

    internal static MarketSnapshot Snapshot => new()
    {
        SubscriptionId = 1,
        SequenceNumber = 1,
        Time = new EngineTime(1_785_585_600_000_000_000),
        Top = new TopOfBook
        {
            BestBid = new PriceQuantity(new Price(24_900), 10),
            DealableBid = new PriceQuantity(new Price(24_900), 10),
        },
    };

    internal static MarketIncrement Increment => new()
    {
        SubscriptionId = 1,
        SequenceNumber = 2,
        Time = new EngineTime(1_785_585_600_000_000_001),
        BestBid = default(PriceQuantity),
        BestAsk = new PriceQuantity(new Price(25_100), 3),
    };

    internal static MarketPrint Print => new()
    {
        SubscriptionId = 1,
        SequenceNumber = 3,
        Time = new EngineTime(1_785_585_600_000_000_002),
        Price = new Price(25_000),
        Quantity = 2,
        AggressorSide = Side.Buy,
    };

    internal static OpenOrdersPage OrdersPage(int orders) => new()
    {
        QueryId = 4,
        AsOfReportNumber = 19,
        IsLast = true,
        Orders = Enumerable.Range(0, orders).Select(i => new OpenOrder
        {
            ClOrdId = ClOrdId.Parse($"a{i}"),
            Entry = 40 + i,
            Side = Side.Sell,
            Instrument = Random.Instrument(),
            Limit = new Price(25_000),
            Leaves = 64,
            Cumulative = 8,
        }).ToArray(),
    };

    internal static PositionsPage Positions(int rows) => new()
    {
        QueryId = 5,
        AsOfReportNumber = 19,
        Cash = new Money(-5),
        Exposures = Enumerable.Repeat(new ExposurePosition(new MarketId(new(1), new(2)), new(79), -1_536), rows).ToArray(),
        Baskets = Enumerable.Repeat(new BasketPosition(new BasketId(1), new DeliveryMonth(79), 2, new(36_500)), rows).ToArray(),
    };

    internal static ReferenceSku Sku => new() { Id = new SkuId(1), Definition = Random.Sku() };

    internal static ReferenceBasket Basket => new() { Id = new BasketId(1), Definition = Random.Basket(3) };
}
