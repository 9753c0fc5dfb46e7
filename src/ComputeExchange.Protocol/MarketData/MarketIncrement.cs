using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>What changed in a subscription since its last snapshot or increment. It names no participant.</summary>
public readonly record struct MarketIncrement : IMessage<MarketIncrement>
{
    /// <summary>The subscription.</summary>
    public uint SubscriptionId { get; init; }

    /// <summary>One more than that of the subscription's message before it; otherwise something was missed.</summary>
    public long SequenceNumber { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The best bid, if it changed; quantity 0 when there is none any more.</summary>
    public PriceQuantity? BestBid { get; init; }

    /// <summary>The best ask, if it changed.</summary>
    public PriceQuantity? BestAsk { get; init; }

    /// <summary>The best dealable bid, if it changed.</summary>
    public PriceQuantity? DealableBid { get; init; }

    /// <summary>The best dealable ask, if it changed.</summary>
    public PriceQuantity? DealableAsk { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.MarketIncrement;

    /// <inheritdoc/>
    public static int Fields => 8;

    /// <summary>The top of book after this change.</summary>
    public TopOfBook After(in TopOfBook before) => new()
    {
        BestBid = BestBid ?? before.BestBid,
        BestAsk = BestAsk ?? before.BestAsk,
        DealableBid = DealableBid ?? before.DealableBid,
        DealableAsk = DealableAsk ?? before.DealableAsk,
    };

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in MarketIncrement message)
    {
        writer.WriteUInt64(message.SubscriptionId);
        writer.WriteInt64(message.SequenceNumber);
        writer.Write(message.Time);
        LevelFields.WriteChange(ref writer, message.BestBid);
        LevelFields.WriteChange(ref writer, message.BestAsk);
        LevelFields.WriteChange(ref writer, message.DealableBid);
        LevelFields.WriteChange(ref writer, message.DealableAsk);
    }

    /// <inheritdoc/>
    public static MarketIncrement Read(ref MessagePackReader reader) => new()
    {
        SubscriptionId = reader.ReadUInt32(),
        SequenceNumber = reader.ReadNumber(),
        Time = reader.ReadTime(),
        BestBid = LevelFields.ReadChange(ref reader),
        BestAsk = LevelFields.ReadChange(ref reader),
        DealableBid = LevelFields.ReadChange(ref reader),
        DealableAsk = LevelFields.ReadChange(ref reader),
    };
}
