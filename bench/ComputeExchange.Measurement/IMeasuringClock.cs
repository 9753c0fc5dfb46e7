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

/// <summary>The machine's monotonic clock.</summary>
/// <param name="yieldsThroughShortWaits">Whether it yields, and so takes what is left of a processor, to be on time to the
/// microsecond. Otherwise it sleeps a millisecond at a time, and is late by up to that: what is due comes in bursts.</param>
public sealed class MachineClock(bool yieldsThroughShortWaits = true) : IMeasuringClock
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
            else if (!yieldsThroughShortWaits)
                Thread.Sleep(1);
            else
                Thread.Yield();
        }
    }
}
