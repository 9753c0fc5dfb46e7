namespace ComputeExchange.Protocol.MessagePack;

/// <summary>The shape of a frame on the wire, and what its two ends agree on.</summary>
/// <remarks>
/// <code>
/// offset  size  meaning
/// 0       4     n, the length of the body in bytes, unsigned, big-endian; 1 to the connection's limit
/// 4       n     the body: one MessagePack value
/// </code>
/// </remarks>
public static class Frame
{
    /// <summary>The bytes of the length before each body.</summary>
    public const int PrefixBytes = sizeof(uint);

    /// <summary>The longest body unless a connection sets another limit: 64 KiB.</summary>
    public const int DefaultMaxBodyBytes = 64 * 1024;
}
