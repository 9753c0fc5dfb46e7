using System.Diagnostics;

namespace ComputeExchange.Disruptor;

// Waiting threads sleep, and progress costs the others one fence and one read as long as nobody sleeps.
//
// Why no wake-up is lost. The sleeper writes "I sleep", then reads the progress; the signaller writes the progress,
// then reads "somebody sleeps". Each has a full fence between its write and its read (a release and an
// acquire would not do: a later read may pass an earlier write, on x64 too). So at least one of them sees the other:
// either the sleeper does not go to sleep, or the signaller comes to its bed. There the lock holds the signaller
// back until the sleeper is really asleep.
//
// A signaller that wakes a bed also clears it. So while the woken threads are still on their way to a core, further
// progress finds nobody asleep, and costs nothing again.
internal sealed class BlockingWaitStrategy : WaitStrategy
{
    private WaitPoint[] _points = [];
    private PaddedLong _sleepers;

    internal override void Register(WaitPoint point) => _points = [.. _points, point];

    internal override WaitOutcome WaitFor(WaitPoint point, long sequence, int timeoutMillis)
    {
        long deadline = DeadlineOf(timeoutMillis);
        lock (point.Bed)
        {
            while (true)
            {
                GoToBed(point, sequence);
                int wakings = point.Wakings;
                WaitOutcome? outcome = Look(point, sequence, deadline);
                if (outcome is null)
                    Monitor.Wait(point.Bed, MillisUntil(deadline));
                if (point.Wakings == wakings)
                    GetUp(point);
                if (outcome is not null)
                    return outcome.Value;
            }
        }
    }

    internal override void Signal()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleepers.Value) == 0)
            return;

        foreach (WaitPoint point in _points)
        {
            if (Volatile.Read(ref point.Sleepers) != 0)
                WakeIfReached(point);
        }
    }

    internal override void Alert()
    {
        foreach (WaitPoint point in _points)
        {
            lock (point.Bed)
                Wake(point);
        }
    }

    private static WaitOutcome? Look(WaitPoint point, long sequence, long deadline)
    {
        if (point.IsAlerted)
            return WaitOutcome.Alerted;
        if (point.HasReached(sequence))
            return WaitOutcome.Reached;
        return HasPassed(deadline) ? WaitOutcome.TimedOut : null;
    }

    // Several producers may wait at one point: it is woken for the most modest of them, and the others lie down again.
    private void GoToBed(WaitPoint point, long sequence)
    {
        point.Awaited = Math.Min(point.Awaited, sequence);
        point.Sleepers++;
        Interlocked.Increment(ref _sleepers.Value);
    }

    private void GetUp(WaitPoint point)
    {
        point.Sleepers--;
        if (point.Sleepers == 0)
            point.Awaited = long.MaxValue;
        Interlocked.Decrement(ref _sleepers.Value);
    }

    private void WakeIfReached(WaitPoint point)
    {
        lock (point.Bed)
        {
            if (point.Sleepers != 0 && point.HasReached(point.Awaited))
                Wake(point);
        }
    }

    private void Wake(WaitPoint point)
    {
        Interlocked.Add(ref _sleepers.Value, -point.Sleepers);
        point.Sleepers = 0;
        point.Awaited = long.MaxValue;
        unchecked
        {
            point.Wakings++;
        }

        Monitor.PulseAll(point.Bed);
    }

    // Rounded up: a sleep that ends a little early would only be followed by another.
    private static int MillisUntil(long deadline)
    {
        if (deadline == long.MaxValue)
            return Timeout.Infinite;
        long ticks = Math.Max(0, deadline - Stopwatch.GetTimestamp());
        return (int)Math.Min(int.MaxValue, ticks * 1000 / Stopwatch.Frequency + 1);
    }
}
