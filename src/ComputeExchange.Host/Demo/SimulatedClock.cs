using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>The exchange's clock in the demo: it stands where it was set. Timeouts of connections run on real time.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private const long NanosPerTick = 100;
    private long _ticks = DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>Sets it; it does not go back.</summary>
    public void Set(EngineTime time)
    {
        long ticks = DateTimeOffset.UnixEpoch.Ticks + time.Nanos / NanosPerTick;
        if (ticks > Volatile.Read(ref _ticks))
            Volatile.Write(ref _ticks, ticks);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
}
