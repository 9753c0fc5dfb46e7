using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The client's first message: which session, the proof of its key, and what it has.</summary>
public readonly record struct Logon : IMessage<Logon>
{
    /// <summary>The version that the client speaks from here on.</summary>
    public ushort ProtocolVersion { get; init; }

    /// <summary>The session.</summary>
    public Code SessionName { get; init; }

    /// <summary>Whose session the client thinks it is; none if it does not say. Another's is refused.</summary>
    public Code Participant { get; init; }

    /// <summary>See <see cref="LogonAnswer"/>.</summary>
    public Bytes32 Answer { get; init; }

    /// <summary>The last report that the client has; 0 for none. What came after it is sent.</summary>
    public long LastReportNumber { get; init; }

    /// <summary>Whether the session's orders are cancelled when it is disconnected.</summary>
    public bool CancelOnDisconnect { get; init; }

    /// <summary>How long it has to come back before they are, in milliseconds; 0 is at once.</summary>
    public uint GraceMillis { get; init; }

    /// <summary>How often the client wants to hear something, in milliseconds; 0 leaves it to the server.</summary>
    public uint HeartbeatMillis { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.Logon;

    /// <inheritdoc/>
    public static int Fields => 9;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Logon message)
    {
        writer.WriteUInt64(message.ProtocolVersion);
        writer.Write(message.SessionName);
        writer.Write(message.Participant);
        Bytes32.Write(ref writer, message.Answer);
        writer.WriteInt64(message.LastReportNumber);
        writer.WriteBoolean(message.CancelOnDisconnect);
        writer.WriteUInt64(message.GraceMillis);
        writer.WriteUInt64(message.HeartbeatMillis);
    }

    /// <inheritdoc/>
    public static Logon Read(ref MessagePackReader reader) => new()
    {
        ProtocolVersion = reader.ReadUInt16(),
        SessionName = reader.ReadCode(),
        Participant = reader.ReadOptionalCode(),
        Answer = Bytes32.Read(ref reader),
        LastReportNumber = reader.ReadNumber(),
        CancelOnDisconnect = reader.ReadBoolean(),
        GraceMillis = reader.ReadUInt32(),
        HeartbeatMillis = reader.ReadUInt32(),
    };
}
