using System.Text.Unicode;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>How ids, codes and instruments stand on the wire.</summary>
internal static class IdentityFields
{
    private const int ForwardFields = 4;
    private const int FutureFields = 2;

    internal static ParticipantId ReadParticipant(this ref MessagePackReader reader) => new(reader.ReadUInt16());

    internal static BasketId ReadBasket(this ref MessagePackReader reader) => new(reader.ReadUInt16());

    internal static SessionId ReadSession(this ref MessagePackReader reader) => new(reader.ReadUInt16());

    internal static MarketId ReadMarket(this ref MessagePackReader reader) =>
        new(new SkuId(reader.ReadUInt16()), new RegionId(reader.ReadUInt16()));

    internal static DeliveryMonth ReadMonth(this ref MessagePackReader reader) => new(reader.ReadInt32());

    internal static void Write(this ref MessagePackWriter writer, ParticipantId id) => writer.WriteUInt64(id.Value);

    internal static void Write(this ref MessagePackWriter writer, BasketId id) => writer.WriteUInt64(id.Value);

    internal static void Write(this ref MessagePackWriter writer, SessionId id) => writer.WriteUInt64(id.Value);

    internal static void Write(this ref MessagePackWriter writer, DeliveryMonth month) => writer.WriteInt64(month.Index);

    internal static void Write(this ref MessagePackWriter writer, MarketId market)
    {
        writer.WriteUInt64(market.Sku.Value);
        writer.WriteUInt64(market.Region.Value);
    }

    internal static ClOrdId ReadClOrdId(this ref MessagePackReader reader)
    {
        ReadOnlySpan<byte> text = reader.ReadUncheckedUtf8(ClOrdId.MaxLength);
        // What is printable ASCII is well-formed UTF-8 as well: only what is refused need be looked at twice.
        if (!ClOrdId.TryParse(text, out ClOrdId id))
            reader.Refuse(Utf8.IsValid(text) ? MessagePackError.OutOfRange : MessagePackError.BadUtf8);
        return id;
    }

    internal static ClOrdId ReadOptionalClOrdId(this ref MessagePackReader reader) =>
        reader.TryReadNil() ? default : reader.ReadClOrdId();

    /// <summary>Writes an order id; none is nil.</summary>
    internal static void Write(this ref MessagePackWriter writer, ClOrdId id)
    {
        Span<byte> text = stackalloc byte[ClOrdId.MaxLength];
        if (id.Length == 0) writer.WriteNil();
        else writer.WriteUtf8(text[..id.CopyTo(text)]);
    }

    internal static Code ReadCode(this ref MessagePackReader reader)
    {
        ReadOnlySpan<byte> text = reader.ReadUtf8(Code.MaxLength);
        if (!Code.TryParse(text, out Code code)) reader.Refuse(MessagePackError.OutOfRange);
        return code;
    }

    internal static Code ReadOptionalCode(this ref MessagePackReader reader) => reader.TryReadNil() ? default : reader.ReadCode();

    /// <summary>Writes a code; none is nil.</summary>
    internal static void Write(this ref MessagePackWriter writer, Code code)
    {
        Span<byte> text = stackalloc byte[Code.MaxLength];
        if (code.Length == 0) writer.WriteNil();
        else writer.WriteUtf8(text[..code.CopyTo(text)]);
    }

    /// <summary>Reads [sku, region, startHour, hours] or [basket, month]: the count tells which.</summary>
    internal static Instrument ReadInstrument(this ref MessagePackReader reader)
    {
        switch (reader.ReadArrayHeader(ForwardFields))
        {
            case ForwardFields:
                MarketId market = reader.ReadMarket();
                return Instrument.Forward(market, new DeliveryWindow(reader.ReadInt32(), reader.ReadInt32()));
            case FutureFields:
                return Instrument.Future(reader.ReadBasket(), reader.ReadMonth());
            default:
                reader.Refuse(MessagePackError.ArrayCountMismatch);
                return default;
        }
    }

    /// <summary>Writes an instrument; one of no kind has no form and is refused.</summary>
    internal static void Write(this ref MessagePackWriter writer, in Instrument instrument)
    {
        switch (instrument.Kind)
        {
            case InstrumentKind.Forward:
                writer.WriteArrayHeader(ForwardFields);
                writer.Write(instrument.Market);
                writer.WriteInt64(instrument.Window.StartHour);
                writer.WriteInt64(instrument.Window.Hours);
                break;
            case InstrumentKind.BasketFuture:
                writer.WriteArrayHeader(FutureFields);
                writer.Write(instrument.Basket);
                writer.Write(instrument.Month);
                break;
            default:
                writer.Refuse(MessagePackError.OutOfRange);
                break;
        }
    }
}
