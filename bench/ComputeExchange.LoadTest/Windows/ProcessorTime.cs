using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>The processor time that the calling thread has used: what others do on the machine meanwhile is not in it.</summary>
internal static partial class ProcessorTime
{
    private const int OfThread = 3;

    /// <summary>Since the thread began; on systems other than Linux the time of the clock.</summary>
    public static TimeSpan Now
    {
        get
        {
            if (!OperatingSystem.IsLinux() || clock_gettime(OfThread, out TimeSpec now) != 0)
                return TimeSpan.FromTicks(Environment.TickCount64 * TimeSpan.TicksPerMillisecond);
            return TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromMicroseconds(now.Nanos / 1_000.0);
        }
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanos;
    }
}
