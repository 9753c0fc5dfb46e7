using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using Xunit;

namespace ComputeExchange.Protocol.Tests;

public sealed class MessageCodecTests
{
    private const int Mutations = 4_000;

    private readonly Code _code = Code.Parse("us-east-1");

    [Fact]
    public void Session_messages_hold()
    {
        Holds(SampleMessages.Hello);
        Holds(SampleMessages.Logon);
        Holds(SampleMessages.Logon with { Participant = Code.Parse("ALPHA") });
        Holds(SampleMessages.LogonAccepted);
        foreach (DisconnectReason reason in Enum.GetValues<DisconnectReason>())
        {
            Holds(LogonRefused.For(reason));
            Holds(Disconnected.For(reason));
        }

        Holds(default(Logout));
        Holds(default(Heartbeat));
    }

    [Fact]
    public void Reference_data_hold()
    {
        Holds(SampleMessages.Sku);
        Holds(new ReferenceRegion { Id = new RegionId(2), Definition = new DefineRegion { Code = _code } });
        Holds(new ReferenceWorkload { Id = new WorkloadId(3), Definition = new DefineWorkload { Code = _code } });
        Holds(new ReferenceMarket { Definition = new DefineMarket { Market = new MarketId(new(1), new(2)), LeadHours = 2 } });
        Holds(new ReferenceParticipant
        {
            Id = new ParticipantId(4),
            Definition = new DefineParticipant { Code = _code, Kind = ParticipantKind.MarketMaker },
        });
        Holds(SampleMessages.Basket);
        Holds(default(ReferenceDataEnd));
    }

    [Fact]
    public void Answers_and_queries_hold()
    {
        Holds(new RequestApplied { RequestNumber = 7, Sequence = 500, Request = MessageType.DefineSku, Id = 3 });
        Holds(new RequestApplied { RequestNumber = 8, Sequence = 501, Request = MessageType.SetCreditLine });
        Holds(new RequestRefused { RequestNumber = 7, Reason = RejectReason.RequestGap });
        Holds(new ReportsGone { FirstReportNumber = 5, LastReportNumber = 19 });
        Holds(new OpenOrdersQuery { QueryId = 4 });
        Holds(new PositionsQuery { QueryId = uint.MaxValue });
        Holds(new SnapshotNow { QueryId = 6 });
        Holds(new SnapshotTaken { QueryId = 6, Sequence = 500 });
        Holds(new QueryRefused { QueryId = 6, Reason = QueryRefusal.NotPermitted });
    }

    [Fact]
    public void Pages_hold_up_to_their_bound()
    {
        foreach (int rows in new[] { 0, 1, OpenOrdersPage.MaxOrders })
        {
            OpenOrdersPage orders = Passed(SampleMessages.OrdersPage(rows), out OpenOrdersPage given);
            Assert.Equal(given with { Orders = default }, orders with { Orders = default });
            Assert.Equal(given.Orders.ToArray(), orders.Orders.ToArray());
            PositionsPage positions = Passed(SampleMessages.Positions(rows), out PositionsPage told);
            Assert.Equal(told.Cash, positions.Cash);
            Assert.Equal(told.Exposures.ToArray(), positions.Exposures.ToArray());
            Assert.Equal(told.Baskets.ToArray(), positions.Baskets.ToArray());
        }

        byte[] buffer = new byte[Frame.DefaultMaxBodyBytes];
        Assert.Equal(0, MessageCodec.Encode(SampleMessages.OrdersPage(OpenOrdersPage.MaxOrders + 1), buffer));
        Assert.Equal(0, MessageCodec.Encode(SampleMessages.Positions(PositionsPage.MaxRows + 1), buffer));
        HarmedHolds(SampleMessages.OrdersPage(3));
        HarmedHolds(SampleMessages.Positions(3));
    }

    [Fact]
    public void Market_data_hold()
    {
        Holds(new Subscribe { SubscriptionId = 1, Instrument = Reports.SampleEvents.Future });
        Holds(new Subscribe { SubscriptionId = 2, Instrument = Reports.SampleEvents.Forward });
        Holds(new Unsubscribe { SubscriptionId = 1 });
        Holds(new SubscriptionRefused { SubscriptionId = 1, Reason = QueryRefusal.TooMany });
        Holds(SampleMessages.Snapshot);
        Holds(SampleMessages.Increment);
        Holds(SampleMessages.Print);
    }

    [Fact]
    public void An_increment_changes_what_it_names_and_nothing_else()
    {
        TopOfBook after = SampleMessages.Increment.After(SampleMessages.Snapshot.Top);
        Assert.Equal(0, after.BestBid.Quantity);
        Assert.Equal(new PriceQuantity(new Price(25_100), 3), after.BestAsk);
        Assert.Equal(SampleMessages.Snapshot.Top.DealableBid, after.DealableBid);
        Assert.Equal(SampleMessages.Snapshot.Top.DealableAsk, after.DealableAsk);
    }

    [Fact]
    public void An_instrument_of_no_kind_has_no_form_on_the_wire() =>
        Assert.Equal(0, MessageCodec.Encode(new Subscribe { SubscriptionId = 1 }, new byte[100]));

    [Fact]
    public void The_type_is_read_without_the_rest_and_another_type_is_refused()
    {
        byte[] body = Encode(default(Heartbeat));
        Assert.Equal(MessagePackError.None, MessageCodec.TryPeek(body, out MessageType type));
        Assert.Equal(MessageType.Heartbeat, type);
        Assert.Equal(MessagePackError.OutOfRange, MessageCodec.TryDecode(body, out Logout _));
        Assert.Equal(MessagePackError.WrongType, MessageCodec.TryPeek([0xc0], out _));
        Assert.Equal(MessagePackError.Truncated, MessageCodec.TryPeek([0x91], out _));
    }

    [Fact]
    public void Every_type_has_a_number_below_128() =>
        Assert.All(Enum.GetValues<MessageType>(), type => Assert.InRange((byte)type, 0, 127));

    private static void Holds<T>(T message) where T : struct, IMessage<T>
    {
        Assert.Equal(message, Passed(message, out _));
        HarmedHolds(message);
    }

    private static T Passed<T>(T message, out T given) where T : struct, IMessage<T>
    {
        given = message;
        Assert.Equal(MessagePackError.None, MessageCodec.TryDecode(Encode(message), out T back));
        return back;
    }

    /// <summary>Cut, it is malformed; damaged, it does no harm, and what is accepted encodes to the same bytes.</summary>
    private static void HarmedHolds<T>(T message) where T : struct, IMessage<T>
    {
        byte[] body = Encode(message);
        for (int length = 0; length < body.Length; length++)
            Assert.NotEqual(MessagePackError.None, MessageCodec.TryDecode(body.AsSpan(0, length), out T _));
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] harmed = Mutation.Of(random, body);
            try
            {
                if (MessageCodec.TryDecode(harmed, out T read) == MessagePackError.None) Assert.Equal(harmed, Encode(read));
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, mutation {i}, bytes {Convert.ToHexString(harmed)}: {exception}");
            }
        }
    }

    private static byte[] Encode<T>(T message) where T : struct, IMessage<T>
    {
        byte[] buffer = new byte[Frame.DefaultMaxBodyBytes];
        int length = MessageCodec.Encode(message, buffer);
        Assert.NotEqual(0, length);
        return buffer[..length];
    }
}
