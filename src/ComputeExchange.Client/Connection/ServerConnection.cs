using System.Net.Sockets;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client.Connection;

/// <summary>One connection over TCP, or TLS over it: frames in, frames out. What is sent while a send is under way goes with
/// the next, all at once.</summary>
internal sealed class ServerConnection : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private readonly Stream _stream;
    private readonly FrameReader _frames;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _hasOutbound = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private byte[] _filling = new byte[FirstBytes];
    private byte[] _sending = new byte[FirstBytes];
    private byte[] _received = new byte[FirstBytes];
    private int _filled;
    private int _start;
    private int _end;
    private long _lastSentTick = Environment.TickCount64;
    private long _lastHeardTick = Environment.TickCount64;

    private ServerConnection(Stream stream, int maxBodyBytes)
    {
        _stream = stream;
        _frames = new FrameReader(maxBodyBytes);
        _ = SendAllAsync();
    }

    /// <summary>Connects.</summary>
    /// <exception cref="ExchangeException">TLS was asked for, and the server's certificate or a file is not good.</exception>
    public static async Task<ServerConnection> ConnectAsync(ClientOptions options, CancellationToken cancellation)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellation).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is { } tls)
                stream = await TlsHandshake.OverAsync(stream, options.Host, tls, cancellation).ConfigureAwait(false);
            return new ServerConnection(stream, options.MaxBodyBytes);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Gives a frame to the next send; never waits.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_filling.Length - _filled < frame.Length)
                Array.Resize(ref _filling, Math.Max(_filling.Length * 2, _filled + frame.Length));
            frame.CopyTo(_filling.AsSpan(_filled));
            _filled += frame.Length;
            if (_hasOutbound.CurrentCount == 0)
                _hasOutbound.Release();
        }
    }

    /// <summary>Gives a message to the next send.</summary>
    public void Send<T>(in T message) where T : struct, IMessage<T> => Send(Wire.FrameOf(message));

    /// <summary>The next whole body, valid until the next call; empty at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The server sent what is no frame.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTakeFrame(out ReadOnlyMemory<byte> body))
                return body;
            int count = await _stream.ReadAsync(_received.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (count == 0)
                return default;
            _end += count;
            Volatile.Write(ref _lastHeardTick, Environment.TickCount64);
        }
    }

    /// <summary>Says that the client is there, often enough, and closes the connection when nothing is heard for two
    /// heartbeats.</summary>
    public async Task KeepAliveAsync(int heartbeatMillis)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(Math.Max(heartbeatMillis / 4, 5)));
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
            {
                long now = Environment.TickCount64;
                if (now - Volatile.Read(ref _lastSentTick) >= heartbeatMillis / 2)
                    Send(default(Heartbeat));
                if (now - Volatile.Read(ref _lastHeardTick) > 2L * heartbeatMillis)
                    Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection was closed.
        }
    }

    /// <summary>Closes the connection; again is no error.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _stream.Dispose();
    }

    private bool TryTakeFrame(out ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> received = _received.AsSpan(_start, _end - _start);
        FrameStatus status = _frames.Read(received, out ReadOnlySpan<byte> found, out int frameBytes);
        body = default;
        switch (status)
        {
            case FrameStatus.Complete:
                body = _received.AsMemory(_start + Frame.PrefixBytes, found.Length);
                _start += frameBytes;
                return true;
            case FrameStatus.NeedMore:
                MakeRoomFor(frameBytes);
                return false;
            default:
                throw new InvalidDataException($"The server sent a frame that cannot be read: {status}.");
        }
    }

    private void MakeRoomFor(int frameBytes)
    {
        _received.AsSpan(_start, _end - _start).CopyTo(_received);
        _end -= _start;
        _start = 0;
        if (_received.Length < frameBytes)
            Array.Resize(ref _received, frameBytes);
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (true)
            {
                await _hasOutbound.WaitAsync(_closing.Token).ConfigureAwait(false);
                int count;
                lock (_gate)
                {
                    (_filling, _sending) = (_sending, _filling);
                    count = _filled;
                    _filled = 0;
                }

                await _stream.WriteAsync(_sending.AsMemory(0, count), _closing.Token).ConfigureAwait(false);
                Volatile.Write(ref _lastSentTick, Environment.TickCount64);
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reader finds out by itself.
        }
    }
}
