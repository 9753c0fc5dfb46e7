using System.Text;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>Reads what <see cref="ExecutionReportCodec"/> writes. Only the text of a rejection is allocated.</summary>
internal static class ExecutionReportReader
{
    internal static MessagePackError TryRead(ReadOnlySpan<byte> body, out ExecutionReport report)
    {
        MessagePackReader reader = new(body, MessagePackReaderOptions.Strict);
        int fields = reader.ReadArrayHeader(byte.MaxValue);
        MessageType type = (MessageType)reader.ReadByte();
        int expected = FieldsOf(type);
        if (expected == 0) reader.Refuse(MessagePackError.OutOfRange);
        if (fields != expected) reader.Refuse(MessagePackError.ArrayCountMismatch);
        report = ReadLeading(ref reader);
        report = type == MessageType.RequestRejected ? ReadRejection(ref reader, report) : ReadOrder(ref reader, report);
        report = type switch
        {
            MessageType.OrderAccepted => report with { Type = ExecutionType.New },
            MessageType.OrderTraded => ReadTrade(ref reader, report),
            MessageType.OrderReplaced => report with { Type = ExecutionType.Replaced, OrigClOrdId = reader.ReadClOrdId() },
            MessageType.OrderCancelled => ReadCancelled(ref reader, report),
            MessageType.OrderExpired => report with
            {
                Type = ExecutionType.Expired,
                ExpiryReason = (ExpiryReason)reader.ReadChoice((byte)ExpiryReason.GoodTillDate),
            },
            _ => report,
        };
        if (reader.Finish() == MessagePackError.None) return MessagePackError.None;
        report = default;
        return reader.Error;
    }

    private static int FieldsOf(MessageType type) => type switch
    {
        MessageType.OrderAccepted => ExecutionReportCodec.AcceptedFields,
        MessageType.OrderTraded => ExecutionReportCodec.TradedFields,
        MessageType.OrderReplaced => ExecutionReportCodec.ReplacedFields,
        MessageType.OrderCancelled => ExecutionReportCodec.CancelledFields,
        MessageType.OrderExpired => ExecutionReportCodec.ExpiredFields,
        MessageType.RequestRejected => ExecutionReportCodec.RejectedFields,
        _ => 0,
    };

    private static ExecutionReport ReadLeading(ref MessagePackReader reader) => new()
    {
        ReportNumber = reader.ReadNumber(),
        ExecId = new ExecId(reader.ReadNumber(), (int)reader.ReadInteger(0, int.MaxValue)),
        Time = reader.ReadTime(),
        RequestNumber = reader.ReadOptionalNumber(long.MaxValue),
    };

    private static ExecutionReport ReadOrder(ref MessagePackReader reader, in ExecutionReport leading) => leading with
    {
        Participant = reader.ReadParticipant(),
        ClOrdId = reader.ReadClOrdId(),
        Entry = reader.ReadNumber(),
        Side = (Side)reader.ReadChoice((byte)Side.Sell),
        Instrument = reader.ReadInstrument(),
        Limit = new Price((int)reader.ReadOptionalNumber(int.MaxValue)),
        Leaves = reader.ReadInt64(),
        Cumulative = reader.ReadInt64(),
    };

    private static ExecutionReport ReadTrade(ref MessagePackReader reader, in ExecutionReport order) => order with
    {
        Type = ExecutionType.Trade,
        Group = reader.ReadNumber(),
        Traded = reader.ReadInstrument(),
        Quantity = reader.ReadInt32(),
        Price = reader.ReadPrice(),
        IsAggressor = reader.ReadBoolean(),
        Counterparty = new ParticipantId((ushort)reader.ReadOptionalNumber(ushort.MaxValue)),
    };

    private static ExecutionReport ReadCancelled(ref MessagePackReader reader, in ExecutionReport order) => order with
    {
        Type = ExecutionType.Cancelled,
        OrigClOrdId = reader.ReadOptionalClOrdId(),
        CancelReason = (CancelReason)reader.ReadChoice((byte)CancelReason.Disconnected),
    };

    private static ExecutionReport ReadRejection(ref MessagePackReader reader, in ExecutionReport leading) => leading with
    {
        Type = ExecutionType.Rejected,
        Participant = new ParticipantId((ushort)reader.ReadOptionalNumber(ushort.MaxValue)),
        ClOrdId = reader.ReadOptionalClOrdId(),
        Refused = (MessageType)reader.ReadByte(),
        RejectReason = (RejectReason)reader.ReadChoice((byte)RejectReason.RequestGap),
        RejectField = (RejectField)reader.ReadInteger(0, (byte)RejectField.RequestNumber),
        Text = Encoding.UTF8.GetString(reader.ReadUtf8(RejectText.MaxBytes)),
    };
}
