namespace ComputeExchange.Gateway;

/// <summary>Wakes the gateway's thread. Setting it again before it was noticed costs one atomic exchange and no system
/// call.</summary>
/// <remarks>Never disposed: a socket's last completion may come after everything else has ended.</remarks>
public sealed class WakeSignal
{
    private readonly AutoResetEvent _event = new(false);
    private int _isSet;

    /// <summary>There is something to do. From any thread; never waits.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0)
            _event.Set();
    }

    /// <summary>Waits until it is set, or for so many milliseconds; then it is not set any more.</summary>
    public void Wait(int millis)
    {
        _event.WaitOne(millis);
        Volatile.Write(ref _isSet, 0);
        Interlocked.MemoryBarrier();
    }
}
