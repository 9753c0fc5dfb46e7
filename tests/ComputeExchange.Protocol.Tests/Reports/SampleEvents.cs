using ComputeExchange.Messages;

namespace ComputeExchange.Protocol.Tests.Reports;

/// <summary>A trade between two sessions: the buyer's, 1, sent the request that caused it.</summary>
internal static class SampleEvents
{
    internal static readonly ParticipantId Buyer = new(3);
    internal static readonly ParticipantId Seller = new(4);
    internal static readonly Instrument Future = Instrument.Future(new BasketId(1), new DeliveryMonth(79));

    internal static readonly Instrument Forward =
        Instrument.Forward(new MarketId(new SkuId(1), new RegionId(2)), new DeliveryWindow(57708, 24));

    internal static EventHeader Header => new()
    {
        Sequence = 500,
        Index = 1,
        Time = new EngineTime(1_785_585_600_000_000_000),
        Session = new SessionId(1),
        RequestNumber = 7,
    };

    internal static Event Rejected => Event.Of(Header, new Rejected
    {
        Command = CommandKind.NewOrder,
        Participant = Buyer,
        Session = new SessionId(1),
        ReportNumber = 12,
        ClOrdId = ClOrdId.Parse("buyers"),
        Reason = RejectReason.InvalidQuantity,
        Field = RejectField.OrderQty,
    });

    internal static Event Trade(Instrument instrument) => Event.Of(Header, new Trade
    {
        Group = 9,
        Instrument = instrument,
        Quantity = 24,
        Price = new Price(25_000),
        AggressorSide = Side.Buy,
        Buy = Order(Side.Buy, instrument) with { Limit = new Price(26_000), Leaves = 0, Cumulative = 24 },
        Sell = Order(Side.Sell, instrument) with { Limit = new Price(25_000), Leaves = 40, Cumulative = 24 },
    });

    internal static OrderState Order(Side side, Instrument instrument) => new()
    {
        Participant = side == Side.Buy ? Buyer : Seller,
        Session = new SessionId((ushort)side),
        ReportNumber = 11 * (long)side,
        ClOrdId = ClOrdId.Parse(side == Side.Buy ? "buyers" : "sellers"),
        Entry = side == Side.Buy ? 41 : 40,
        Side = side,
        Instrument = instrument,
        Limit = new Price(25_000),
        Leaves = 24,
    };
}
