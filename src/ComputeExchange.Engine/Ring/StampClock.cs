using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Ring;

/// <summary>
/// What producers stamp their commands with: the wall clock as it was when the engine started, and from there on the monotonic
/// clock of the machine. A wall clock that is set while the engine runs, by a person or by a time server gone wrong, moves no
/// deadline until an operator says that it is right.
/// </summary>
/// <remarks>Any thread may ask.</remarks>
internal sealed class StampClock(TimeProvider clock)
{
    private Origin _origin = Origin.Of(clock);
    private long _last = long.MinValue;

    /// <summary>The time now; never earlier than it was told before, by whichever thread.</summary>
    public EngineTime Now
    {
        get
        {
            long nanos = Volatile.Read(ref _origin).NanosNow(clock);
            long last = Volatile.Read(ref _last);
            while (nanos > last)
            {
                long seen = Interlocked.CompareExchange(ref _last, nanos, last);
                if (seen == last)
                    return new EngineTime(nanos);
                last = seen;
            }

            return new EngineTime(last);
        }
    }

    /// <summary>How far the wall clock is ahead of the time that is told; negative where it is behind.</summary>
    public TimeSpan WallClockAhead =>
        TimeSpan.FromTicks((clock.EngineNow().Nanos - Now.Nanos) / TimeSpan.NanosecondsPerTick);

    /// <summary>Goes on from the wall clock as it is now. Where it is behind, time stands until it has caught up.</summary>
    public void FollowWallClock() => Volatile.Write(ref _origin, Origin.Of(clock));

    private sealed record Origin(long WallNanos, long Timestamp)
    {
        public static Origin Of(TimeProvider clock) => new(clock.EngineNow().Nanos, clock.GetTimestamp());

        public long NanosNow(TimeProvider clock) =>
            WallNanos + clock.GetElapsedTime(Timestamp).Ticks * TimeSpan.NanosecondsPerTick;
    }
}
