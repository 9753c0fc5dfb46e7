using ComputeExchange.Gateway.Transport;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>What a client sent and nobody took yet: at most one frame more than was whole.</summary>
internal sealed class InboundBuffer(int maxBodyBytes)
{
    private const int FirstBytes = 16 * 1024;

    private readonly FrameReader _frames = new(maxBodyBytes);
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>Takes what fits of what has come in.</summary>
    /// <returns>As <see cref="IConnection.TryReceive"/>.</returns>
    public int Receive(IConnection connection)
    {
        if (_start == _end)
            _start = _end = 0;
        if (_bytes.Length == 0)
            _bytes = new byte[Math.Min(FirstBytes, maxBodyBytes + Frame.PrefixBytes)];
        int received = connection.TryReceive(_bytes.AsSpan(_end));
        _end += Math.Max(received, 0);
        return received;
    }

    /// <summary>The frame at the front, which stays there until it is consumed.</summary>
    public FrameStatus Peek(out ReadOnlySpan<byte> body, out int frameBytes)
    {
        FrameStatus status = _frames.Read(_bytes.AsSpan(_start, _end - _start), out body, out frameBytes);
        if (status == FrameStatus.NeedMore)
            MakeRoomFor(frameBytes);
        return status;
    }

    /// <summary>The frame at the front was handled.</summary>
    public void Consume(int frameBytes) => _start += frameBytes;

    private void MakeRoomFor(int frameBytes)
    {
        if (_start > 0 && _bytes.Length - _start < Math.Max(frameBytes, _bytes.Length / 2))
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_bytes.Length - _start < frameBytes)
            Array.Resize(ref _bytes, Math.Max(frameBytes, Math.Min(_bytes.Length * 2, maxBodyBytes + Frame.PrefixBytes)));
    }
}
