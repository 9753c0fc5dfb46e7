using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>A trade in a basket contract that is subscribed to. It names no participant.</summary>
public readonly record struct MarketPrint : IMessage<MarketPrint>
{
    /// <summary>The subscription.</summary>
    public uint SubscriptionId { get; init; }

    /// <summary>One more than that of the subscription's message before it; otherwise something was missed.</summary>
    public long SequenceNumber { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The price.</summary>
    public Price Price { get; init; }

    /// <summary>Lots.</summary>
    public int Quantity { get; init; }

    /// <summary>The aggressor's side.</summary>
    public Side AggressorSide { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.MarketPrint;

    /// <inheritdoc/>
    public static int Fields => 7;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in MarketPrint message)
    {
        writer.WriteUInt64(message.SubscriptionId);
        writer.WriteInt64(message.SequenceNumber);
        writer.Write(message.Time);
        writer.Write(message.Price);
        writer.WriteInt64(message.Quantity);
        writer.WriteUInt64((byte)message.AggressorSide);
    }

    /// <inheritdoc/>
    public static MarketPrint Read(ref MessagePackReader reader) => new()
    {
        SubscriptionId = reader.ReadUInt32(),
        SequenceNumber = reader.ReadNumber(),
        Time = reader.ReadTime(),
        Price = reader.ReadPrice(),
        Quantity = reader.ReadInt32(),
        AggressorSide = (Side)reader.ReadChoice((byte)Side.Sell),
    };
}
