using ComputeExchange.Gateway.Transport;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>What waits for a client to read it: whole frames, gathered, so that one send carries many. Bounded.</summary>
internal sealed class OutboundBuffer(int maxBytes)
{
    private const int FirstBytes = 4 * 1024;

    /// <summary>The largest message that the server makes fits: a page of 256 rows of each kind.</summary>
    private const int LargestFrameBytes = 64 * 1024;

    private static readonly FrameWriter Frames = new(LargestFrameBytes - Frame.PrefixBytes);

    private byte[] _bytes = new byte[FirstBytes];
    private int _start;
    private int _end;

    /// <summary>Bytes that wait.</summary>
    public int WaitingBytes => _end - _start;

    /// <summary>Whether something did not fit: the reader is too slow.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>Adds a message as a frame.</summary>
    public void Add<T>(in T message) where T : struct, IMessage<T>
    {
        for (int room = 512; room <= LargestFrameBytes; room *= 2)
        {
            EnsureRoom(room);
            int bodyBytes = MessageCodec.Encode(message, Frames.BodyOf(_bytes.AsSpan(_end, room)));
            if (bodyBytes == 0)
                continue;
            Commit(Frames.Seal(_bytes.AsSpan(_end, room), bodyBytes));
            return;
        }

        throw new InvalidOperationException($"A message of type {T.Type} has no form on the wire.");
    }

    /// <summary>Adds an encoded body as a frame.</summary>
    public void Add(ReadOnlySpan<byte> body)
    {
        int frameBytes = Frame.PrefixBytes + body.Length;
        EnsureRoom(frameBytes);
        Span<byte> frame = _bytes.AsSpan(_end, frameBytes);
        body.CopyTo(Frames.BodyOf(frame));
        Commit(Frames.Seal(frame, body.Length));
    }

    /// <summary>Adds the reason of an end, whatever the bound: nothing comes after it.</summary>
    public void AddLast<T>(in T message) where T : struct, IMessage<T>
    {
        HasOverflowed = false;
        maxBytes = int.MaxValue;
        Add(message);
    }

    /// <summary>Sends what the connection takes.</summary>
    /// <returns>Bytes sent, or <see cref="IConnection.Ended"/>.</returns>
    public int Flush(IConnection connection)
    {
        int total = 0;
        while (WaitingBytes > 0)
        {
            int sent = connection.TrySend(_bytes.AsSpan(_start, WaitingBytes));
            if (sent < 0)
                return IConnection.Ended;
            if (sent == 0)
                break;
            total += sent;
            _start += sent;
        }

        if (_start == _end)
            _start = _end = 0;
        return total;
    }

    private void Commit(int frameBytes)
    {
        if (HasOverflowed || WaitingBytes + frameBytes > maxBytes)
            HasOverflowed = true;
        else
            _end += frameBytes;
    }

    private void EnsureRoom(int bytes)
    {
        if (_bytes.Length - _end >= bytes)
            return;
        byte[] target = _bytes;
        if (WaitingBytes + bytes > _bytes.Length / 2)
            target = new byte[Math.Max(_bytes.Length * 2, WaitingBytes + bytes)];
        _bytes.AsSpan(_start, WaitingBytes).CopyTo(target);
        _end -= _start;
        _start = 0;
        _bytes = target;
    }
}
