using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>A message that is no numbered request and no report: what <see cref="MessageCodec"/> needs to know of it.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
public interface IMessage<TSelf> where TSelf : struct, IMessage<TSelf>
{
    /// <summary>Its first field.</summary>
    static abstract MessageType Type { get; }

    /// <summary>How many fields it has, the type included.</summary>
    static abstract int Fields { get; }

    /// <summary>Writes the fields behind the type.</summary>
    static abstract void Write(ref MessagePackWriter writer, in TSelf message);

    /// <summary>Reads the fields behind the type; the caller looks at the reader's error.</summary>
    static abstract TSelf Read(ref MessagePackReader reader);
}
