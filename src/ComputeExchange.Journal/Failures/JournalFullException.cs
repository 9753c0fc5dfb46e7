using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>
/// No room for the next segment. Everything appended before is durable, the refused record is not in the journal, and
/// the same append may be tried again once there is room.
/// </summary>
public sealed class JournalFullException : IOException
{
    /// <summary>Names the segment that could not be made.</summary>
    public JournalFullException(string file, long sizeBytes, StorageFullException cause)
        : base($"The disk is full: there is no room for the {sizeBytes:N0} bytes of '{file}'.", cause)
    {
        File = file;
    }

    /// <summary>The segment that could not be made.</summary>
    public string File { get; }
}
