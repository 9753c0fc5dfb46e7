using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest;

/// <summary>The processor time that the calling thread has used: on a machine that others use too, what an engine takes, and not
/// how long it was kept from the processor. Off Linux it is the wall clock.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;
    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>What the figures are, for the head of a table.</summary>
    public static string Name => OperatingSystem.IsLinux() ? "processor time of the applying thread" : "wall-clock time";

    /// <summary>Nanoseconds so far; only differences mean something.</summary>
    public static long Nanos
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return (long)(Stopwatch.GetTimestamp() * (NanosPerSecond / (double)Stopwatch.Frequency));
            _ = ReadClock(ThreadCpuTime, out TimeSpec time);
            return time.Seconds * NanosPerSecond + time.Nanos;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanos;
    }
}
