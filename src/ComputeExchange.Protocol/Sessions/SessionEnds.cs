using System.Text;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The logon was refused; the server closes the connection behind it.</summary>
public readonly record struct LogonRefused : IMessage<LogonRefused>
{
    /// <summary>Why.</summary>
    public DisconnectReason Reason { get; init; }

    /// <summary>The reason as a sentence for a person, at most <see cref="DisconnectText.MaxBytes"/> bytes.</summary>
    public string Text { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.LogonRefused;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <summary>A refusal with the reason's own sentence.</summary>
    public static LogonRefused For(DisconnectReason reason) => new() { Reason = reason, Text = DisconnectText.Of(reason) };

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in LogonRefused message) =>
        ReasonFields.Write(ref writer, message.Reason, message.Text);

    /// <inheritdoc/>
    public static LogonRefused Read(ref MessagePackReader reader) =>
        new() { Reason = ReasonFields.ReadReason(ref reader), Text = ReasonFields.ReadText(ref reader) };
}

/// <summary>The server ends the connection and says why; it closes behind it.</summary>
public readonly record struct Disconnected : IMessage<Disconnected>
{
    /// <summary>Why.</summary>
    public DisconnectReason Reason { get; init; }

    /// <summary>The reason as a sentence for a person, at most <see cref="DisconnectText.MaxBytes"/> bytes.</summary>
    public string Text { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.Disconnected;

    /// <inheritdoc/>
    public static int Fields => 3;

    /// <summary>An end with the reason's own sentence.</summary>
    public static Disconnected For(DisconnectReason reason) => new() { Reason = reason, Text = DisconnectText.Of(reason) };

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Disconnected message) =>
        ReasonFields.Write(ref writer, message.Reason, message.Text);

    /// <inheritdoc/>
    public static Disconnected Read(ref MessagePackReader reader) =>
        new() { Reason = ReasonFields.ReadReason(ref reader), Text = ReasonFields.ReadText(ref reader) };
}

/// <summary>The client ends the session's connection; the server answers <see cref="Disconnected"/>.</summary>
public readonly record struct Logout : IMessage<Logout>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.Logout;

    /// <inheritdoc/>
    public static int Fields => 1;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Logout message)
    {
    }

    /// <inheritdoc/>
    public static Logout Read(ref MessagePackReader reader) => default;
}

/// <summary>Says that its sender is there. Either side sends it when it has sent nothing else for a heartbeat's length.</summary>
public readonly record struct Heartbeat : IMessage<Heartbeat>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.Heartbeat;

    /// <inheritdoc/>
    public static int Fields => 1;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Heartbeat message)
    {
    }

    /// <inheritdoc/>
    public static Heartbeat Read(ref MessagePackReader reader) => default;
}

/// <summary>A reason and its sentence, which a reader takes from later versions too.</summary>
internal static class ReasonFields
{
    internal static void Write(ref MessagePackWriter writer, DisconnectReason reason, string text)
    {
        writer.WriteUInt64((byte)reason);
        writer.WriteString(text);
    }

    internal static DisconnectReason ReadReason(ref MessagePackReader reader) => (DisconnectReason)reader.ReadByte();

    internal static string ReadText(ref MessagePackReader reader) =>
        Encoding.UTF8.GetString(reader.ReadUtf8(DisconnectText.MaxBytes));
}
