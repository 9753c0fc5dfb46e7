// The gateway's thread receives and sends by itself, without waiting, straight into and out of a session's buffers. Only when a
// socket has nothing more does it ask to be told: a receive of no bytes completes once there are some, holds no buffer while
// it waits, and wakes the gateway. So an idle connection costs neither a thread nor a buffer nor a system call.

using System.Net.Sockets;

namespace ComputeExchange.Gateway.Transport;

/// <summary>One TCP connection.</summary>
internal sealed class TcpConnection : IConnection
{
    private readonly Socket _socket;
    private readonly WakeSignal _wake;
    private readonly SocketAsyncEventArgs _readiness = new();

    // Looked at once before it is asked to tell: a connection that is refused never has to be.
    private int _isReadable = 1;
    private bool _isClosed;

    public TcpConnection(Socket socket, WakeSignal wake)
    {
        _socket = socket;
        _wake = wake;
        Peer = TcpSocket.PeerOf(socket);
        Address = TcpSocket.AddressOf(socket);
        TcpSocket.Prepare(socket);
        socket.Blocking = false;
        _readiness.SetBuffer(Array.Empty<byte>(), 0, 0);
        _readiness.Completed += (_, _) => BecomeReadable();
    }

    public string Peer { get; }

    public string Address { get; }

    public int TryReceive(Span<byte> into)
    {
        if (_isClosed)
            return IConnection.Ended;
        if (Volatile.Read(ref _isReadable) == 0)
            return 0;
        int received = _socket.Receive(into, SocketFlags.None, out SocketError error);
        if (error == SocketError.Success && received == 0)
            return IConnection.Ended;
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            return IConnection.Ended;
        int taken = error == SocketError.Success ? received : 0;
        if (taken < into.Length)
            Arm();
        return taken;
    }

    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed)
            return IConnection.Ended;
        int sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => sent,
            SocketError.WouldBlock => 0,
            _ => IConnection.Ended,
        };
    }

    public void Close()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side is gone already.
        }

        _socket.Dispose();
    }

    private void Arm()
    {
        Volatile.Write(ref _isReadable, 0);
        try
        {
            if (!_socket.ReceiveAsync(_readiness))
                BecomeReadable();
        }
        catch (ObjectDisposedException)
        {
            Volatile.Write(ref _isReadable, 1);
        }
    }

    private void BecomeReadable()
    {
        Volatile.Write(ref _isReadable, 1);
        _wake.Set();
    }
}
