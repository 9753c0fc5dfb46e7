using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client.Connection;

/// <summary>Messages to frames and back.</summary>
internal static class Wire
{
    private const int LargestClientMessage = 512;

    /// <summary>What a body says it is; None for what cannot be read.</summary>
    public static MessageType TypeOf(ReadOnlySpan<byte> body) =>
        MessageCodec.TryPeek(body, out MessageType type) == MessagePackError.None ? type : MessageType.None;

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">The server sent what cannot be read.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body) where T : struct, IMessage<T>
    {
        MessagePackError error = MessageCodec.TryDecode(body, out T message);
        return error == MessagePackError.None
            ? message
            : throw new InvalidDataException($"The server sent a {T.Type} that cannot be read: {error}.");
    }

    /// <summary>The frame of a message.</summary>
    public static byte[] FrameOf<T>(in T message) where T : struct, IMessage<T>
    {
        Span<byte> frame = stackalloc byte[LargestClientMessage];
        FrameWriter frames = new(LargestClientMessage - Frame.PrefixBytes);
        return frame[..frames.Seal(frame, MessageCodec.Encode(message, frames.BodyOf(frame)))].ToArray();
    }

    /// <summary>The frame of a request.</summary>
    /// <exception cref="ArgumentException">One of its fields has no form on the wire.</exception>
    public static byte[] FrameOf(in Command command)
    {
        Span<byte> frame = stackalloc byte[Frame.PrefixBytes + CommandCodec.MaxBodyBytes];
        FrameWriter frames = new(CommandCodec.MaxBodyBytes);
        int bodyBytes = CommandCodec.Encode(command, frames.BodyOf(frame));
        return bodyBytes > 0
            ? frame[..frames.Seal(frame, bodyBytes)].ToArray()
            : throw new ArgumentException($"A {command.Kind} with these fields has no form on the wire.", nameof(command));
    }
}
