namespace ComputeExchange.Journal.Storage;

/// <summary>Another server has the data directory open. Two writers would interleave their records.</summary>
public sealed class DataDirectoryInUseException : IOException
{
    /// <summary>Names the directory and the lock.</summary>
    public DataDirectoryInUseException(string directory, string lockName, Exception? cause = null)
        : base($"The data directory '{directory}' is in use by another server (it holds '{lockName}').", cause)
    {
        Directory = directory;
    }

    /// <summary>The directory that is in use.</summary>
    public string Directory { get; }
}
