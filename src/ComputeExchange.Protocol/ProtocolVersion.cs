namespace ComputeExchange.Protocol;

/// <summary>The versions of this protocol. A version adds fields at the end of a message, or messages; it changes none.</summary>
public static class ProtocolVersion
{
    /// <summary>The version that this library speaks, and the only one that it accepts.</summary>
    public const ushort Current = 1;
}
