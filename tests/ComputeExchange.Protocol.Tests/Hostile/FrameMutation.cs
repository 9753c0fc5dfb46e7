using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol.Tests.Hostile;

/// <summary>A frame with one to six small damages, made in place: a test that watches memory must not use any itself.</summary>
internal sealed class FrameMutation(Random random)
{
    /// <summary>How many bytes a frame may grow by.</summary>
    internal const int MaxGrowth = 64;

    private static readonly byte[] Markers =
    [
        0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce,
        0xcf, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff, 0x7f, 0x00,
    ];

    /// <summary>Damages the first bytes of a buffer.</summary>
    /// <returns>How many there are then.</returns>
    internal int Damage(Span<byte> bytes, int length)
    {
        int most = length + MaxGrowth;
        for (int edits = random.Next(1, 7); edits > 0; edits--)
        {
            int at = random.Next(length + 1);
            switch (random.Next(8))
            {
                case 0 when at < length: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < length: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 when at < length: bytes[at] = unchecked((byte)(bytes[at] + 1)); break;
                case 3 when at < length: bytes[at] = Markers[random.Next(Markers.Length)]; break;
                case 4 when at < length: length = Cut(bytes, at, random.Next(1, length - at + 1), length); break;
                case 5 when at < length: length = Repeat(bytes, at, random.Next(1, length - at + 1), length, most); break;
                case 6: length = Insert(bytes, at, Markers[random.Next(Markers.Length)], length, most); break;
                default: length = Insert(bytes, at, (byte)random.Next(256), length, most); break;
            }
        }

        // Most often the length is made to fit again, so that the damage is looked at and not only the prefix.
        if (random.Next(8) > 0 && length > Frame.PrefixBytes)
            new FrameWriter(length).Seal(bytes[..length], length - Frame.PrefixBytes);
        return length;
    }

    private static int Cut(Span<byte> bytes, int at, int count, int length)
    {
        bytes[(at + count)..length].CopyTo(bytes[at..]);
        return length - count;
    }

    private static int Insert(Span<byte> bytes, int at, byte value, int length, int most)
    {
        if (length == most)
            return length;
        bytes[at..length].CopyTo(bytes[(at + 1)..]);
        bytes[at] = value;
        return length + 1;
    }

    private static int Repeat(Span<byte> bytes, int at, int count, int length, int most)
    {
        count = Math.Min(count, most - length);
        bytes[at..length].CopyTo(bytes[(at + count)..]);
        return length + count;
    }
}
