using System.Buffers.Binary;

namespace ComputeExchange.Protocol.MessagePack;

/// <summary>What the bytes received so far amount to.</summary>
public enum FrameStatus : byte
{
    /// <summary>The frame is not whole yet.</summary>
    NeedMore,

    /// <summary>A whole frame is at hand.</summary>
    Complete,

    /// <summary>The frame announces a body over the limit; nothing after it can be understood.</summary>
    TooLong,

    /// <summary>The frame announces a body of no bytes, which no message has.</summary>
    Empty,
}

/// <summary>Finds frames in the bytes that a transport has accumulated. Holds no state but its limit.</summary>
public readonly struct FrameReader
{
    private readonly int _maxBodyBytes;

    /// <summary>A reader that refuses bodies over <paramref name="maxBodyBytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive, or leaves no room for the prefix.</exception>
    public FrameReader(int maxBodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBodyBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBodyBytes, int.MaxValue - Frame.PrefixBytes);
        _maxBodyBytes = maxBodyBytes;
    }

    /// <summary>Looks at the frame at the start of <paramref name="received"/>.</summary>
    /// <param name="received">All bytes that were received and not consumed.</param>
    /// <param name="body">The body, a slice of the source; empty unless complete.</param>
    /// <param name="frameBytes">
    /// Complete: how many bytes to consume. NeedMore: how many must be at hand before asking again is of use, at least one more
    /// than there are and at most prefix and limit together. Otherwise 0.
    /// </param>
    public FrameStatus Read(ReadOnlySpan<byte> received, out ReadOnlySpan<byte> body, out int frameBytes)
    {
        body = default;
        frameBytes = Frame.PrefixBytes;
        if (received.Length < Frame.PrefixBytes) return FrameStatus.NeedMore;
        uint bodyBytes = BinaryPrimitives.ReadUInt32BigEndian(received);
        frameBytes = 0;
        if (bodyBytes == 0) return FrameStatus.Empty;
        if (bodyBytes > (uint)_maxBodyBytes) return FrameStatus.TooLong;
        frameBytes = Frame.PrefixBytes + (int)bodyBytes;
        if (received.Length < frameBytes) return FrameStatus.NeedMore;
        body = received.Slice(Frame.PrefixBytes, (int)bodyBytes);
        return FrameStatus.Complete;
    }
}
