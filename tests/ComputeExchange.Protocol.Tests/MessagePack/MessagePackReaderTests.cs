using ComputeExchange.Protocol.MessagePack;
using Xunit;
using static ComputeExchange.Protocol.Tests.MessagePack.ReadingAssert;

namespace ComputeExchange.Protocol.Tests.MessagePack;

public sealed class MessagePackReaderTests
{
    private static readonly MessagePackReaderOptions Strict = MessagePackReaderOptions.Strict;

    /// <summary>Ranges of format bytes: first, last, type, bytes of the value with zeros after the format byte.</summary>
    public static TheoryData<int, int, MessagePackType, int> Formats => new()
    {
        { 0x00, 0x7f, MessagePackType.Integer, 1 }, { 0x80, 0x80, MessagePackType.Map, 1 },
        { 0x90, 0x90, MessagePackType.Array, 1 }, { 0xa0, 0xa0, MessagePackType.String, 1 },
        { 0xc0, 0xc0, MessagePackType.Nil, 1 }, { 0xc1, 0xc1, MessagePackType.Reserved, 0 },
        { 0xc2, 0xc3, MessagePackType.Boolean, 1 }, { 0xc4, 0xc4, MessagePackType.Binary, 2 },
        { 0xc5, 0xc5, MessagePackType.Binary, 3 }, { 0xc6, 0xc6, MessagePackType.Binary, 5 },
        { 0xc7, 0xc7, MessagePackType.Extension, 3 }, { 0xc8, 0xc8, MessagePackType.Extension, 4 },
        { 0xc9, 0xc9, MessagePackType.Extension, 6 }, { 0xca, 0xca, MessagePackType.Float, 5 },
        { 0xcb, 0xcb, MessagePackType.Float, 9 }, { 0xcc, 0xcc, MessagePackType.Integer, 2 },
        { 0xcd, 0xcd, MessagePackType.Integer, 3 }, { 0xce, 0xce, MessagePackType.Integer, 5 },
        { 0xcf, 0xcf, MessagePackType.Integer, 9 }, { 0xd0, 0xd0, MessagePackType.Integer, 2 },
        { 0xd1, 0xd1, MessagePackType.Integer, 3 }, { 0xd2, 0xd2, MessagePackType.Integer, 5 },
        { 0xd3, 0xd3, MessagePackType.Integer, 9 }, { 0xd4, 0xd4, MessagePackType.Extension, 3 },
        { 0xd5, 0xd5, MessagePackType.Extension, 4 }, { 0xd6, 0xd6, MessagePackType.Extension, 6 },
        { 0xd7, 0xd7, MessagePackType.Extension, 10 }, { 0xd8, 0xd8, MessagePackType.Extension, 18 },
        { 0xd9, 0xd9, MessagePackType.String, 2 }, { 0xda, 0xda, MessagePackType.String, 3 },
        { 0xdb, 0xdb, MessagePackType.String, 5 }, { 0xdc, 0xdc, MessagePackType.Array, 3 },
        { 0xdd, 0xdd, MessagePackType.Array, 5 }, { 0xde, 0xde, MessagePackType.Map, 3 },
        { 0xdf, 0xdf, MessagePackType.Map, 5 }, { 0xe0, 0xff, MessagePackType.Integer, 1 },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_byte_has_its_type_and_size(int first, int last, MessagePackType type, int size)
    {
        for (int format = first; format <= last; format++)
        {
            byte[] bytes = new byte[32];
            bytes[0] = (byte)format;
            MessagePackReader reader = new(bytes, new MessagePackReaderOptions { SkipExtensions = true });
            Assert.Equal(type, reader.NextType);
            reader.Skip();
            Assert.Equal(size, reader.Position);
            Assert.Equal(size == 0 ? MessagePackError.ReservedFormat : MessagePackError.None, reader.Error);
            for (int cut = 0; cut < size; cut++)
            {
                reader = new MessagePackReader(bytes.AsSpan(0, cut), new MessagePackReaderOptions { SkipExtensions = true });
                reader.Skip();
                Assert.Equal(MessagePackError.Truncated, reader.Error);
            }
        }
    }

    [Fact]
    public void The_counts_in_fix_formats_are_their_low_bits()
    {
        for (int count = 0; count < 32; count++)
        {
            byte[] bytes = new byte[64];
            bytes[0] = (byte)(0xa0 | count);
            AssertReads(bytes, 1 + count, (ref MessagePackReader reader) => Assert.Equal(count, reader.ReadUtf8(31).Length));
            if (count > 15) continue;
            bytes[0] = (byte)(0x90 | count);
            AssertReads(bytes, 1, (ref MessagePackReader reader) => Assert.Equal(count, reader.ReadArrayHeader(15)));
            bytes[0] = (byte)(0x80 | count);
            AssertReads(bytes, 1, (ref MessagePackReader reader) => Assert.Equal(count, reader.ReadMapHeader(15)));
        }
    }

    [Fact]
    public void Every_typed_read_refuses_every_other_type()
    {
        (MessagePackType[] Accepted, Reading Read)[] reads =
        [
            ([MessagePackType.Nil], (ref MessagePackReader reader) => reader.ReadNil()),
            ([MessagePackType.Boolean], (ref MessagePackReader reader) => reader.ReadBoolean()),
            ([MessagePackType.Integer], (ref MessagePackReader reader) => reader.ReadInt64()),
            ([MessagePackType.Integer], (ref MessagePackReader reader) => reader.ReadInteger(long.MinValue, long.MaxValue)),
            ([MessagePackType.Float], (ref MessagePackReader reader) => reader.ReadFloat64()),
            ([MessagePackType.String], (ref MessagePackReader reader) => reader.ReadUtf8(100)),
            ([MessagePackType.Binary], (ref MessagePackReader reader) => reader.ReadBinary(100)),
            ([MessagePackType.Binary], (ref MessagePackReader reader) => reader.ReadBinaryExactly([])),
            ([MessagePackType.Array], (ref MessagePackReader reader) => reader.ReadArrayHeader(100)),
            ([MessagePackType.Map], (ref MessagePackReader reader) => reader.ReadMapHeader(100)),
        ];
        foreach ((MessagePackType[] accepted, Reading read) in reads)
        {
            for (int format = 0; format < 256; format++)
            {
                byte[] bytes = new byte[64];
                bytes[0] = (byte)format;
                MessagePackReader reader = new(bytes);
                MessagePackType type = reader.NextType;
                read(ref reader);
                MessagePackError expected = accepted.Contains(type) ? MessagePackError.None
                    : type == MessagePackType.Extension ? MessagePackError.ExtensionRefused
                    : type == MessagePackType.Reserved ? MessagePackError.ReservedFormat
                    : MessagePackError.WrongType;
                Assert.Equal(expected, reader.Error);
                Assert.Equal(expected == MessagePackError.None, reader.Position > 0);
            }
        }
    }

    [Theory]
    [InlineData(byte.MinValue, byte.MaxValue)]
    [InlineData(ushort.MinValue, ushort.MaxValue)]
    [InlineData(uint.MinValue, uint.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(0, ulong.MaxValue)]
    public void An_integer_is_read_within_its_range_and_refused_one_beyond(long least, ulong most)
    {
        Reading? read = (least, most) switch
        {
            (0, byte.MaxValue) => (ref MessagePackReader reader) => reader.ReadByte(),
            (0, ushort.MaxValue) => (ref MessagePackReader reader) => reader.ReadUInt16(),
            (0, uint.MaxValue) => (ref MessagePackReader reader) => reader.ReadUInt32(),
            (int.MinValue, int.MaxValue) => (ref MessagePackReader reader) => reader.ReadInt32(),
            (long.MinValue, long.MaxValue) => (ref MessagePackReader reader) => reader.ReadInt64(),
            _ => (ref MessagePackReader reader) => reader.ReadUInt64(),
        };
        Int128[] edges = [.. Enumerable.Range(0, 65).SelectMany(bit => new[] { -1, 0, 1 }.SelectMany(
            near => new[] { (Int128.One << bit) + near, -(Int128.One << bit) + near }))];
        foreach (Int128 value in edges.Where(value => value >= long.MinValue && value <= ulong.MaxValue))
        {
            MessagePackReader reader = new(Encoded(value), Strict);
            read(ref reader);
            bool inRange = value >= least && value <= most;
            Assert.Equal(inRange ? MessagePackError.None : MessagePackError.OutOfRange, reader.Finish());
        }
    }

    [Theory]
    [InlineData("05", 5)]
    [InlineData("CC05", 5)]
    [InlineData("CD0005", 5)]
    [InlineData("CE00000005", 5)]
    [InlineData("CF0000000000000005", 5)]
    [InlineData("D005", 5)]
    [InlineData("D10005", 5)]
    [InlineData("D200000005", 5)]
    [InlineData("D30000000000000005", 5)]
    [InlineData("FB", -5)]
    [InlineData("D0FB", -5)]
    [InlineData("D1FFFB", -5)]
    [InlineData("D2FFFFFFFB", -5)]
    [InlineData("D3FFFFFFFFFFFFFFFB", -5)]
    public void Any_encoding_of_an_integer_is_read_and_only_the_shortest_by_a_strict_reader(string hex, long expected)
    {
        byte[] bytes = Convert.FromHexString(hex);
        AssertReads(bytes, bytes.Length, (ref MessagePackReader reader) => Assert.Equal(expected, reader.ReadInt64()));
        AssertRefused(
            bytes.Length == 1 ? MessagePackError.None : MessagePackError.NotCanonical, hex,
            (ref MessagePackReader reader) => reader.ReadInt64(), Strict);
        if (expected < 0) return;
        AssertReads(bytes, bytes.Length, (ref MessagePackReader reader) => Assert.Equal((ulong)expected, reader.ReadUInt64()));
        AssertRefused(
            bytes.Length == 1 ? MessagePackError.None : MessagePackError.NotCanonical, hex,
            (ref MessagePackReader reader) => reader.ReadUInt64(), Strict);
    }

    [Theory]
    [InlineData("D90161")]
    [InlineData("DA000161")]
    [InlineData("DB0000000161")]
    [InlineData("C5000161")]
    [InlineData("C60000000161")]
    [InlineData("DC000161")]
    [InlineData("DD0000000161")]
    [InlineData("DE00016161")]
    [InlineData("DF000000016161")]
    [InlineData("C7010061")]
    [InlineData("C800010061")]
    public void A_longer_header_than_needed_is_skipped_and_refused_by_a_strict_reader(string hex)
    {
        MessagePackReaderOptions lenient = new() { SkipExtensions = true };
        AssertRefused(MessagePackError.None, hex, (ref MessagePackReader reader) => reader.Skip(), lenient);
        AssertRefused(
            MessagePackError.NotCanonical, hex, (ref MessagePackReader reader) => reader.Skip(),
            lenient with { CanonicalOnly = true });
    }

    [Fact]
    public void Floats_are_read_when_finite()
    {
        AssertReads("CB3FF8000000000000", (ref MessagePackReader reader) => Assert.Equal(1.5, reader.ReadFloat64()));
        AssertReads("CA3FC00000", (ref MessagePackReader reader) => Assert.Equal(1.5, reader.ReadFloat64()));
        AssertReads("CA3FC00000", (ref MessagePackReader reader) => Assert.Equal(1.5f, reader.ReadFloat32()));
        AssertRefused(
            MessagePackError.NotCanonical, "CA3FC00000", (ref MessagePackReader reader) => reader.ReadFloat64(), Strict);
        AssertRefused(
            MessagePackError.WrongType, "CB3FF8000000000000", (ref MessagePackReader reader) => reader.ReadFloat32());
        string[] refused = ["CB7FF0000000000000", "CBFFF0000000000000", "CB7FF8000000000000", "CA7F800000", "CA7FC00000"];
        foreach (string hex in refused)
        {
            AssertRefused(MessagePackError.NotFinite, hex, (ref MessagePackReader reader) => reader.ReadFloat64());
            AssertRefused(MessagePackError.NotFinite, hex, (ref MessagePackReader reader) => reader.Skip());
        }
    }

    [Theory]
    [InlineData("A180")]
    [InlineData("A2C328")]
    [InlineData("A2C080")]
    [InlineData("A3EDA080")]
    [InlineData("A4F4908080")]
    [InlineData("A2E282")]
    public void Malformed_utf8_is_refused(string hex) =>
        AssertRefused(MessagePackError.BadUtf8, hex, (ref MessagePackReader reader) => reader.ReadUtf8(100));

    private static byte[] Encoded(Int128 value)
    {
        MessagePackWriter writer = new(new byte[9]);
        if (value > long.MaxValue) writer.WriteUInt64((ulong)value);
        else writer.WriteInt64((long)value);
        return writer.Written.ToArray();
    }
}
