using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>
/// The whole state of a subscription: the first answer to it, and what a slow reader gets in place of what it missed. It names
/// no participant.
/// </summary>
public readonly record struct MarketSnapshot : IMessage<MarketSnapshot>
{
    /// <summary>The subscription.</summary>
    public uint SubscriptionId { get; init; }

    /// <summary>Its place in the subscription's stream; the next message of it has the next number.</summary>
    public long SequenceNumber { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>Best and dealable on both sides; of a basket contract both are the same.</summary>
    public TopOfBook Top { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.MarketSnapshot;

    /// <inheritdoc/>
    public static int Fields => 8;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in MarketSnapshot message)
    {
        writer.WriteUInt64(message.SubscriptionId);
        writer.WriteInt64(message.SequenceNumber);
        writer.Write(message.Time);
        LevelFields.Write(ref writer, message.Top.BestBid);
        LevelFields.Write(ref writer, message.Top.BestAsk);
        LevelFields.Write(ref writer, message.Top.DealableBid);
        LevelFields.Write(ref writer, message.Top.DealableAsk);
    }

    /// <inheritdoc/>
    public static MarketSnapshot Read(ref MessagePackReader reader) => new()
    {
        SubscriptionId = reader.ReadUInt32(),
        SequenceNumber = reader.ReadNumber(),
        Time = reader.ReadTime(),
        Top = new TopOfBook
        {
            BestBid = LevelFields.Read(ref reader),
            BestAsk = LevelFields.Read(ref reader),
            DealableBid = LevelFields.Read(ref reader),
            DealableAsk = LevelFields.Read(ref reader),
        },
    };
}

/// <summary>A price and its quantity on the wire: [price, quantity], or an empty array when nothing stands there.</summary>
internal static class LevelFields
{
    private const int Fields = 2;

    internal static void Write(ref MessagePackWriter writer, PriceQuantity level)
    {
        writer.WriteArrayHeader(level.Quantity == 0 ? 0 : Fields);
        if (level.Quantity == 0) return;
        writer.Write(level.Price);
        writer.WriteInt64(level.Quantity);
    }

    internal static PriceQuantity Read(ref MessagePackReader reader)
    {
        switch (reader.ReadArrayHeader(Fields))
        {
            case 0: return default;
            case Fields: return new PriceQuantity(reader.ReadPrice(), reader.ReadInteger(1, long.MaxValue));
            default:
                reader.Refuse(MessagePackError.ArrayCountMismatch);
                return default;
        }
    }

    /// <summary>Writes a level, or nil when it did not change.</summary>
    internal static void WriteChange(ref MessagePackWriter writer, PriceQuantity? level)
    {
        if (level is { } changed) Write(ref writer, changed);
        else writer.WriteNil();
    }

    internal static PriceQuantity? ReadChange(ref MessagePackReader reader) => reader.TryReadNil() ? null : Read(ref reader);
}
