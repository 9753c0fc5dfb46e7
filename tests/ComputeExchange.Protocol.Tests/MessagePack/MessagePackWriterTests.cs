using System.Text;
using ComputeExchange.Protocol.MessagePack;
using Xunit;

namespace ComputeExchange.Protocol.Tests.MessagePack;

public sealed class MessagePackWriterTests
{
    private delegate void Writing(ref MessagePackWriter writer);

    [Theory]
    [InlineData(0L, "00")]
    [InlineData(127L, "7F")]
    [InlineData(128L, "CC80")]
    [InlineData(255L, "CCFF")]
    [InlineData(256L, "CD0100")]
    [InlineData(65_535L, "CDFFFF")]
    [InlineData(65_536L, "CE00010000")]
    [InlineData(4_294_967_295L, "CEFFFFFFFF")]
    [InlineData(4_294_967_296L, "CF0000000100000000")]
    [InlineData(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
    [InlineData(-1L, "FF")]
    [InlineData(-32L, "E0")]
    [InlineData(-33L, "D0DF")]
    [InlineData(-128L, "D080")]
    [InlineData(-129L, "D1FF7F")]
    [InlineData(-32_768L, "D18000")]
    [InlineData(-32_769L, "D2FFFF7FFF")]
    [InlineData(-2_147_483_648L, "D280000000")]
    [InlineData(-2_147_483_649L, "D3FFFFFFFF7FFFFFFF")]
    [InlineData(long.MinValue, "D38000000000000000")]
    public void An_integer_takes_the_shortest_encoding(long value, string expected) =>
        Assert.Equal(expected, Hex((ref MessagePackWriter writer) => writer.WriteInt64(value)));

    [Fact]
    public void The_largest_unsigned_integer_takes_nine_bytes() =>
        Assert.Equal("CFFFFFFFFFFFFFFFFF", Hex((ref MessagePackWriter writer) => writer.WriteUInt64(ulong.MaxValue)));

    [Fact]
    public void Nil_booleans_and_floats_have_one_encoding_each()
    {
        Assert.Equal("C0C2C3CB3FF8000000000000CA3FC00000", Hex((ref MessagePackWriter writer) =>
        {
            writer.WriteNil();
            writer.WriteBoolean(false);
            writer.WriteBoolean(true);
            writer.WriteFloat64(1.5);
            writer.WriteFloat32(1.5f);
        }));
    }

    [Theory]
    [InlineData(0, "A0")]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65_535, "DAFFFF")]
    [InlineData(65_536, "DB00010000")]
    public void A_string_takes_the_shortest_header_from_either_source(int bytes, string expected)
    {
        string text = new('x', bytes);
        string whole = expected + Convert.ToHexString(Encoding.UTF8.GetBytes(text));
        Assert.Equal(whole, Hex((ref MessagePackWriter writer) => writer.WriteString(text)));
        Assert.Equal(whole, Hex((ref MessagePackWriter writer) => writer.WriteUtf8(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData(0, "C400")]
    [InlineData(255, "C4FF")]
    [InlineData(256, "C50100")]
    [InlineData(65_535, "C5FFFF")]
    [InlineData(65_536, "C600010000")]
    public void A_binary_takes_the_shortest_header(int bytes, string expected) => Assert.Equal(
        expected + Convert.ToHexString(new byte[bytes]),
        Hex((ref MessagePackWriter writer) => writer.WriteBinary(new byte[bytes])));

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9F", "8F")]
    [InlineData(16, "DC0010", "DE0010")]
    [InlineData(65_535, "DCFFFF", "DEFFFF")]
    [InlineData(65_536, "DD00010000", "DF00010000")]
    [InlineData(int.MaxValue, "DD7FFFFFFF", "DF7FFFFFFF")]
    public void Arrays_and_maps_take_the_shortest_header(int count, string array, string map)
    {
        Assert.Equal(array, Hex((ref MessagePackWriter writer) => writer.WriteArrayHeader(count)));
        Assert.Equal(map, Hex((ref MessagePackWriter writer) => writer.WriteMapHeader(count)));
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused_and_leaves_no_bytes()
    {
        AssertRefused(MessagePackError.NotFinite, (ref MessagePackWriter writer) => writer.WriteFloat64(double.NaN));
        AssertRefused(MessagePackError.NotFinite, (ref MessagePackWriter writer) => writer.WriteFloat32(float.PositiveInfinity));
        AssertRefused(MessagePackError.BadUtf8, (ref MessagePackWriter writer) => writer.WriteString("a\ud800b"));
        AssertRefused(MessagePackError.BadUtf8, (ref MessagePackWriter writer) => writer.WriteUtf8([0xc3, 0x28]));
        AssertRefused(MessagePackError.OutOfRange, (ref MessagePackWriter writer) => writer.WriteArrayHeader(-1));
        AssertRefused(MessagePackError.OutOfRange, (ref MessagePackWriter writer) => writer.WriteMapHeader(int.MinValue));
    }

    [Fact]
    public void A_full_buffer_is_flagged_at_every_length_and_never_overrun()
    {
        Writing all = WriteOneOfEach;
        byte[] whole = Convert.FromHexString(Hex(all));
        for (int room = 0; room < whole.Length; room++)
        {
            byte[] buffer = new byte[whole.Length + 1];
            buffer.AsSpan().Fill(0xee);
            MessagePackWriter writer = new(buffer.AsSpan(0, room));
            all(ref writer);
            Assert.Equal(MessagePackError.BufferFull, writer.Error);
            Assert.True(writer.Position <= room);
            Assert.True(writer.Written.SequenceEqual(whole.AsSpan(0, writer.Position)));
            Assert.True(buffer.AsSpan(room).IndexOfAnyExcept((byte)0xee) < 0, $"wrote beyond {room} bytes");
        }
    }

    [Fact]
    public void After_a_refusal_nothing_more_is_written_even_if_it_would_fit()
    {
        MessagePackWriter writer = new(new byte[8]);
        writer.WriteNil();
        writer.WriteUInt64(ulong.MaxValue);
        writer.WriteNil();
        writer.WriteFloat64(double.NaN);
        Assert.Equal(MessagePackError.BufferFull, writer.Error);
        Assert.Equal(1, writer.Position);
    }

    private static void WriteOneOfEach(ref MessagePackWriter writer)
    {
        writer.WriteArrayHeader(16);
        writer.WriteMapHeader(70_000);
        writer.WriteNil();
        writer.WriteBoolean(true);
        foreach (long value in new long[] { 1, 200, 60_000, 100_000, 1L << 40, -1, -100, -1_000, -100_000, -1L << 40 })
            writer.WriteInt64(value);
        writer.WriteFloat64(2.5);
        writer.WriteFloat32(2.5f);
        writer.WriteString("H200-SXM-141GB");
        writer.WriteUtf8("us-east-1"u8);
        writer.WriteString("é漢🚀");
        writer.WriteBinary(new byte[40]);
    }

    private static void AssertRefused(MessagePackError expected, Writing writing)
    {
        MessagePackWriter writer = new(new byte[64]);
        writer.WriteNil();
        writing(ref writer);
        Assert.Equal(expected, writer.Error);
        Assert.Equal(1, writer.Position);
    }

    private static string Hex(Writing writing)
    {
        MessagePackWriter writer = new(new byte[70_000]);
        writing(ref writer);
        Assert.Equal(MessagePackError.None, writer.Error);
        return Convert.ToHexString(writer.Written);
    }
}
