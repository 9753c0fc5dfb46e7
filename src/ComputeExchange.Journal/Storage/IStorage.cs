namespace ComputeExchange.Journal.Storage;

/// <summary>
/// One flat directory of files, as the journal, the snapshots and the report log see it: the seam at which a real
/// disk is exchanged for a simulated one.
/// </summary>
/// <remarks>
/// Names carry no path. A created, renamed or deleted name survives a power cut only after <see cref="SyncDirectory"/>;
/// written bytes only after <see cref="IStorageFile.Flush"/>. Every member may throw <see cref="IOException"/>, and
/// <see cref="StorageFullException"/> where the device has no room left.
/// </remarks>
public interface IStorage
{
    /// <summary>Where the files are, for messages to people.</summary>
    string Description { get; }

    /// <summary>Bytes that can still be written before the device is full.</summary>
    long FreeBytes { get; }

    /// <summary>Creates a file of <paramref name="sizeBytes"/> zero bytes whose room on the device is reserved.</summary>
    /// <exception cref="IOException">The name is taken already, or the device failed.</exception>
    IStorageFile Create(string name, long sizeBytes);

    /// <summary>Opens an existing file for reading and writing.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    IStorageFile Open(string name);

    /// <summary>Opens an existing file for reading, also while another process writes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    IStorageFile OpenRead(string name);

    /// <summary>Whether a file of this name is there.</summary>
    bool Exists(string name);

    /// <summary>The names that start with <paramref name="prefix"/>, in ordinal order.</summary>
    IReadOnlyList<string> List(string prefix);

    /// <summary>Gives a file a new name, in place of any file that had that name.</summary>
    void Rename(string name, string newName);

    /// <summary>Deletes a file; one that is not there is no error. Open handles stay readable.</summary>
    void Delete(string name);

    /// <summary>Makes all names created, renamed and deleted so far survive a power cut.</summary>
    void SyncDirectory();

    /// <summary>Takes an exclusive lock that ends with the process or when it is disposed.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process, or another owner in this one, holds it.</exception>
    IDisposable Lock(string name);
}
