// Tests and simulations run the gateway on one thread: bytes go from one side's pipe to the other's and nothing happens in
// between. A pipe has a capacity, so that a reader who does not read is one here too.

namespace ComputeExchange.Gateway.Transport;

/// <summary>Connections within one process; deterministic when both sides run on one thread.</summary>
public sealed class InMemoryTransport : ITransport
{
    /// <summary>What a pipe holds unless another capacity is given: 256 KiB, as a socket's buffer would.</summary>
    public const int DefaultCapacityBytes = 256 * 1024;

    private readonly Queue<IConnection> _waiting = new();
    private WakeSignal? _wake;
    private int _count;

    /// <inheritdoc/>
    public void Start(WakeSignal wake) => _wake = wake;

    /// <summary>Connects a client; the server finds its side with <see cref="TryAccept"/>.</summary>
    /// <param name="capacityBytes">How many bytes each direction holds before there is no room.</param>
    /// <param name="address">From which machine it is; one of its own unless given.</param>
    /// <returns>The client's side.</returns>
    public IConnection Connect(int capacityBytes = DefaultCapacityBytes, string? address = null)
    {
        InMemoryPipe toServer = new(capacityBytes);
        InMemoryPipe toClient = new(capacityBytes);
        string peer = $"memory:{++_count}";
        lock (_waiting)
            _waiting.Enqueue(new InMemoryConnection(peer, address ?? peer, toServer, toClient, () => { }));
        _wake?.Set();
        return new InMemoryConnection(peer, address ?? peer, toClient, toServer, () => _wake?.Set());
    }

    /// <inheritdoc/>
    public IConnection? TryAccept()
    {
        lock (_waiting)
            return _waiting.TryDequeue(out IConnection? connection) ? connection : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (TryAccept() is { } connection)
            connection.Close();
    }

    private sealed class InMemoryConnection(
        string peer, string address, InMemoryPipe inward, InMemoryPipe outward, Action done) : IConnection
    {
        public string Peer => peer;

        public string Address => address;

        public int TryReceive(Span<byte> into)
        {
            int received = inward.Read(into);
            done();
            return received;
        }

        public int TrySend(ReadOnlySpan<byte> bytes)
        {
            int sent = outward.Write(bytes);
            done();
            return sent;
        }

        public void Close()
        {
            inward.Close();
            outward.Close();
            done();
        }
    }

    private sealed class InMemoryPipe(int capacityBytes)
    {
        private readonly Queue<byte[]> _chunks = new();
        private int _heldBytes;
        private int _readOfFirst;
        private bool _isClosed;

        public int Read(Span<byte> into)
        {
            lock (_chunks)
            {
                int taken = 0;
                while (taken < into.Length && _chunks.TryPeek(out byte[]? chunk))
                {
                    int count = Math.Min(chunk.Length - _readOfFirst, into.Length - taken);
                    chunk.AsSpan(_readOfFirst, count).CopyTo(into[taken..]);
                    taken += count;
                    _readOfFirst += count;
                    if (_readOfFirst < chunk.Length)
                        break;
                    _chunks.Dequeue();
                    _readOfFirst = 0;
                }

                _heldBytes -= taken;
                return taken == 0 && _isClosed ? IConnection.Ended : taken;
            }
        }

        public int Write(ReadOnlySpan<byte> bytes)
        {
            lock (_chunks)
            {
                if (_isClosed)
                    return IConnection.Ended;
                int taken = Math.Min(bytes.Length, capacityBytes - _heldBytes);
                if (taken > 0)
                    _chunks.Enqueue(bytes[..taken].ToArray());
                _heldBytes += taken;
                return taken;
            }
        }

        public void Close()
        {
            lock (_chunks)
                _isClosed = true;
        }
    }
}
