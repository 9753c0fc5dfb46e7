// What waits lies in pieces of one size, filled to the brim, and what was sent of the first piece counts as long as the piece is
// there: so the bound on what waits is the bound on what is held. A send carries many frames, and a connection that has nothing
// to say holds nothing.

using ComputeExchange.Gateway.Transport;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>What waits for a client to read it: whole frames, gathered, so that one send carries many. Bounded.</summary>
internal sealed class OutboundBuffer(int maxBytes, ChunkPool pool)
{
    /// <summary>Kept free for the reason of an end, whose frame is no longer.</summary>
    private const int LastFrameBytes = 256;

    private static readonly FrameWriter Frames = new(ChunkPool.LargestFrameBytes - Frame.PrefixBytes);

    private readonly Queue<byte[]> _chunks = new();
    private byte[] _last = [];
    private int _limit = maxBytes - LastFrameBytes;
    private int _start;
    private int _end;

    /// <summary>Bytes that wait.</summary>
    public int WaitingBytes { get; private set; }

    /// <summary>Bytes of memory that are held for them.</summary>
    public int HeldBytes => _chunks.Count * ChunkPool.ChunkBytes;

    /// <summary>Whether something did not fit: the reader is too slow.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>Adds a message as a frame.</summary>
    public void Add<T>(in T message) where T : struct, IMessage<T>
    {
        byte[] frame = pool.FrameScratch;
        int bodyBytes = MessageCodec.Encode(message, Frames.BodyOf(frame));
        if (bodyBytes == 0)
            throw new InvalidOperationException($"A message of type {T.Type} has no form on the wire.");
        Append(frame.AsSpan(0, Frames.Seal(frame, bodyBytes)));
    }

    /// <summary>Adds an encoded body as a frame.</summary>
    public void Add(ReadOnlySpan<byte> body)
    {
        byte[] frame = pool.FrameScratch;
        body.CopyTo(Frames.BodyOf(frame));
        Append(frame.AsSpan(0, Frames.Seal(frame, body.Length)));
    }

    /// <summary>Adds the reason of an end, for which there is always room: nothing comes after it.</summary>
    public void AddLast<T>(in T message) where T : struct, IMessage<T>
    {
        HasOverflowed = false;
        _limit = maxBytes;
        Add(message);
    }

    /// <summary>Sends what the connection takes.</summary>
    /// <returns>Bytes sent, or <see cref="IConnection.Ended"/>.</returns>
    public int Flush(IConnection connection)
    {
        int total = 0;
        while (_chunks.TryPeek(out byte[]? chunk))
        {
            int filled = ReferenceEquals(chunk, _last) ? _end : ChunkPool.ChunkBytes;
            int sent = connection.TrySend(chunk.AsSpan(_start, filled - _start));
            if (sent < 0)
                return IConnection.Ended;
            if (sent == 0)
                break;
            total += sent;
            WaitingBytes -= sent;
            _start += sent;
            if (_start == filled)
                Release(chunk);
        }

        return total;
    }

    /// <summary>Gives back what is held; nothing is sent any more.</summary>
    public void Clear()
    {
        while (_chunks.TryPeek(out byte[]? chunk))
            Release(chunk);
        WaitingBytes = 0;
    }

    private void Append(ReadOnlySpan<byte> frame)
    {
        if (HasOverflowed || _start + WaitingBytes + frame.Length > _limit)
        {
            HasOverflowed = true;
            return;
        }

        WaitingBytes += frame.Length;
        while (frame.Length > 0)
        {
            if (_end == _last.Length)
            {
                _chunks.Enqueue(_last = pool.Rent());
                _end = 0;
            }

            int taken = Math.Min(frame.Length, _last.Length - _end);
            frame[..taken].CopyTo(_last.AsSpan(_end));
            frame = frame[taken..];
            _end += taken;
        }
    }

    private void Release(byte[] chunk)
    {
        _chunks.Dequeue();
        pool.Return(chunk);
        _start = 0;
        if (!ReferenceEquals(chunk, _last))
            return;
        _last = [];
        _end = 0;
    }
}
