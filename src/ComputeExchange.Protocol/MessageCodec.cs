using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>Reads and writes messages as [type, field, ...], strictly: exact counts, shortest encodings.</summary>
public static class MessageCodec
{
    /// <summary>What a body says it is, for choosing how to read it.</summary>
    /// <returns>
    /// None; otherwise the body is no array that begins with a type. A type that is no member of <see cref="MessageType"/> is
    /// given as it is.
    /// </returns>
    public static MessagePackError TryPeek(ReadOnlySpan<byte> body, out MessageType type)
    {
        MessagePackReader reader = new(body, MessagePackReaderOptions.Strict);
        reader.ReadArrayHeader(byte.MaxValue);
        type = (MessageType)reader.ReadByte();
        return reader.Error;
    }

    /// <summary>Writes a message.</summary>
    /// <returns>The bytes written; 0 when they do not fit or a field has no form on the wire.</returns>
    public static int Encode<T>(in T message, Span<byte> into) where T : struct, IMessage<T>
    {
        MessagePackWriter writer = new(into);
        writer.WriteArrayHeader(T.Fields);
        writer.WriteUInt64((byte)T.Type);
        T.Write(ref writer, message);
        return writer.Error == MessagePackError.None ? writer.Position : 0;
    }

    /// <summary>Reads a message.</summary>
    /// <returns>None; otherwise why the body is malformed, <see cref="MessagePackError.OutOfRange"/> for another type.</returns>
    public static MessagePackError TryDecode<T>(ReadOnlySpan<byte> body, out T message) where T : struct, IMessage<T>
    {
        MessagePackReader reader = new(body, MessagePackReaderOptions.Strict);
        reader.ReadArrayHeaderExactly(T.Fields);
        if ((MessageType)reader.ReadByte() != T.Type) reader.Refuse(MessagePackError.OutOfRange);
        message = T.Read(ref reader);
        if (reader.Finish() == MessagePackError.None) return MessagePackError.None;
        message = default;
        return reader.Error;
    }
}
