using System.Buffers.Binary;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Tests.Hostile;

/// <summary>Bytes that somebody sends who means harm, and how the session ends; None for one that goes on.</summary>
/// <param name="Name">What it is.</param>
/// <param name="End">Why the session ends.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="BeforeLogon">Whether it is sent in place of a logon.</param>
internal sealed record Attack(string Name, DisconnectReason End, byte[] Bytes, bool BeforeLogon = false)
{
    /// <summary>A body in its frame.</summary>
    public static byte[] Framed(params ReadOnlySpan<byte> body) => Prefixed((uint)body.Length, body);

    /// <summary>A body behind a length of the attacker's.</summary>
    public static byte[] Prefixed(uint length, params ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[Frame.PrefixBytes + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, length);
        body.CopyTo(frame.AsSpan(Frame.PrefixBytes));
        return frame;
    }

    /// <summary>An order that would be accepted.</summary>
    public static byte[] Order { get; } = BodyOf(Command.Of(
        new CommandHeader { RequestNumber = 1 }, DemoMarket.Gpus(DemoMarket.Alpha, "a1", Side.Buy, 8, 2.5m)));

    /// <summary>A cancel that would be read.</summary>
    public static byte[] Cancel { get; } = BodyOf(Command.Of(
        new CommandHeader { RequestNumber = 1 },
        new CancelOrder { Participant = DemoMarket.Alpha, OrigClOrdId = ClOrdId.Parse("a1") }));

    /// <summary>A body in its frame, one field of it replaced by bytes.</summary>
    public static byte[] With(byte[] body, int field, params ReadOnlySpan<byte> raw)
    {
        MessagePackReader reader = new(body);
        int count = reader.ReadArrayHeader(byte.MaxValue);
        List<byte> changed = [.. body.AsSpan(0, reader.Position)];
        for (int i = 0; i < count; i++)
        {
            int start = reader.Position;
            reader.Skip();
            changed.AddRange(i == field ? raw : body.AsSpan(start, reader.Position - start));
        }

        return Framed([.. changed]);
    }

    /// <summary>So many of one byte.</summary>
    public static byte[] Many(int count, byte value)
    {
        byte[] bytes = new byte[count];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    /// <summary>A text in its one encoding, whatever its length.</summary>
    public static byte[] Text(int length, byte value = (byte)'x') => length switch
    {
        < 32 => [(byte)(0xa0 | length), .. Many(length, value)],
        < 256 => [0xd9, (byte)length, .. Many(length, value)],
        _ => [0xda, (byte)(length >> 8), (byte)(length & 255), .. Many(length, value)],
    };

    public override string ToString() => Name;

    private static byte[] BodyOf(in Command command)
    {
        byte[] body = new byte[CommandCodec.MaxBodyBytes];
        return body[..CommandCodec.Encode(command, body)];
    }
}
