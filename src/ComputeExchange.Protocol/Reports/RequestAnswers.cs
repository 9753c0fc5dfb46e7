using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>
/// A request without reports of its own was applied. Not numbered: after a lost connection, the number of the last request
/// applied, which logon tells, stands for it.
/// </summary>
public readonly record struct RequestApplied : IMessage<RequestApplied>
{
    /// <summary>The session's request number.</summary>
    public long RequestNumber { get; init; }

    /// <summary>The number of the command among all that were ever applied.</summary>
    public long Sequence { get; init; }

    /// <summary>What was applied.</summary>
    public MessageType Request { get; init; }

    /// <summary>The id given to what was defined (SKU, region, participant, workload, basket, session); otherwise 0.</summary>
    public ushort Id { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.RequestApplied;

    /// <inheritdoc/>
    public static int Fields => 5;

    /// <summary>The answer that an event of kind <see cref="EventKind.Applied"/> makes.</summary>
    public static RequestApplied Of(in Event happened) => new()
    {
        RequestNumber = happened.Header.RequestNumber,
        Sequence = happened.Header.Sequence,
        Request = CommandForm.TypeOf(happened.Applied.Command),
        Id = happened.Applied.Id,
    };

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in RequestApplied message)
    {
        writer.WriteInt64(message.RequestNumber);
        writer.WriteInt64(message.Sequence);
        writer.WriteUInt64((byte)message.Request);
        writer.WriteOptionalNumber(message.Id);
    }

    /// <inheritdoc/>
    public static RequestApplied Read(ref MessagePackReader reader) => new()
    {
        RequestNumber = reader.ReadNumber(),
        Sequence = reader.ReadNumber(),
        Request = (MessageType)reader.ReadByte(),
        Id = (ushort)reader.ReadOptionalNumber(ushort.MaxValue),
    };
}

/// <summary>A request number was reused for another request, or leaves a gap. The request left no trace at all.</summary>
public readonly record struct RequestRefused : IMessage<RequestRefused>
{
    /// <summary>The number that was refused.</summary>
    public long RequestNumber { get; init; }

    /// <summary><see cref="RejectReason.RequestNumberReused"/> or <see cref="RejectReason.RequestGap"/>.</summary>
    public RejectReason Reason { get; init; }

    /// <summary>The reason as a sentence, at most <see cref="RejectText.MaxBytes"/> characters.</summary>
    public string Text => RejectText.Of(Reason, RejectField.RequestNumber);

    /// <inheritdoc/>
    public static MessageType Type => MessageType.RequestRefused;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in RequestRefused message)
    {
        writer.WriteInt64(message.RequestNumber);
        writer.WriteUInt64((byte)message.Reason);
    }

    /// <inheritdoc/>
    public static RequestRefused Read(ref MessagePackReader reader) => new()
    {
        RequestNumber = reader.ReadNumber(),
        Reason = (RejectReason)reader.ReadInteger((byte)RejectReason.RequestNumberReused, (byte)RejectReason.RequestGap),
    };
}

/// <summary>The client asked for reports that are no longer there: it takes open orders and positions instead.</summary>
public readonly record struct ReportsGone : IMessage<ReportsGone>
{
    /// <summary>The first report number still there; one more than the last when there is none.</summary>
    public long FirstReportNumber { get; init; }

    /// <summary>The last report number given.</summary>
    public long LastReportNumber { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReportsGone;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReportsGone message)
    {
        writer.WriteInt64(message.FirstReportNumber);
        writer.WriteInt64(message.LastReportNumber);
    }

    /// <inheritdoc/>
    public static ReportsGone Read(ref MessagePackReader reader) => new()
    {
        FirstReportNumber = reader.ReadNumber(),
        LastReportNumber = reader.ReadNumber(),
    };
}
