using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Protocol.Tests.Reports;

[Collection(Alone.Name)]
public sealed class ExecutionReportCodecTests
{
    [Fact]
    public void Each_side_of_every_event_reads_back_as_the_event_says()
    {
        foreach (EventKind kind in RandomEvent.Reported)
        {
            Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
            {
                Event happened = new RandomEvent(new Random(seed)).Of(kind);
                foreach (Side side in new[] { Side.Buy, Side.Sell })
                {
                    byte[] body = Encode(happened, side);
                    if (ExecutionReportCodec.TryDecode(body, out ExecutionReport report) != MessagePackError.None) return false;
                    if (report != Expected(happened, side)) return false;
                }

                return true;
            }).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void A_forward_trade_names_the_counterparty_and_a_basket_trade_does_not()
    {
        Event forward = SampleEvents.Trade(SampleEvents.Forward);
        Assert.Equal(SampleEvents.Seller, Decode(Encode(forward, Side.Buy)).Counterparty);
        Assert.Equal(SampleEvents.Buyer, Decode(Encode(forward, Side.Sell)).Counterparty);
        Event basket = SampleEvents.Trade(SampleEvents.Future);
        Assert.Equal(default, Decode(Encode(basket, Side.Buy)).Counterparty);
        Assert.Equal(default, Decode(Encode(basket, Side.Sell)).Counterparty);
    }

    [Fact]
    public void A_report_tells_the_request_number_only_to_the_session_that_sent_the_request()
    {
        Event trade = SampleEvents.Trade(SampleEvents.Forward);
        Assert.Equal(trade.Header.RequestNumber, Decode(Encode(trade, Side.Buy)).RequestNumber);
        Assert.Equal(0, Decode(Encode(trade, Side.Sell)).RequestNumber);
    }

    [Fact]
    public void A_report_holds_nothing_of_the_other_sides_order()
    {
        byte[] body = Encode(SampleEvents.Trade(SampleEvents.Forward), Side.Buy);
        Assert.NotEqual(-1, body.AsSpan().IndexOf("buyers"u8));
        Assert.Equal(-1, body.AsSpan().IndexOf("sellers"u8));
    }

    [Fact]
    public void A_rejection_tells_reason_field_and_a_text_that_names_the_field()
    {
        Event rejected = Event.Of(default, new Rejected
        {
            Command = CommandKind.NewOrder,
            Session = new SessionId(1),
            ReportNumber = 1,
            ClOrdId = ClOrdId.Parse("a1"),
            Reason = RejectReason.InvalidQuantity,
            Field = RejectField.OrderQty,
        });
        ExecutionReport report = Decode(Encode(rejected, Side.Buy));
        Assert.Equal(MessageType.NewOrder, report.Refused);
        Assert.Equal("OrderQty: not positive, too large, or no multiple of the lot", report.Text);
    }

    [Fact]
    public void Every_reason_and_field_has_a_text_of_its_own_within_the_bound()
    {
        HashSet<string> texts = [];
        foreach (RejectReason reason in Enum.GetValues<RejectReason>())
        {
            foreach (RejectField field in Enum.GetValues<RejectField>())
            {
                string text = RejectText.Of(reason, field);
                Assert.True(texts.Add(text), text);
                Assert.InRange(text.Length, 1, RejectText.MaxBytes);
                if (field != RejectField.None) Assert.StartsWith($"{field}: ", text);
            }
        }
    }

    [Fact]
    public void Events_are_reported_to_the_sessions_of_their_orders_and_the_engines_own_orders_to_nobody()
    {
        Event trade = SampleEvents.Trade(SampleEvents.Forward);
        Assert.True(ExecutionReportCodec.IsReported(trade, Side.Buy, out SessionId buyer, out long first));
        Assert.Equal((new SessionId(1), 11L), (buyer, first));
        Assert.True(ExecutionReportCodec.IsReported(trade, Side.Sell, out SessionId seller, out long second));
        Assert.Equal((new SessionId(2), 22L), (seller, second));
        Assert.False(ExecutionReportCodec.IsReported(Event.Of(default, new OrderAccepted()), Side.Buy, out _, out _));
        Event hour = Event.Of(default, new HourPassed { FromHour = 1, ToHour = 2 });
        Assert.False(ExecutionReportCodec.IsReported(hour, Side.Buy, out _, out _));
        Assert.Equal(0, ExecutionReportCodec.Encode(hour, Side.Buy, new byte[100]));
    }

    [Fact]
    public void A_hundred_thousand_mutated_reports_are_read_without_harm()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        RandomEvent events = new(random);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] body = Mutation.Of(random, Encode(events.Any(), (Side)random.Next(1, 3)));
            try
            {
                if (ExecutionReportCodec.TryDecode(body, out ExecutionReport report) == MessagePackError.None) accepted++;
                else Assert.Equal(default, report);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, report {i}, bytes {Convert.ToHexString(body)}: {exception}");
            }
        }

        Assert.InRange(accepted, 1_000, 90_000);
    }

    [Fact]
    public void A_report_cut_anywhere_is_malformed()
    {
        RandomEvent events = new(new Random(1));
        foreach (EventKind kind in RandomEvent.Reported)
        {
            byte[] body = Encode(events.Of(kind), Side.Buy);
            for (int length = 0; length < body.Length; length++)
                Assert.NotEqual(MessagePackError.None, ExecutionReportCodec.TryDecode(body.AsSpan(0, length), out _));
            Assert.Equal(MessagePackError.TrailingBytes, ExecutionReportCodec.TryDecode([.. body, 0], out _));
        }
    }

    [Fact]
    public void Writing_a_report_allocates_nothing()
    {
        Event trade = SampleEvents.Trade(SampleEvents.Forward);
        byte[] buffer = new byte[ExecutionReportCodec.MaxBodyBytes];
        ExecutionReportCodec.Encode(trade, Side.Buy, buffer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) ExecutionReportCodec.Encode(trade, Side.Sell, buffer);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_longest_report_fits_the_bound()
    {
        ClOrdId id = ClOrdId.Parse(new string('x', ClOrdId.MaxLength));
        MarketId market = new(new SkuId(ushort.MaxValue), new RegionId(ushort.MaxValue));
        Instrument window = Instrument.Forward(market, new DeliveryWindow(int.MinValue, int.MinValue));
        EventHeader header = new()
        {
            Sequence = long.MaxValue,
            Index = int.MaxValue,
            Time = EngineTime.Never,
            Session = new SessionId(1),
            RequestNumber = long.MaxValue,
        };
        OrderState order = new()
        {
            Participant = new ParticipantId(ushort.MaxValue),
            Session = new SessionId(1),
            ReportNumber = long.MaxValue,
            ClOrdId = id,
            Entry = long.MaxValue,
            Side = Side.Buy,
            Instrument = window,
            Limit = new Price(int.MaxValue),
            Leaves = long.MaxValue,
            Cumulative = long.MaxValue,
        };
        Trade trade = new() { Group = long.MaxValue, Instrument = window, Quantity = int.MaxValue, Buy = order, Sell = order };
        int longestText = Enum.GetValues<RejectReason>().Max(reason => RejectText.Of(reason, RejectField.Constituents).Length);
        Assert.InRange(Encode(Event.Of(header, trade), Side.Buy).Length, 140, ExecutionReportCodec.MaxBodyBytes);
        Assert.InRange(longestText + 90, 90, ExecutionReportCodec.MaxBodyBytes);
    }

    private static byte[] Encode(in Event happened, Side side)
    {
        byte[] buffer = new byte[ExecutionReportCodec.MaxBodyBytes];
        int length = ExecutionReportCodec.Encode(happened, side, buffer);
        Assert.NotEqual(0, length);
        return buffer[..length];
    }

    private static ExecutionReport Decode(byte[] body)
    {
        Assert.Equal(MessagePackError.None, ExecutionReportCodec.TryDecode(body, out ExecutionReport report));
        return report;
    }

    private static ExecutionReport Expected(in Event happened, Side side) => happened.Kind switch
    {
        EventKind.New => Of(happened, happened.Accepted.Order) with { Type = ExecutionType.New },
        EventKind.Trade => OfTrade(happened, side),
        EventKind.Replaced => Of(happened, happened.Replaced.Order) with
        {
            Type = ExecutionType.Replaced,
            OrigClOrdId = happened.Replaced.OrigClOrdId,
        },
        EventKind.Cancelled => Of(happened, happened.Cancelled.Order) with
        {
            Type = ExecutionType.Cancelled,
            OrigClOrdId = happened.Cancelled.OrigClOrdId,
            CancelReason = happened.Cancelled.Reason,
        },
        EventKind.Expired => Of(happened, happened.Expired.Order) with
        {
            Type = ExecutionType.Expired,
            ExpiryReason = happened.Expired.Reason,
        },
        _ => Of(happened, new OrderState { Session = happened.Rejected.Session }) with
        {
            Type = ExecutionType.Rejected,
            ReportNumber = happened.Rejected.ReportNumber,
            Participant = happened.Rejected.Participant,
            ClOrdId = happened.Rejected.ClOrdId,
            Refused = CommandCodec.TypeOf(happened.Rejected.Command),
            RejectReason = happened.Rejected.Reason,
            RejectField = happened.Rejected.Field,
            Text = RejectText.Of(happened.Rejected.Reason, happened.Rejected.Field),
        },
    };

    private static ExecutionReport OfTrade(in Event happened, Side side)
    {
        Trade trade = happened.Trade;
        (OrderState mine, OrderState other) = side == Side.Buy ? (trade.Buy, trade.Sell) : (trade.Sell, trade.Buy);
        return Of(happened, mine) with
        {
            Type = ExecutionType.Trade,
            Group = trade.Group,
            Traded = trade.Instrument,
            Quantity = trade.Quantity,
            Price = trade.Price,
            IsAggressor = trade.AggressorSide == side,
            Counterparty = trade.Instrument.IsBasket ? default : other.Participant,
        };
    }

    private static ExecutionReport Of(in Event happened, in OrderState order) => new()
    {
        ReportNumber = order.ReportNumber,
        ExecId = new ExecId(happened.Header.Sequence, happened.Header.Index),
        Time = happened.Header.Time,
        RequestNumber = order.Session == happened.Header.Session ? happened.Header.RequestNumber : 0,
        Participant = order.Participant,
        ClOrdId = order.ClOrdId,
        Entry = order.Entry,
        Side = order.Side,
        Instrument = order.Instrument,
        Limit = order.Limit,
        Leaves = order.Leaves,
        Cumulative = order.Cumulative,
    };
}
