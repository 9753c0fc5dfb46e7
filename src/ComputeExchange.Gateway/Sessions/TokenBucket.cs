namespace ComputeExchange.Gateway.Sessions;

/// <summary>A budget that fills evenly: so many a second, so many saved up at most. Exact, in integers.</summary>
/// <param name="perSecond">How many a second; 0 for no limit.</param>
/// <param name="burst">How many at once after a silence.</param>
/// <param name="nowNanos">The time, on any clock that does not go back; the bucket starts full.</param>
internal sealed class TokenBucket(long perSecond, long burst, long nowNanos)
{
    private const long NanosPerSecond = 1_000_000_000;

    private readonly long _fullNanos = perSecond == 0 ? 0 : burst * NanosPerSecond / perSecond + 1;
    private long _level = burst * NanosPerSecond;
    private long _asOfNanos = nowNanos;

    /// <summary>Takes one; false, with nothing taken, when there is none left.</summary>
    public bool TryTake(long nowNanos)
    {
        if (!HasOne(nowNanos))
            return false;
        if (perSecond > 0)
            _level -= NanosPerSecond;
        return true;
    }

    /// <summary>Whether there is one to take.</summary>
    public bool HasOne(long nowNanos)
    {
        if (perSecond == 0)
            return true;
        long elapsed = Math.Clamp(nowNanos - _asOfNanos, 0, _fullNanos);
        _level = Math.Min(burst * NanosPerSecond, _level + elapsed * perSecond);
        _asOfNanos = nowNanos;
        return _level >= NanosPerSecond;
    }
}
