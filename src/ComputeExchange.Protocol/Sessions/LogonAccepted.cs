using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The session is on: where both numbered streams stand, and what the connection may do.</summary>
public readonly record struct LogonAccepted : IMessage<LogonAccepted>
{
    /// <summary>The session's id.</summary>
    public SessionId Session { get; init; }

    /// <summary>Whose session it is.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>What that participant is.</summary>
    public ParticipantKind Kind { get; init; }

    /// <summary>The last request applied; the client sends again what it numbered above it, and goes on from there.</summary>
    public long LastRequestNumber { get; init; }

    /// <summary>The first report still there; one more than the last when there is none.</summary>
    public long FirstReportNumber { get; init; }

    /// <summary>The last report given so far.</summary>
    public long LastReportNumber { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The chained hash of the journal up to the last batch that is durable; zeros while it is empty.</summary>
    public Bytes32 JournalHead { get; init; }

    /// <summary>The longest body that the server takes, in bytes.</summary>
    public uint MaxBodyBytes { get; init; }

    /// <summary>How many requests a second the session may send; 0 for no limit.</summary>
    public uint RequestsPerSecond { get; init; }

    /// <summary>How often each side sends something at least, in milliseconds.</summary>
    public uint HeartbeatMillis { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.LogonAccepted;

    /// <inheritdoc/>
    public static int Fields => 12;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in LogonAccepted message)
    {
        writer.Write(message.Session);
        writer.Write(message.Participant);
        writer.WriteUInt64((byte)message.Kind);
        writer.WriteInt64(message.LastRequestNumber);
        writer.WriteInt64(message.FirstReportNumber);
        writer.WriteInt64(message.LastReportNumber);
        writer.Write(message.Time);
        Bytes32.Write(ref writer, message.JournalHead);
        writer.WriteUInt64(message.MaxBodyBytes);
        writer.WriteUInt64(message.RequestsPerSecond);
        writer.WriteUInt64(message.HeartbeatMillis);
    }

    /// <inheritdoc/>
    public static LogonAccepted Read(ref MessagePackReader reader) => new()
    {
        Session = reader.ReadSession(),
        Participant = reader.ReadParticipant(),
        Kind = (ParticipantKind)reader.ReadChoice((byte)ParticipantKind.Operator),
        LastRequestNumber = reader.ReadNumber(),
        FirstReportNumber = reader.ReadNumber(),
        LastReportNumber = reader.ReadNumber(),
        Time = reader.ReadTime(),
        JournalHead = Bytes32.Read(ref reader),
        MaxBodyBytes = reader.ReadUInt32(),
        RequestsPerSecond = reader.ReadUInt32(),
        HeartbeatMillis = reader.ReadUInt32(),
    };
}
