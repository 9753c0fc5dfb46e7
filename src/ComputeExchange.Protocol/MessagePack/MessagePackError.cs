namespace ComputeExchange.Protocol.MessagePack;

/// <summary>Why bytes were refused by <see cref="MessagePackReader"/>, or a value by <see cref="MessagePackWriter"/>.</summary>
/// <remarks>
/// The first refusal stays; whatever is read or written after it changes nothing. The numbers are stable: they may be logged
/// and sent to a peer.
/// </remarks>
public enum MessagePackError : byte
{
    /// <summary>Nothing was refused.</summary>
    None = 0,

    /// <summary>The bytes end before the value does, or a count promises more values than there are bytes left.</summary>
    Truncated = 1,

    /// <summary>A value of another type stands where this one was asked for.</summary>
    WrongType = 2,

    /// <summary>An integer outside the range of the field.</summary>
    OutOfRange = 3,

    /// <summary>A string, binary, array or map over the cap of the field.</summary>
    TooLong = 4,

    /// <summary>Arrays and maps nested deeper than the cap.</summary>
    TooDeep = 5,

    /// <summary>A string that is not well-formed UTF-8 (or, on writing, not well-formed UTF-16).</summary>
    BadUtf8 = 6,

    /// <summary>An extension type (timestamps are one): the protocol has none.</summary>
    ExtensionRefused = 7,

    /// <summary>An array with another number of items than the message has fields.</summary>
    ArrayCountMismatch = 8,

    /// <summary>Bytes are left over after the last field.</summary>
    TrailingBytes = 9,

    /// <summary>The format byte 0xc1, which the MessagePack format never uses.</summary>
    ReservedFormat = 10,

    /// <summary>A float that is NaN or infinite.</summary>
    NotFinite = 11,

    /// <summary>A valid value in a longer encoding than it needs; refused by strict readers only.</summary>
    NotCanonical = 12,

    /// <summary>The writer's buffer is full.</summary>
    BufferFull = 13,

    /// <summary>A binary of another length than the field has.</summary>
    WrongLength = 14,
}
