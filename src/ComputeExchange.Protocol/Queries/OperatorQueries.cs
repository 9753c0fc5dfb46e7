using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>An operator asks for a snapshot of the engine's state now. It changes no state, so it is not numbered.</summary>
public readonly record struct SnapshotNow : IMessage<SnapshotNow>
{
    /// <summary>The client's number for it, by which the answer is known.</summary>
    public uint QueryId { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.SnapshotNow;

    /// <inheritdoc/>
    public static int Fields => 2;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in SnapshotNow message) => writer.WriteUInt64(message.QueryId);

    /// <inheritdoc/>
    public static SnapshotNow Read(ref MessagePackReader reader) => new() { QueryId = reader.ReadUInt32() };
}

/// <summary>The snapshot is on disk.</summary>
public readonly record struct SnapshotTaken : IMessage<SnapshotTaken>
{
    /// <summary>The query that this answers.</summary>
    public uint QueryId { get; init; }

    /// <summary>The last command whose effect it holds.</summary>
    public long Sequence { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.SnapshotTaken;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in SnapshotTaken message)
    {
        writer.WriteUInt64(message.QueryId);
        writer.WriteInt64(message.Sequence);
    }

    /// <inheritdoc/>
    public static SnapshotTaken Read(ref MessagePackReader reader) =>
        new() { QueryId = reader.ReadUInt32(), Sequence = reader.ReadNumber() };
}

/// <summary>Why a query or a subscription is refused.</summary>
public enum QueryRefusal : byte
{
    /// <summary>Not for this kind of participant.</summary>
    NotPermitted = 1,

    /// <summary>No such SKU, region, basket or month, or a window of a wrong length.</summary>
    UnknownInstrument = 2,

    /// <summary>More queries or subscriptions than a session may have.</summary>
    TooMany = 3,

    /// <summary>The server could not do it; its log says why.</summary>
    Failed = 4,
}

/// <summary>A query was refused; the session goes on.</summary>
public readonly record struct QueryRefused : IMessage<QueryRefused>
{
    /// <summary>The query that this answers.</summary>
    public uint QueryId { get; init; }

    /// <summary>Why.</summary>
    public QueryRefusal Reason { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.QueryRefused;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in QueryRefused message)
    {
        writer.WriteUInt64(message.QueryId);
        writer.WriteUInt64((byte)message.Reason);
    }

    /// <inheritdoc/>
    public static QueryRefused Read(ref MessagePackReader reader) =>
        new() { QueryId = reader.ReadUInt32(), Reason = (QueryRefusal)reader.ReadChoice((byte)QueryRefusal.Failed) };
}
