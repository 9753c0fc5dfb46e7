using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>Counts the instructions that the calling thread retires in user mode, where kernel and machine allow it: Linux's
/// perf_event_open. Virtual machines mostly hide the counters.</summary>
internal sealed partial class InstructionCounter : IDisposable
{
    private const int HardwareEvent = 0;
    private const ulong Instructions = 1;
    private const ulong ExcludeKernelAndHypervisor = 1UL << 5 | 1UL << 6;
    private const int AttributeBytes = 112;
    private const int ThisThread = 0, AnyProcessor = -1, NoGroup = -1;

    private readonly int _file;

    private InstructionCounter(int file) => _file = file;

    /// <summary>Instructions so far; only differences mean something.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            return Read(_file, ref count, sizeof(long)) == sizeof(long)
                ? count
                : throw new InvalidOperationException($"The counter could not be read: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>A counter of the calling thread, or null and why there is none.</summary>
    public static InstructionCounter? TryOpen(out string whyNot)
    {
        whyNot = "";
        long call = CallNumber;
        if (!OperatingSystem.IsLinux() || call == 0)
        {
            whyNot = $"counters are read on Linux on x64 and arm64, this is {RuntimeInformation.RuntimeIdentifier}";
            return null;
        }
        Attributes attributes = new()
        {
            Type = HardwareEvent,
            Size = AttributeBytes,
            Config = Instructions,
            Flags = ExcludeKernelAndHypervisor,
        };
        int file = (int)Open(call, ref attributes, ThisThread, AnyProcessor, NoGroup, 0);
        if (file >= 0)
            return new InstructionCounter(file);
        whyNot = $"perf_event_open answers: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Close(_file);

    private static long CallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 298,
        Architecture.Arm64 => 241,
        _ => 0,
    };

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Open(
        long call, ref Attributes attributes, int process, int processor, int group, ulong flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, ref long into, nint bytes);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    /// <summary>The kernel's perf_event_attr; what is not named is zero.</summary>
    [StructLayout(LayoutKind.Explicit, Size = AttributeBytes)]
    private struct Attributes
    {
        [FieldOffset(0)] public uint Type;
        [FieldOffset(4)] public uint Size;
        [FieldOffset(8)] public ulong Config;
        [FieldOffset(40)] public ulong Flags;
    }
}
