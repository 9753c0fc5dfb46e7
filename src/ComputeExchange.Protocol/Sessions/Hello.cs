using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The server's first message: what it speaks, and the nonce that the client's key answers.</summary>
public readonly record struct Hello : IMessage<Hello>
{
    /// <summary>The highest version that the server speaks.</summary>
    public ushort ProtocolVersion { get; init; }

    /// <summary>Random, new for each connection.</summary>
    public Bytes32 Nonce { get; init; }

    /// <summary>Which server this is.</summary>
    public Code ServerId { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.Hello;

    /// <inheritdoc/>
    public static int Fields => 4;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in Hello message)
    {
        writer.WriteUInt64(message.ProtocolVersion);
        Bytes32.Write(ref writer, message.Nonce);
        writer.Write(message.ServerId);
    }

    /// <inheritdoc/>
    public static Hello Read(ref MessagePackReader reader) => new()
    {
        ProtocolVersion = reader.ReadUInt16(),
        Nonce = Bytes32.Read(ref reader),
        ServerId = reader.ReadCode(),
    };
}
