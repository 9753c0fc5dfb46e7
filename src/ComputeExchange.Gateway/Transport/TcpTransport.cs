using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ComputeExchange.Gateway.Transport;

/// <summary>Connections over TCP, or TLS over it. One thread serves them all; sockets only tell it that they have something.</summary>
public sealed class TcpTransport : ITransport
{
    /// <summary>How many connections the kernel holds for the gateway; what comes beyond them has to try again, which it does by
    /// itself.</summary>
    public const int Backlog = 512;

    /// <summary>How many connections are out of the kernel and not yet taken by the gateway; the others stay there, and cost
    /// nothing.</summary>
    public const int MaxWaiting = 64;

    private readonly Socket _listener;
    private readonly ConcurrentQueue<Socket> _accepted = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _room = new(MaxWaiting);
    private readonly TlsServer? _tls;
    private WakeSignal? _wake;

    /// <summary>Listens.</summary>
    /// <param name="endPoint">The address and port; port 0 takes any that is free.</param>
    /// <param name="tls">The server's side of TLS; null for none. Disposed with the transport.</param>
    /// <exception cref="IOException">The address cannot be listened on; the text says which and why.</exception>
    public TcpTransport(IPEndPoint endPoint, TlsServer? tls = null)
    {
        _tls = tls;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
        }
        catch (SocketException failure)
        {
            _listener.Dispose();
            throw new IOException($"Cannot listen on {endPoint}: {failure.Message}.", failure);
        }
    }

    /// <summary>Where it listens, the actual port included.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <inheritdoc/>
    public void Start(WakeSignal wake)
    {
        _wake = wake;
        _ = AcceptAsync();
    }

    /// <inheritdoc/>
    public IConnection? TryAccept()
    {
        while (_accepted.TryDequeue(out Socket? socket))
        {
            _room.Release();
            try
            {
                return _tls is null ? new TcpConnection(socket, _wake!) : new TlsConnection(socket, _tls, _wake!);
            }
            catch (SocketException)
            {
                // The client went away while it waited.
                socket.Dispose();
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
        while (_accepted.TryDequeue(out Socket? socket))
            socket.Dispose();
        _tls?.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _room.WaitAsync(_stopping.Token).ConfigureAwait(false);
                _accepted.Enqueue(await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false));
                _wake!.Set();
            }
            catch (SocketException)
            {
                _room.Release();

                // One connection failed while it was accepted, or there are no descriptors left: later ones may do better.
                await Task.Delay(1).ConfigureAwait(false);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
