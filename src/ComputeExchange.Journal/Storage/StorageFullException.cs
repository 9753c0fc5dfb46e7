namespace ComputeExchange.Journal.Storage;

/// <summary>The device has no room left (ENOSPC, or a quota was reached).</summary>
public sealed class StorageFullException : IOException
{
    /// <summary>Names the file that could not grow.</summary>
    public StorageFullException(string file, Exception? cause = null)
        : base($"No space is left on the device for '{file}'.", cause)
    {
        File = file;
    }

    /// <summary>The file that could not be written or made longer.</summary>
    public string File { get; }
}
