using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Simulation.Tests.Clients;

/// <summary>What a client sends, as it goes over the line.</summary>
internal static class ClientFrame
{
    public const int MaxBodyBytes = 1 << 20;

    public static byte[] Encode<T>(in T message) where T : struct, IMessage<T>
    {
        byte[] body = new byte[512];
        return Of(body.AsSpan(0, MessageCodec.Encode(message, body)));
    }

    public static byte[] Of(ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[Frame.PrefixBytes + body.Length];
        FrameWriter frames = new(MaxBodyBytes);
        body.CopyTo(frames.BodyOf(frame));
        frames.Seal(frame, body.Length);
        return frame;
    }
}
