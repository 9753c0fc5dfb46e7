using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>
/// Asks for the top of a basket contract with its prints, or of a forward window with what is dealable for the session's
/// participant. The same id again asks for a new snapshot.
/// </summary>
public readonly record struct Subscribe : IMessage<Subscribe>
{
    /// <summary>The client's number for it.</summary>
    public uint SubscriptionId { get; init; }

    /// <summary>Of what.</summary>
    public Instrument Instrument { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.Subscribe;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Subscribe message)
    {
        writer.WriteUInt64(message.SubscriptionId);
        writer.Write(message.Instrument);
    }

    /// <inheritdoc/>
    public static Subscribe Read(ref MessagePackReader reader) =>
        new() { SubscriptionId = reader.ReadUInt32(), Instrument = reader.ReadInstrument() };
}

/// <summary>Ends a subscription; what was under way may still come.</summary>
public readonly record struct Unsubscribe : IMessage<Unsubscribe>
{
    /// <summary>The subscription.</summary>
    public uint SubscriptionId { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.Unsubscribe;

    /// <inheritdoc/>
    public static int Fields => 2;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Unsubscribe message) => writer.WriteUInt64(message.SubscriptionId);

    /// <inheritdoc/>
    public static Unsubscribe Read(ref MessagePackReader reader) => new() { SubscriptionId = reader.ReadUInt32() };
}

/// <summary>A subscription was refused; the session goes on.</summary>
public readonly record struct SubscriptionRefused : IMessage<SubscriptionRefused>
{
    /// <summary>The subscription.</summary>
    public uint SubscriptionId { get; init; }

    /// <summary>Why.</summary>
    public QueryRefusal Reason { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.SubscriptionRefused;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in SubscriptionRefused message)
    {
        writer.WriteUInt64(message.SubscriptionId);
        writer.WriteUInt64((byte)message.Reason);
    }

    /// <inheritdoc/>
    public static SubscriptionRefused Read(ref MessagePackReader reader) =>
        new() { SubscriptionId = reader.ReadUInt32(), Reason = (QueryRefusal)reader.ReadChoice((byte)QueryRefusal.Failed) };
}
