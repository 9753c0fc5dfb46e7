using System.Diagnostics;

namespace ComputeExchange.Measurement;

/// <summary>The time that a run is measured by, and how it waits: the machine's, or one that a test moves.</summary>
public interface IMeasuringClock
{
    /// <summary>Nanoseconds since some start.</summary>
    long Nanos { get; }

    /// <summary>Waits until a time is reached; at once if it is past.</summary>
    void WaitUntil(long nanos);
}

/// <summary>The machine's monotonic clock. It sleeps through long waits and yields through short ones: a spinning sender would
/// take a processor from what it measures.</summary>
public sealed class MachineClock : IMeasuringClock
{
    private const long NanosPerMilli = 1_000_000;

    /// <summary>Nearer than this it yields: a sleep may take this much longer than asked.</summary>
    private const long YieldWithinNanos = 100_000;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public long Nanos => (long)Stopwatch.GetElapsedTime(_start).TotalNanoseconds;

    /// <inheritdoc/>
    public void WaitUntil(long nanos)
    {
        for (long left = nanos - Nanos; left > 0; left = nanos - Nanos)
        {
            if (left > YieldWithinNanos + NanosPerMilli)
                Thread.Sleep((int)((left - YieldWithinNanos) / NanosPerMilli));
            else
                Thread.Yield();
        }
    }
}
