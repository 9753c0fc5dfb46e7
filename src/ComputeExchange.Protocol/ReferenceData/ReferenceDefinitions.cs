using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>A participant and its id.</summary>
public readonly record struct ReferenceParticipant : IMessage<ReferenceParticipant>
{
    /// <summary>The id that orders and reports name it by.</summary>
    public ParticipantId Id { get; init; }

    /// <summary>As it was defined.</summary>
    public DefineParticipant Definition { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceParticipant;

    /// <inheritdoc/>
    public static int Fields => 2 + ReferenceRequests.ParticipantFields;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceParticipant message)
    {
        writer.WriteUInt64(message.Id.Value);
        ReferenceRequests.Write(ref writer, message.Definition);
    }

    /// <inheritdoc/>
    public static ReferenceParticipant Read(ref MessagePackReader reader) =>
        new() { Id = new ParticipantId(reader.ReadUInt16()), Definition = ReferenceRequests.ReadDefineParticipant(ref reader) };
}

/// <summary>A basket and its id.</summary>
public readonly record struct ReferenceBasket : IMessage<ReferenceBasket>
{
    /// <summary>The id that orders name it by.</summary>
    public BasketId Id { get; init; }

    /// <summary>As it was defined.</summary>
    public DefineBasket Definition { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceBasket;

    /// <inheritdoc/>
    public static int Fields => 2 + ReferenceRequests.BasketFields;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceBasket message)
    {
        writer.WriteUInt64(message.Id.Value);
        ReferenceRequests.Write(ref writer, message.Definition);
    }

    /// <inheritdoc/>
    public static ReferenceBasket Read(ref MessagePackReader reader) =>
        new() { Id = new BasketId(reader.ReadUInt16()), Definition = ReferenceRequests.ReadDefineBasket(ref reader) };
}

/// <summary>A market whose lead is not the 1 h that every pair of SKU and region has unless set.</summary>
public readonly record struct ReferenceMarket : IMessage<ReferenceMarket>
{
    /// <summary>The market and its lead.</summary>
    public DefineMarket Definition { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceMarket;

    /// <inheritdoc/>
    public static int Fields => 1 + ReferenceRequests.MarketFields;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceMarket message) =>
        ReferenceRequests.Write(ref writer, message.Definition);

    /// <inheritdoc/>
    public static ReferenceMarket Read(ref MessagePackReader reader) =>
        new() { Definition = ReferenceRequests.ReadDefineMarket(ref reader) };
}

/// <summary>All reference data that there is at logon has been told; later ones come as they are defined.</summary>
public readonly record struct ReferenceDataEnd : IMessage<ReferenceDataEnd>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceDataEnd;

    /// <inheritdoc/>
    public static int Fields => 1;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceDataEnd message)
    {
    }

    /// <inheritdoc/>
    public static ReferenceDataEnd Read(ref MessagePackReader reader) => default;
}
