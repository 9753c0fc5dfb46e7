namespace ComputeExchange.Journal;

/// <summary>
/// A file holds something else than what was once made durable in it: records that may have been acknowledged are
/// damaged, missing, doubled or out of place. Starting from it could lose acknowledged work, so it is refused.
/// </summary>
public sealed class JournalDamagedException : IOException
{
    /// <summary>Names the file, the place in it and what is wrong there.</summary>
    public JournalDamagedException(string file, long offset, string reason)
        : base($"'{file}' is damaged at offset {offset}: {reason}")
    {
        File = file;
        Offset = offset;
        Reason = reason;
    }

    /// <summary>The damaged file.</summary>
    public string File { get; }

    /// <summary>The first byte, from the start of the file, that cannot be trusted.</summary>
    public long Offset { get; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Reason { get; }
}
