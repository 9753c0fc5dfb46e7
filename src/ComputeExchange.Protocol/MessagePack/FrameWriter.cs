using System.Buffers.Binary;

namespace ComputeExchange.Protocol.MessagePack;

/// <summary>Puts the length before a body that was written in place, so that no body is copied.</summary>
/// <example><code>
/// MessagePackWriter writer = new(frames.BodyOf(buffer));
/// ... write ...
/// int frameBytes = writer.Error == MessagePackError.None ? frames.Seal(buffer, writer.Position) : 0;
/// </code></example>
public readonly struct FrameWriter
{
    private readonly int _maxBodyBytes;

    /// <summary>A writer whose bodies have at most <paramref name="maxBodyBytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive, or leaves no room for the prefix.</exception>
    public FrameWriter(int maxBodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBodyBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBodyBytes, int.MaxValue - Frame.PrefixBytes);
        _maxBodyBytes = maxBodyBytes;
    }

    /// <summary>The part of <paramref name="frame"/> to write the body into: what follows the prefix, cut to the limit.</summary>
    /// <returns>Empty when the span is too short even for the prefix.</returns>
    public Span<byte> BodyOf(Span<byte> frame) => frame.Length <= Frame.PrefixBytes
        ? default
        : frame.Slice(Frame.PrefixBytes, Math.Min(frame.Length - Frame.PrefixBytes, _maxBodyBytes));

    /// <summary>Writes the prefix of a frame whose body is in place.</summary>
    /// <returns>
    /// The bytes of the whole frame; 0, with nothing written, when the body is empty, over the limit or over the span.
    /// </returns>
    public int Seal(Span<byte> frame, int bodyBytes)
    {
        if (bodyBytes < 1 || bodyBytes > BodyOf(frame).Length) return 0;
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)bodyBytes);
        return Frame.PrefixBytes + bodyBytes;
    }
}
