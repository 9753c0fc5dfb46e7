using System.Buffers.Binary;
using ComputeExchange.Protocol.MessagePack;
using Xunit;

namespace ComputeExchange.Protocol.Tests.MessagePack;

public sealed class FrameTests
{
    private static readonly FrameReader Reader = new(Frame.DefaultMaxBodyBytes);
    private static readonly FrameWriter Writer = new(Frame.DefaultMaxBodyBytes);

    [Fact]
    public void A_frame_is_its_big_endian_length_and_its_body()
    {
        byte[] buffer = new byte[300];
        Writer.BodyOf(buffer).Slice(0, 258).Fill(0xaa);
        Assert.Equal(262, Writer.Seal(buffer, 258));
        Assert.Equal([0, 0, 1, 2, 0xaa], buffer.Take(5));
        Assert.Equal(0, buffer[262]);
    }

    [Fact]
    public void A_frame_is_whole_only_with_its_last_byte_wherever_it_is_split()
    {
        byte[] frame = FrameOf(bodyBytes: 300);
        for (int received = 0; received < frame.Length; received++)
        {
            FrameStatus status = Reader.Read(frame.AsSpan(0, received), out ReadOnlySpan<byte> body, out int needed);
            Assert.Equal(FrameStatus.NeedMore, status);
            Assert.Equal(0, body.Length);
            Assert.Equal(received < Frame.PrefixBytes ? Frame.PrefixBytes : frame.Length, needed);
        }

        Assert.Equal(FrameStatus.Complete, Reader.Read(frame, out ReadOnlySpan<byte> whole, out int consumed));
        Assert.True(whole.SequenceEqual(frame.AsSpan(Frame.PrefixBytes)));
        Assert.Equal(frame.Length, consumed);
    }

    [Fact]
    public void A_stream_of_frames_gives_the_same_bodies_however_it_is_cut()
    {
        byte[] stream = [.. FrameOf(1), .. FrameOf(17), .. FrameOf(255), .. FrameOf(256), .. FrameOf(3)];
        for (int step = 1; step <= stream.Length; step++)
        {
            List<int> bodies = [];
            int start = 0;
            for (int received = Math.Min(step, stream.Length); ; received = Math.Min(received + step, stream.Length))
            {
                while (Reader.Read(stream.AsSpan(start, received - start), out ReadOnlySpan<byte> body, out int consumed)
                    == FrameStatus.Complete)
                {
                    bodies.Add(body.Length);
                    start += consumed;
                }

                if (received == stream.Length) break;
            }

            Assert.Equal([1, 17, 255, 256, 3], bodies);
            Assert.Equal(stream.Length, start);
        }
    }

    [Theory]
    [InlineData(Frame.DefaultMaxBodyBytes, FrameStatus.NeedMore)]
    [InlineData(Frame.DefaultMaxBodyBytes + 1, FrameStatus.TooLong)]
    [InlineData(int.MaxValue, FrameStatus.TooLong)]
    [InlineData(0x8000_0000, FrameStatus.TooLong)]
    [InlineData(uint.MaxValue, FrameStatus.TooLong)]
    [InlineData(0, FrameStatus.Empty)]
    public void A_length_is_judged_before_any_of_its_body_arrives(uint length, FrameStatus expected)
    {
        byte[] prefix = new byte[Frame.PrefixBytes];
        BinaryPrimitives.WriteUInt32BigEndian(prefix, length);
        Assert.Equal(expected, Reader.Read(prefix, out _, out int needed));
        Assert.Equal(expected == FrameStatus.NeedMore ? prefix.Length + (int)length : 0, needed);
    }

    [Fact]
    public void A_body_over_the_limit_or_over_the_buffer_or_empty_is_not_sealed()
    {
        byte[] buffer = new byte[Frame.PrefixBytes + 20];
        FrameWriter narrow = new(maxBodyBytes: 10);
        Assert.Equal(10, narrow.BodyOf(buffer).Length);
        Assert.Equal(0, narrow.Seal(buffer, 11));
        Assert.Equal(14, narrow.Seal(buffer, 10));
        Assert.Equal(0, Writer.Seal(buffer, 21));
        Assert.Equal(0, Writer.Seal(buffer, 0));
        Assert.Equal(0, Writer.Seal(buffer, -1));
        Assert.Equal(0, Writer.Seal(buffer, int.MaxValue));
        for (int length = 0; length <= Frame.PrefixBytes; length++)
        {
            Assert.Equal(0, Writer.BodyOf(buffer.AsSpan(0, length)).Length);
            Assert.Equal(0, Writer.Seal(buffer.AsSpan(0, length), 1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_limit_that_holds_no_body_or_no_prefix_is_refused_at_once(int limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameReader(limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameWriter(limit));
    }

    private static byte[] FrameOf(int bodyBytes)
    {
        byte[] frame = new byte[Frame.PrefixBytes + bodyBytes];
        Writer.BodyOf(frame).Fill(unchecked((byte)bodyBytes));
        Assert.Equal(frame.Length, Writer.Seal(frame, bodyBytes));
        return frame;
    }
}
