namespace ComputeExchange.Gateway.Transport;

/// <summary>Where connections come from: sockets, or memory in tests and simulations. No method waits.</summary>
public interface ITransport : IDisposable
{
    /// <summary>Says whom to wake when there is something to accept, to receive, or room to send again.</summary>
    void Start(WakeSignal wake);

    /// <summary>The next connection that came in; null when there is none.</summary>
    IConnection? TryAccept();
}

/// <summary>One connection, a stream of bytes each way. No method waits; all are called by the gateway's thread alone.</summary>
public interface IConnection
{
    /// <summary>What <see cref="TryReceive"/> and <see cref="TrySend"/> return once the other side or the line is gone.</summary>
    const int Ended = -1;

    /// <summary>Who is at the other end, for a person.</summary>
    string Peer { get; }

    /// <summary>Which machine that is, as far as the line tells: what wrong keys are counted by.</summary>
    string Address => Peer;

    /// <summary>The common name of the certificate that the other side has shown and that was found good; null where none was
    /// asked for or shown.</summary>
    string? CertifiedName => null;

    /// <summary>Why the line is gone, for a person; null where there is nothing to say.</summary>
    string? Failure => null;

    /// <summary>Takes what has come in.</summary>
    /// <returns>Bytes taken; 0 when there is nothing now; <see cref="Ended"/> when nothing will come any more.</returns>
    int TryReceive(Span<byte> into);

    /// <summary>Gives bytes to the other side.</summary>
    /// <returns>Bytes taken, from the front; 0 when there is no room now; <see cref="Ended"/> when they cannot arrive any
    /// more.</returns>
    int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Closes the connection; bytes already taken are still delivered where the line allows it. Again is no
    /// error.</summary>
    void Close();
}
