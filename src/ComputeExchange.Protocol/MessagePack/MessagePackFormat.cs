namespace ComputeExchange.Protocol.MessagePack;

/// <summary>
/// The format bytes of the MessagePack specification, and the one rule that makes an encoding canonical: the shortest.
/// </summary>
/// <remarks>
/// <code>
/// 00..7f positive fixint   c0 nil           c7..c9 ext 8, 16, 32     d4..d8 fixext 1, 2, 4, 8, 16
/// 80..8f fixmap            c1 never used    ca, cb float 32, 64      d9..db str 8, 16, 32
/// 90..9f fixarray          c2, c3 booleans  cc..cf uint 8 to 64      dc, dd array 16, 32
/// a0..bf fixstr            c4..c6 bin       d0..d3 int 8 to 64       de, df map 16, 32        e0..ff negative fixint
/// </code>
/// </remarks>
internal static class MessagePackFormat
{
    internal const byte PositiveFixIntMost = 0x7f;
    internal const byte FixMap = 0x80;
    internal const byte FixArray = 0x90;
    internal const byte FixString = 0xa0;
    internal const byte Nil = 0xc0;
    internal const byte NeverUsed = 0xc1;
    internal const byte False = 0xc2;
    internal const byte True = 0xc3;
    internal const byte Binary8 = 0xc4;
    internal const byte Binary16 = 0xc5;
    internal const byte Binary32 = 0xc6;
    internal const byte Extension8 = 0xc7;
    internal const byte Extension16 = 0xc8;
    internal const byte Extension32 = 0xc9;
    internal const byte Float32 = 0xca;
    internal const byte Float64 = 0xcb;
    internal const byte UInt8 = 0xcc;
    internal const byte UInt16 = 0xcd;
    internal const byte UInt32 = 0xce;
    internal const byte UInt64 = 0xcf;
    internal const byte Int8 = 0xd0;
    internal const byte Int16 = 0xd1;
    internal const byte Int32 = 0xd2;
    internal const byte Int64 = 0xd3;
    internal const byte FixExtension1 = 0xd4;
    internal const byte FixExtension16 = 0xd8;
    internal const byte String8 = 0xd9;
    internal const byte String16 = 0xda;
    internal const byte String32 = 0xdb;
    internal const byte Array16 = 0xdc;
    internal const byte Array32 = 0xdd;
    internal const byte Map16 = 0xde;
    internal const byte Map32 = 0xdf;
    internal const byte NegativeFixIntLeast = 0xe0;

    /// <summary>The most items of a fixarray and pairs of a fixmap; also the mask of their counts.</summary>
    internal const byte FixCountMost = 0x0f;

    /// <summary>The most bytes of a fixstr; also the mask of its length.</summary>
    internal const byte FixStringMost = 0x1f;

    internal static MessagePackType TypeOf(byte format) => format switch
    {
        <= PositiveFixIntMost or >= NegativeFixIntLeast or (>= UInt8 and <= Int64) => MessagePackType.Integer,
        < FixArray or Map16 or Map32 => MessagePackType.Map,
        < FixString or Array16 or Array32 => MessagePackType.Array,
        < Nil or (>= String8 and <= String32) => MessagePackType.String,
        Nil => MessagePackType.Nil,
        NeverUsed => MessagePackType.Reserved,
        False or True => MessagePackType.Boolean,
        >= Binary8 and <= Binary32 => MessagePackType.Binary,
        Float32 or Float64 => MessagePackType.Float,
        _ => MessagePackType.Extension,
    };

    /// <summary>
    /// The format byte of the shortest encoding of an integer; without a sign bit the unsigned formats come first.
    /// </summary>
    internal static byte OfInteger(long value) => value switch
    {
        >= 0 and <= PositiveFixIntMost => (byte)value,
        >= -32 and < 0 => (byte)(value + 0x100),
        >= 0 and <= byte.MaxValue => UInt8,
        >= 0 and <= ushort.MaxValue => UInt16,
        >= 0 and <= uint.MaxValue => UInt32,
        >= 0 => UInt64,
        >= sbyte.MinValue => Int8,
        >= short.MinValue => Int16,
        >= int.MinValue => Int32,
        _ => Int64,
    };
}
