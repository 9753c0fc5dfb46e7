using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest.Ladder;

/// <summary>What memory alone takes: the least that a ring or a codec could.</summary>
internal static class RawBounds
{
    private const int Slots = 4_096;
    private const int Batch = 16;

    /// <summary>Nanoseconds an event of 64 bytes from one thread to another through an array and two counters, in batches.</summary>
    public static double Ring(int events)
    {
        Slot[] slots = new Slot[Slots];
        Counter written = new(), read = new();
        long sum = 0;
        Thread consumer = new(() =>
        {
            for (long at = 0; at < events;)
            {
                long until = Volatile.Read(ref written.Value);
                if (until == at)
                    Thread.Yield();
                for (; at < until; at++)
                    sum = unchecked(sum + slots[at & Slots - 1].Value);
                Volatile.Write(ref read.Value, at);
            }
        });
        consumer.Start();
        long started = Stopwatch.GetTimestamp();
        for (long at = 0; at < events; at += Batch)
        {
            while (at + Batch - Volatile.Read(ref read.Value) > Slots)
                Thread.Yield();
            for (long i = at; i < at + Batch; i++)
                slots[i & Slots - 1].Value = i;
            Volatile.Write(ref written.Value, at + Batch);
        }
        consumer.Join();
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        return sum > 0 ? took.TotalNanoseconds / events : throw new InvalidOperationException("Nothing was read.");
    }

    /// <summary>Nanoseconds to copy so many bytes twice, out of one buffer and into another; by the processor time of the
    /// thread.</summary>
    public static double Copy(int bytes, int times)
    {
        byte[] from = new byte[bytes], through = new byte[bytes], into = new byte[bytes];
        long started = ThreadClock.Nanos;
        for (int i = 0; i < times; i++)
        {
            from[i % bytes] = unchecked((byte)i);
            from.AsSpan().CopyTo(through);
            through.AsSpan().CopyTo(into);
        }
        return into.Length == bytes ? (ThreadClock.Nanos - started) / (double)times : 0;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Slot
    {
        public long Value;
    }

    /// <summary>A counter with cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private sealed class Counter
    {
        [FieldOffset(128)] public long Value;
    }
}
