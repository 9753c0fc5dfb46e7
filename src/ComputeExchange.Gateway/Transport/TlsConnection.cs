// The gateway's thread must not wait, and an encrypted stream cannot be read or written without waiting. So two tasks of a
// connection's own carry bytes between the stream and two small buffers, and the gateway's thread takes from the one and adds to
// the other, as it would with a socket. A peer that does not read fills the second one, and from then on its bytes wait in the
// session's bounded buffer: nothing else changes for the gateway.

using System.Net.Security;
using System.Net.Sockets;

namespace ComputeExchange.Gateway.Transport;

/// <summary>One TLS connection.</summary>
internal sealed class TlsConnection : IConnection
{
    /// <summary>The bytes decrypted and not taken, at most: one TLS record.</summary>
    public const int InboundBytes = 16 * 1024;

    /// <summary>The bytes taken to be encrypted, at most, and again as many under way.</summary>
    public const int OutboundBytes = 32 * 1024;

    /// <summary>How long a closed connection may take to send what it had taken.</summary>
    private const int CloseMillis = 1_000;

    private readonly Socket _socket;
    private readonly SslStream _stream;
    private readonly WakeSignal _wake;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _isTaken = new(0, 1);
    private readonly SemaphoreSlim _hasOutbound = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly byte[] _inbound = new byte[InboundBytes];
    private byte[] _filling = new byte[OutboundBytes];
    private byte[] _sending = new byte[OutboundBytes];
    private int _inboundStart;
    private int _inboundEnd;
    private int _filled;
    private bool _isOpen;
    private bool _isClosed;
    private volatile bool _isReceiveEnded;
    private volatile bool _isEnded;
    private volatile string? _failure;
    private volatile string? _certifiedName;

    public TlsConnection(Socket socket, TlsServer tls, WakeSignal wake)
    {
        _socket = socket;
        _wake = wake;
        Peer = TcpSocket.PeerOf(socket);
        Address = TcpSocket.AddressOf(socket);
        TcpSocket.Prepare(socket);
        _stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        _ = Task.Run(() => RunAsync(tls));
    }

    public string Peer { get; }

    public string Address { get; }

    public string? CertifiedName => _certifiedName;

    public string? Failure => _failure;

    public int TryReceive(Span<byte> into)
    {
        if (_isClosed)
            return IConnection.Ended;

        // Looked at first: what was received before the end is there by then.
        bool isEnded = _isReceiveEnded;
        int available = Volatile.Read(ref _inboundEnd) - _inboundStart;
        if (available == 0)
            return isEnded ? IConnection.Ended : 0;
        int taken = Math.Min(available, into.Length);
        _inbound.AsSpan(_inboundStart, taken).CopyTo(into);
        _inboundStart += taken;
        if (taken == available)
        {
            _inboundStart = 0;
            Volatile.Write(ref _inboundEnd, 0);
            _isTaken.Release();
        }

        return taken;
    }

    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed || _isEnded)
            return IConnection.Ended;
        lock (_gate)
        {
            int taken = Math.Min(bytes.Length, OutboundBytes - _filled);
            bytes[..taken].CopyTo(_filling.AsSpan(_filled));
            _filled += taken;
            if (taken > 0 && _hasOutbound.CurrentCount == 0)
                _hasOutbound.Release();
            return taken;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _closing.CancelAfter(_isOpen ? CloseMillis : 0);
            if (_hasOutbound.CurrentCount == 0)
                _hasOutbound.Release();
        }
    }

    /// <summary>From the handshake to the end. Whatever fails here ends this connection, and nothing else.</summary>
    private async Task RunAsync(TlsServer tls)
    {
        try
        {
            SslServerAuthenticationOptions handshake = tls.Handshake(problem => _failure = problem);
            await _stream.AuthenticateAsServerAsync(handshake, _closing.Token).ConfigureAwait(false);
            if (_stream.RemoteCertificate is { } certificate)
                _certifiedName = TlsServer.CommonNameOf(certificate);
            lock (_gate)
                _isOpen = true;
            _ = ReceiveAllAsync();
            await SendAllAsync().ConfigureAwait(false);
        }
        catch (Exception lost)
        {
            _failure ??= lost.Message;
        }

        _isReceiveEnded = _isEnded = true;
        await _stream.DisposeAsync().ConfigureAwait(false);
        _wake.Set();
    }

    private async Task ReceiveAllAsync()
    {
        try
        {
            while (await _stream.ReadAsync(_inbound, _closing.Token).ConfigureAwait(false) is > 0 and var received)
            {
                Volatile.Write(ref _inboundEnd, received);
                _wake.Set();
                await _isTaken.WaitAsync(_closing.Token).ConfigureAwait(false);
            }
        }
        catch (Exception lost)
        {
            _failure ??= lost.Message;
        }

        _isReceiveEnded = true;
        _wake.Set();
    }

    /// <summary>Ends when the connection was closed and what it had taken is sent.</summary>
    private async Task SendAllAsync()
    {
        while (true)
        {
            await _hasOutbound.WaitAsync(_closing.Token).ConfigureAwait(false);
            int count;
            bool isClosed;
            lock (_gate)
            {
                (_filling, _sending) = (_sending, _filling);
                (count, _filled) = (_filled, 0);
                isClosed = _isClosed;
            }

            _wake.Set();
            await _stream.WriteAsync(_sending.AsMemory(0, count), _closing.Token).ConfigureAwait(false);
            if (!isClosed)
                continue;
            await _stream.ShutdownAsync().ConfigureAwait(false);
            return;
        }
    }
}
