namespace ComputeExchange.Simulation.Tests;

/// <summary>The only clock of a simulation: it stands until it is moved.</summary>
internal sealed class VirtualClock(EngineTime start) : TimeProvider
{
    private const long NanosPerTick = 100;
    private static readonly long UnixEpochTicks = DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>What has passed since the start.</summary>
    public long Nanos { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Nanos / NanosPerTick;

    public override DateTimeOffset GetUtcNow() =>
        new(UnixEpochTicks + (start.Nanos + Nanos) / NanosPerTick, TimeSpan.Zero);

    public void Advance(long nanos) => Nanos += nanos;
}
