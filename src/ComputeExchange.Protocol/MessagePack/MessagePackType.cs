namespace ComputeExchange.Protocol.MessagePack;

/// <summary>The type families of the MessagePack format, as a format byte tells them.</summary>
public enum MessagePackType : byte
{
    /// <summary>No value: the bytes are at their end, or one was refused before.</summary>
    None,

    /// <summary>nil.</summary>
    Nil,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An integer of -2^63 to 2^64 - 1.</summary>
    Integer,

    /// <summary>A float of 32 or 64 bits.</summary>
    Float,

    /// <summary>A UTF-8 string.</summary>
    String,

    /// <summary>Raw bytes.</summary>
    Binary,

    /// <summary>A count, then that many values.</summary>
    Array,

    /// <summary>A count, then that many pairs of key and value.</summary>
    Map,

    /// <summary>An application's own type, timestamps included.</summary>
    Extension,

    /// <summary>The format byte 0xc1, which is never used.</summary>
    Reserved,
}
