using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>
/// Writing or forcing to the device failed. What the device holds of the last batch is unknown, so the writer refuses
/// everything from here on; the engine stops, and a restart recovers what was durable.
/// </summary>
public sealed class JournalFailedException : IOException
{
    /// <summary>Names what was done to which file.</summary>
    public JournalFailedException(string file, string what, Exception? cause = null)
        : base($"{what} '{file}' failed; nothing more is written until a restart. {cause?.Message}".TrimEnd(), cause)
    {
        File = file;
        DiskFull = cause is StorageFullException;
    }

    /// <summary>The file concerned.</summary>
    public string File { get; }

    /// <summary>Whether the cause was a full device.</summary>
    public bool DiskFull { get; }
}
