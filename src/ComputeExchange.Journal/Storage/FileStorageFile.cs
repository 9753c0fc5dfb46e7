using Microsoft.Win32.SafeHandles;

namespace ComputeExchange.Journal.Storage;

/// <summary>An open file of a real directory.</summary>
internal sealed class FileStorageFile(string name, SafeFileHandle handle) : IStorageFile
{
    // errno 28 and 122 as the runtime hands them on, and the two Windows codes for a full disk.
    private const int NoSpace = 28;
    private const int QuotaReached = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public string Name => name;

    public long Length => RandomAccess.GetLength(handle);

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (IOException cause) when (IsFull(cause))
        {
            throw new StorageFullException(name, cause);
        }
    }

    public int Read(long offset, Span<byte> bytes)
    {
        int total = 0;
        while (total < bytes.Length)
        {
            int read = RandomAccess.Read(handle, bytes[total..], offset + total);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    public void Flush()
    {
        if (OperatingSystem.IsLinux())
            LinuxCalls.SyncData(handle, name);
        else
            RandomAccess.FlushToDisk(handle);
    }

    public void Resize(long lengthBytes)
    {
        try
        {
            if (lengthBytes < Length || !OperatingSystem.IsLinux() || !LinuxCalls.TryReserve(handle, lengthBytes, name))
                RandomAccess.SetLength(handle, lengthBytes);
        }
        catch (IOException cause) when (IsFull(cause))
        {
            throw new StorageFullException(name, cause);
        }
    }

    public void Dispose() => handle.Dispose();

    private static bool IsFull(IOException cause) =>
        cause.HResult is NoSpace or QuotaReached or WindowsHandleDiskFull or WindowsDiskFull;
}
