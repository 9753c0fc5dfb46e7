namespace ComputeExchange.Journal.Storage;

/// <summary>A real directory.</summary>
/// <remarks>
/// On Linux data is forced with fdatasync and names with an fsync of the directory. Elsewhere the closest call of the
/// runtime is used (<see cref="RandomAccess.FlushToDisk"/>), and directories are left to the file system.
/// </remarks>
public sealed class FileStorage : IStorage
{
    // How the runtime reports a lock that somebody else holds: errno of flock, and the code of Windows.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly string _directory;

    /// <summary>Opens a directory, creating it where it is missing.</summary>
    /// <exception cref="IOException">It cannot be created, or is a file.</exception>
    public FileStorage(string directory)
    {
        _directory = Path.GetFullPath(directory);
        if (File.Exists(_directory))
            throw new IOException($"'{_directory}' is a file, not a directory.");
        CreateDurably(_directory);
    }

    /// <inheritdoc/>
    public string Description => _directory;

    /// <inheritdoc/>
    public long FreeBytes => new DriveInfo(_directory).AvailableFreeSpace;

    /// <inheritdoc/>
    public IStorageFile Create(string name, long sizeBytes)
    {
        FileStorageFile file = Wrap(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            file.Resize(sizeBytes);
            return file;
        }
        catch
        {
            // A half-made file would be mistaken for a segment; its name was never synced, so taking it back is enough.
            file.Dispose();
            File.Delete(PathOf(name));
            throw;
        }
    }

    /// <inheritdoc/>
    public IStorageFile Open(string name) =>
        Wrap(name, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    /// <inheritdoc/>
    public IStorageFile OpenRead(string name) =>
        Wrap(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc/>
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string prefix)
    {
        List<string> names = [];
        foreach (string path in Directory.EnumerateFiles(_directory))
        {
            string name = Path.GetFileName(path);
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                names.Add(name);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc/>
    public void Rename(string name, string newName) => File.Move(PathOf(name), PathOf(newName), overwrite: true);

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public void SyncDirectory()
    {
        if (OperatingSystem.IsLinux())
            LinuxCalls.SyncDirectory(_directory);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string name)
    {
        try
        {
            return new FileStream(PathOf(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause) when (cause.HResult is WouldBlock or WouldBlockOnMac or WindowsSharingViolation)
        {
            throw new DataDirectoryInUseException(_directory, name, cause);
        }
    }

    // A directory that a power cut takes back takes all its files along: its name is forced into its parent.
    private static void CreateDurably(string directory)
    {
        if (Directory.Exists(directory))
            return;
        string? parent = Path.GetDirectoryName(directory);
        if (parent is not null)
            CreateDurably(parent);
        Directory.CreateDirectory(directory);
        if (parent is not null && OperatingSystem.IsLinux())
            LinuxCalls.SyncDirectory(parent);
    }

    private FileStorageFile Wrap(string name, FileMode mode, FileAccess access, FileShare share) =>
        new(name, File.OpenHandle(PathOf(name), mode, access, share));

    private string PathOf(string name)
    {
        if (name.Length == 0 || name != Path.GetFileName(name))
            throw new ArgumentException($"'{name}' is not a plain file name.", nameof(name));
        return Path.Combine(_directory, name);
    }
}
