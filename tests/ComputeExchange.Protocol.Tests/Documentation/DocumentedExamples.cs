using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Protocol.Tests.Reports;
using ComputeExchange.Protocol.Tests.Requests;

namespace ComputeExchange.Protocol.Tests.Documentation;

/// <summary>The messages that docs/PROTOCOL.md shows as bytes, by the name that its blocks carry.</summary>
internal static class DocumentedExamples
{
    internal static SortedDictionary<string, byte[]> All => new(StringComparer.Ordinal)
    {
        ["Frame"] = Framed(Body(default(Heartbeat))),
        ["Hello"] = Body(SampleMessages.Hello),
        ["Logon"] = Body(SampleMessages.Logon),
        ["LogonAccepted"] = Body(SampleMessages.LogonAccepted),
        ["Disconnected"] = Body(Disconnected.For(DisconnectReason.Superseded)),
        ["NewOrder"] = Request(7, SampleRequests.PlainOrder),
        ["NewOrderWindowTerms"] = Request(8, SampleRequests.FlexibleOrder),
        ["ReplaceOrder"] = Body(Command.Of(Header(9), new ReplaceOrder
        {
            Participant = new ParticipantId(3),
            ClOrdId = ClOrdId.Parse("a2"),
            OrigClOrdId = ClOrdId.Parse("a1"),
            Given = ReplacedTerms.Gpus,
            Gpus = 32,
        })),
        ["CancelOrder"] = Body(Command.Of(
            Header(10), new CancelOrder { Participant = new ParticipantId(3), OrigClOrdId = ClOrdId.Parse("a2") })),
        ["Quote"] = Body(Command.Of(Header(11), new Quote
        {
            Participant = new ParticipantId(3),
            QuoteId = ClOrdId.Parse("q1"),
            Basket = new BasketId(1),
            Month = DeliveryMonth.Of(2026, 8),
            HasBid = true,
            BidTicks = 25_800,
            BidLots = 10,
        })),
        ["OrderTraded"] = Report(SampleEvents.Trade(SampleEvents.Forward), Side.Buy),
        ["RequestRejected"] = Report(SampleEvents.Rejected, Side.Buy),
        ["RequestApplied"] =
            Body(new RequestApplied { RequestNumber = 7, Sequence = 500, Request = MessageType.SetCreditLine }),
        ["Subscribe"] = Body(new Subscribe { SubscriptionId = 1, Instrument = SampleEvents.Future }),
        ["MarketSnapshot"] = Body(SampleMessages.Snapshot),
        ["MarketIncrement"] = Body(SampleMessages.Increment),
        ["MarketPrint"] = Body(SampleMessages.Print),
    };

    private static CommandHeader Header(long requestNumber) => new() { RequestNumber = requestNumber };

    private static byte[] Request(long requestNumber, in NewOrder order) => Body(Command.Of(Header(requestNumber), order));

    private static byte[] Body(in Command command)
    {
        byte[] buffer = new byte[CommandCodec.MaxBodyBytes];
        return buffer[..CommandCodec.Encode(command, buffer)];
    }

    private static byte[] Body<T>(in T message) where T : struct, IMessage<T>
    {
        byte[] buffer = new byte[1_024];
        return buffer[..MessageCodec.Encode(message, buffer)];
    }

    private static byte[] Report(in Event happened, Side side)
    {
        byte[] buffer = new byte[ExecutionReportCodec.MaxBodyBytes];
        return buffer[..ExecutionReportCodec.Encode(happened, side, buffer)];
    }

    private static byte[] Framed(byte[] body)
    {
        byte[] frame = new byte[Frame.PrefixBytes + body.Length];
        body.CopyTo(frame, Frame.PrefixBytes);
        return frame[..new FrameWriter(Frame.DefaultMaxBodyBytes).Seal(frame, body.Length)];
    }
}
