using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ComputeExchange.Journal.Storage;

/// <summary>
/// The system calls that the runtime does not offer: it knows fsync, which also forces the time stamps of a file, but
/// not fdatasync; and it can neither sync a directory nor reserve room in an open file.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxCalls
{
    private const int OpenReadOnly = 0;
    private const int OpenCloseOnExec = 0x80000;
    private const int NoSpace = 28;
    private const int QuotaReached = 122;
    private const int NotSupported = 95;
    private const int InvalidArgument = 22;

    public static void SyncData(SafeFileHandle file, string name)
    {
        if (FDataSync(file) != 0)
            throw Failure("fdatasync", name, Marshal.GetLastPInvokeError());
    }

    public static void SyncDirectory(string path)
    {
        int descriptor = Open(path, OpenReadOnly | OpenCloseOnExec);
        if (descriptor < 0)
            throw Failure("open", path, Marshal.GetLastPInvokeError());
        try
        {
            if (FSync(descriptor) != 0)
                throw Failure("fsync", path, Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Reserves room up to a length; false where the file system cannot.</summary>
    public static bool TryReserve(SafeFileHandle file, long lengthBytes, string name)
    {
        if (lengthBytes == 0)
            return false;
        int error = Reserve(file, 0, lengthBytes);
        return error switch
        {
            0 => true,
            NotSupported or InvalidArgument => false,
            _ => throw Failure("posix_fallocate", name, error),
        };
    }

    private static IOException Failure(string call, string name, int error) => error is NoSpace or QuotaReached
        ? new StorageFullException(name)
        : new IOException($"{call} of '{name}' failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).");

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Reserve(SafeFileHandle file, long offset, long length);
}
