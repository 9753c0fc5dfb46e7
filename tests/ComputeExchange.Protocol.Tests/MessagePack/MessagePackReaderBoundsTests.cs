using System.Text;
using ComputeExchange.Protocol.MessagePack;
using Xunit;
using static ComputeExchange.Protocol.Tests.MessagePack.ReadingAssert;

namespace ComputeExchange.Protocol.Tests.MessagePack;

public sealed class MessagePackReaderBoundsTests
{
    private static readonly MessagePackReaderOptions Strict = MessagePackReaderOptions.Strict;

    [Fact]
    public void A_string_or_binary_or_count_over_its_cap_is_refused_before_its_bytes_are_looked_for()
    {
        AssertReads(
            "A3616263",
            (ref MessagePackReader reader) => Assert.Equal("abc", Encoding.UTF8.GetString(reader.ReadUtf8(3))));
        AssertRefused(MessagePackError.TooLong, "A3", (ref MessagePackReader reader) => reader.ReadUtf8(2));
        AssertRefused(MessagePackError.TooLong, "C403", (ref MessagePackReader reader) => reader.ReadBinary(2));
        AssertRefused(MessagePackError.TooLong, "93", (ref MessagePackReader reader) => reader.ReadArrayHeader(2));
        AssertRefused(MessagePackError.TooLong, "83", (ref MessagePackReader reader) => reader.ReadMapHeader(2));
        AssertRefused(MessagePackError.TooLong, "93", (ref MessagePackReader reader) => reader.ReadArrayHeader(-1));
    }

    [Theory]
    [InlineData("DBFFFFFFFF")]
    [InlineData("C6FFFFFFFF")]
    [InlineData("C9FFFFFFFF")]
    [InlineData("DDFFFFFFFF")]
    [InlineData("DFFFFFFFFF")]
    [InlineData("DB7FFFFFFF")]
    [InlineData("C67FFFFFFF")]
    [InlineData("C97FFFFFFF")]
    [InlineData("DD7FFFFFFF")]
    [InlineData("DF7FFFFFFF")]
    public void A_length_of_four_billion_costs_nothing(string hex)
    {
        MessagePackReader reader = new(
            Convert.FromHexString(hex + "0000000000"), new MessagePackReaderOptions { SkipExtensions = true });
        reader.Skip();
        Assert.True(reader.Error is MessagePackError.Truncated or MessagePackError.TooLong, reader.Error.ToString());
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void A_count_that_promises_more_than_there_are_bytes_is_truncated()
    {
        AssertRefused(MessagePackError.Truncated, "93C0C0", (ref MessagePackReader reader) => reader.ReadArrayHeader(10));
        AssertRefused(MessagePackError.Truncated, "82C0C0C0", (ref MessagePackReader reader) => reader.ReadMapHeader(10));
    }

    [Fact]
    public void A_message_has_exactly_its_fields()
    {
        AssertReads("92", (ref MessagePackReader reader) => reader.ReadArrayHeaderExactly(2));
        foreach (string hex in new[] { "91", "93", "90", "DC0003", "DDFFFFFFFF" })
            AssertRefused(
                MessagePackError.ArrayCountMismatch, hex, (ref MessagePackReader reader) => reader.ReadArrayHeaderExactly(2));
        AssertRefused(
            MessagePackError.ArrayCountMismatch, "DDFFFFFFFF",
            (ref MessagePackReader reader) => reader.ReadArrayHeaderExactly(-1));
        AssertRefused(MessagePackError.WrongType, "82", (ref MessagePackReader reader) => reader.ReadArrayHeaderExactly(2));
    }

    [Fact]
    public void A_binary_of_fixed_length_has_exactly_that_length()
    {
        byte[] nonce = new byte[3];
        AssertReads("C403010203", (ref MessagePackReader reader) => reader.ReadBinaryExactly(nonce));
        Assert.Equal([1, 2, 3], nonce);
        AssertRefused(
            MessagePackError.WrongLength, "C4020909",
            (ref MessagePackReader reader) => reader.ReadBinaryExactly(nonce));
        Assert.Equal([1, 2, 3], nonce);
    }

    [Fact]
    public void An_optional_field_is_nil_or_its_value()
    {
        MessagePackReader reader = new([0xc0, 0x07]);
        Assert.True(reader.TryReadNil());
        Assert.False(reader.TryReadNil());
        Assert.Equal(7, reader.ReadInt32());
        Assert.False(reader.TryReadNil());
        Assert.Equal(MessagePackError.None, reader.Finish());
    }

    [Fact]
    public void The_first_refusal_stays_and_every_later_read_gives_the_default()
    {
        MessagePackReader reader = new([0x01, 0xc0, 0x02, 0xa1, 0x61]);
        Assert.Equal(1, reader.ReadInt32());
        Assert.Equal(0, reader.ReadInt32());
        Assert.Equal(0, reader.ReadInt32());
        Assert.Equal(0, reader.ReadUtf8(10).Length);
        Assert.False(reader.ReadBoolean());
        Assert.False(reader.TryReadNil());
        Assert.Equal(0, reader.ReadArrayHeader(10));
        Assert.Equal(0UL, reader.ReadUInt64());
        reader.Skip();
        reader.Refuse(MessagePackError.TooDeep);
        Assert.Equal(MessagePackType.None, reader.NextType);
        Assert.Equal(MessagePackError.WrongType, reader.Finish());
        Assert.Equal(1, reader.Position);
    }

    [Fact]
    public void Bytes_after_the_last_field_and_a_field_the_caller_dislikes_are_refused()
    {
        MessagePackReader reader = new([0x01, 0x02]);
        Assert.Equal(1, reader.ReadInt32());
        Assert.Equal(MessagePackError.TrailingBytes, reader.Finish());
        Assert.Equal(1, reader.Position);

        reader = new MessagePackReader([0x01]);
        reader.Refuse(MessagePackError.None);
        Assert.Equal(1, reader.ReadInt32());
        reader.Refuse(MessagePackError.OutOfRange);
        Assert.Equal(MessagePackError.OutOfRange, reader.Finish());
    }

    [Fact]
    public void Nesting_is_skipped_up_to_the_cap_and_refused_beyond()
    {
        foreach (byte opening in new byte[] { 0x91, 0x81 })
        {
            foreach (int cap in new[] { 1, 16, MessagePackReaderOptions.MaxDepthLimit })
            {
                MessagePackReaderOptions options = new() { MaxDepth = cap };
                Assert.Equal(MessagePackError.None, SkipNested(opening, cap, options));
                Assert.Equal(MessagePackError.TooDeep, SkipNested(opening, cap + 1, options));
            }

            Assert.Equal(MessagePackError.TooDeep, SkipNested(opening, 1_000_000, MessagePackReaderOptions.Lenient));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new MessagePackReaderOptions { MaxDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MessagePackReaderOptions { MaxDepth = 65 });
    }

    [Fact]
    public void Extensions_are_refused_unless_skipping_them_is_asked_for()
    {
        AssertRefused(MessagePackError.ExtensionRefused, "D6FF00000001", (ref MessagePackReader reader) => reader.Skip());
        AssertRefused(
            MessagePackError.None, "D6FF00000001", (ref MessagePackReader reader) => reader.Skip(),
            Strict with { SkipExtensions = true });
    }

    private static MessagePackError SkipNested(byte opening, int levels, MessagePackReaderOptions options)
    {
        // In a map the level inside is the value; each level has a key before it.
        byte[] key = opening == 0x81 ? [0x01] : [];
        byte[] bytes = [.. Enumerable.Repeat((byte[])[opening, .. key], levels).SelectMany(level => level), 0xc0];
        MessagePackReader reader = new(bytes, options);
        reader.Skip();
        return reader.Finish() is var error && error == MessagePackError.None
            ? reader.Position == bytes.Length ? error : MessagePackError.TrailingBytes
            : error;
    }
}
