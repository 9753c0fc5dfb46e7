using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ComputeExchange.Engine.Threads;

/// <summary>Which processors a thread may run on: the two system calls of Linux that the runtime does not offer.</summary>
[SupportedOSPlatform("linux")]
internal static partial class ProcessorAffinity
{
    // What glibc calls cpu_set_t: 1,024 bits.
    private const int MaskBytes = 128;
    private const int BitsPerByte = 8;
    private const int CallingThread = 0;

    /// <summary>The processors that the calling thread may run on, ascending.</summary>
    /// <exception cref="InvalidOperationException">The system does not tell.</exception>
    public static IReadOnlyList<int> Allowed()
    {
        Span<byte> mask = stackalloc byte[MaskBytes];
        mask.Clear();
        if (GetAffinity(CallingThread, MaskBytes, ref MemoryMarshal.GetReference(mask)) != 0)
            throw Failure("sched_getaffinity");
        List<int> processors = [];
        for (int processor = 0; processor < MaskBytes * BitsPerByte; processor++)
            if ((mask[processor / BitsPerByte] & (1 << (processor % BitsPerByte))) != 0)
                processors.Add(processor);
        return processors;
    }

    /// <summary>Binds the calling thread to one processor.</summary>
    /// <exception cref="InvalidOperationException">It cannot run there.</exception>
    public static void Pin(int processor)
    {
        Span<byte> mask = stackalloc byte[MaskBytes];
        mask.Clear();
        mask[processor / BitsPerByte] = (byte)(1 << (processor % BitsPerByte));
        if (SetAffinity(CallingThread, MaskBytes, ref MemoryMarshal.GetReference(mask)) != 0)
            throw Failure($"sched_setaffinity to processor {processor}");
    }

    private static InvalidOperationException Failure(string call) =>
        new($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int thread, nuint maskBytes, ref byte mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint maskBytes, ref byte mask);
}
