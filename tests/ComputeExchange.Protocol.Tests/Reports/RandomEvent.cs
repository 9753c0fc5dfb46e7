using ComputeExchange.Messages;
using ComputeExchange.Protocol.Tests.Requests;

namespace ComputeExchange.Protocol.Tests.Reports;

/// <summary>Events with fields of every size.</summary>
internal sealed class RandomEvent(Random random)
{
    internal static readonly EventKind[] Reported =
        [EventKind.New, EventKind.Trade, EventKind.Replaced, EventKind.Cancelled, EventKind.Expired, EventKind.Rejected];

    private readonly RandomCommand _commands = new(random);

    internal Event Any() => Of(Reported[random.Next(Reported.Length)]);

    internal Event Of(EventKind kind)
    {
        EventHeader header = new()
        {
            Sequence = Number(),
            Index = (int)(Number() >> 32),
            Time = new EngineTime(Number()),
            Session = new SessionId((ushort)random.Next(1, 4)),
            RequestNumber = Number(),
        };
        return kind switch
        {
            EventKind.New => Event.Of(header, new OrderAccepted { Order = Order() }),
            EventKind.Trade => Event.Of(header, Trade()),
            EventKind.Replaced => Event.Of(header, new OrderReplaced { Order = Order(), OrigClOrdId = _commands.ClOrdId(20) }),
            EventKind.Cancelled => Event.Of(header, new OrderCancelled
            {
                Order = Order(),
                OrigClOrdId = _commands.Bool() ? _commands.ClOrdId(20) : default,
                Reason = (CancelReason)random.Next(1, 9),
            }),
            EventKind.Expired => Event.Of(header, new OrderExpired { Order = Order(), Reason = (ExpiryReason)random.Next(1, 4) }),
            _ => Event.Of(header, new Rejected
            {
                Command = RandomCommand.Kinds[random.Next(RandomCommand.Kinds.Length)],
                Participant = new ParticipantId(_commands.Id()),
                Session = header.Session,
                ReportNumber = Number(),
                ClOrdId = _commands.Bool() ? _commands.ClOrdId(20) : default,
                Reason = (RejectReason)random.Next(1, (int)RejectReason.RequestGap + 1),
                Field = (RejectField)random.Next((int)RejectField.RequestNumber + 1),
            }),
        };
    }

    private Trade Trade() => new()
    {
        Group = Number(),
        Instrument = _commands.Instrument(),
        Quantity = (int)(Number() >> 32),
        Price = new Price((int)(Number() >> 32)),
        AggressorSide = (Side)random.Next(1, 3),
        Buy = Order(),
        Sell = Order(),
    };

    private OrderState Order() => new()
    {
        Participant = new ParticipantId((ushort)random.Next(1, 1 + ushort.MaxValue)),
        Session = new SessionId((ushort)random.Next(1, 4)),
        ReportNumber = Number(),
        ClOrdId = _commands.ClOrdId(20),
        Entry = Number(),
        Side = (Side)random.Next(1, 3),
        Instrument = _commands.Instrument(),
        Limit = new Price((int)(Number() >> 32)),
        Leaves = Number(),
        Cumulative = Number(),
    };

    /// <summary>A number from 1 on; shifted right by 32, one from 0 on.</summary>
    private long Number() => 1 + (random.NextInt64(long.MaxValue - 1) >> random.Next(62));
}
