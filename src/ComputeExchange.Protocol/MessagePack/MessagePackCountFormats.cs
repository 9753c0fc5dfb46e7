using System.Buffers.Binary;

namespace ComputeExchange.Protocol.MessagePack;

/// <summary>
/// The formats of one family of counted values: strings, binaries, arrays, maps and extensions differ only in their format
/// bytes, so their headers are read and written in one place.
/// </summary>
/// <param name="Fix">The format byte of a fix encoding with count 0.</param>
/// <param name="FixMost">The largest count of the fix encoding and the mask of its bits; 0 when the family has none.</param>
/// <param name="With8">The format byte before a count of 8 bits; 0 when the family has none.</param>
/// <param name="With16">The format byte before a count of 16 bits; the one with 32 bits is the next number.</param>
internal readonly record struct MessagePackCountFormats(byte Fix, byte FixMost, byte With8, byte With16)
{
    internal const int HeaderBytesMost = 1 + sizeof(uint);

    internal static MessagePackCountFormats String =>
        new(MessagePackFormat.FixString, MessagePackFormat.FixStringMost, MessagePackFormat.String8, MessagePackFormat.String16);

    internal static MessagePackCountFormats Binary => new(0, 0, MessagePackFormat.Binary8, MessagePackFormat.Binary16);

    internal static MessagePackCountFormats Extension => new(0, 0, MessagePackFormat.Extension8, MessagePackFormat.Extension16);

    internal static MessagePackCountFormats Array =>
        new(MessagePackFormat.FixArray, MessagePackFormat.FixCountMost, 0, MessagePackFormat.Array16);

    internal static MessagePackCountFormats Map =>
        new(MessagePackFormat.FixMap, MessagePackFormat.FixCountMost, 0, MessagePackFormat.Map16);

    /// <summary>
    /// Why the value that starts with <paramref name="format"/> (-1: no byte left) is not of the type asked for.
    /// </summary>
    internal static MessagePackError WhyNot(int format) => format < 0
        ? MessagePackError.Truncated
        : MessagePackFormat.TypeOf((byte)format) switch
        {
            MessagePackType.Extension => MessagePackError.ExtensionRefused,
            MessagePackType.Reserved => MessagePackError.ReservedFormat,
            _ => MessagePackError.WrongType,
        };

    /// <summary>Reads the header at <paramref name="at"/>; what follows it is not looked at.</summary>
    internal MessagePackError ReadHeader(
        ReadOnlySpan<byte> bytes, int at, bool canonicalOnly, out uint count, out int headerBytes)
    {
        count = 0;
        headerBytes = 0;
        if ((uint)at >= (uint)bytes.Length) return MessagePackError.Truncated;
        byte format = bytes[at];
        if (FixMost != 0 && (format & ~FixMost) == Fix)
        {
            count = (uint)(format & FixMost);
            headerBytes = 1;
            return MessagePackError.None;
        }

        ReadOnlySpan<byte> payload = bytes.Slice(at + 1);
        int width = format == With8 && With8 != 0 ? 1 : format == With16 ? 2 : format == With16 + 1 ? 4 : 0;
        if (width == 0) return WhyNot(format);
        if (payload.Length < width) return MessagePackError.Truncated;
        count = width switch
        {
            1 => payload[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(payload),
            _ => BinaryPrimitives.ReadUInt32BigEndian(payload),
        };
        headerBytes = 1 + width;
        return canonicalOnly && HeaderBytesOf(count) != headerBytes ? MessagePackError.NotCanonical : MessagePackError.None;
    }

    /// <summary>The size of the shortest header for <paramref name="count"/>.</summary>
    internal int HeaderBytesOf(uint count) =>
        FixMost != 0 && count <= FixMost ? 1
        : With8 != 0 && count <= byte.MaxValue ? 2
        : count <= ushort.MaxValue ? 3
        : 5;

    /// <summary>Writes the shortest header into <paramref name="destination"/>, which has room for it.</summary>
    internal void WriteHeader(Span<byte> destination, uint count, int headerBytes)
    {
        switch (headerBytes)
        {
            case 1:
                destination[0] = (byte)(Fix | count);
                break;
            case 2:
                destination[1] = (byte)count;
                destination[0] = With8;
                break;
            case 3:
                BinaryPrimitives.WriteUInt16BigEndian(destination.Slice(1), (ushort)count);
                destination[0] = With16;
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(destination.Slice(1), count);
                destination[0] = (byte)(With16 + 1);
                break;
        }
    }
}
