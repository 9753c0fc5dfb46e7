using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Simulation;

/// <summary>
/// A directory in memory that tells written from durable bytes and names, so that a test can pull the plug at any
/// moment and see what a real disk might have kept; and that fails on demand.
/// </summary>
/// <remarks>Members may be called from several threads. After a crash every open handle and lock is dead.</remarks>
public sealed class SimulatedStorage : IStorage
{
    private readonly Lock _gate = new();
    private readonly FaultPlan _faults = new();
    private readonly HashSet<string> _locks = [];
    private readonly LostRenames _lostRenames = new();
    private readonly HashSet<SimulatedContent> _failedFlushes = [];
    private Dictionary<string, SimulatedContent> _names = new(StringComparer.Ordinal);
    private Dictionary<string, SimulatedContent> _durableNames = new(StringComparer.Ordinal);
    private int _lifetime;

    /// <summary>An empty directory on a device of some size.</summary>
    /// <param name="sectorBytes">What the device writes whole or not at all; 512 unless set.</param>
    /// <param name="capacityBytes">The room of the device; without bound unless set.</param>
    public SimulatedStorage(int sectorBytes = 512, long capacityBytes = long.MaxValue)
    {
        SectorBytes = sectorBytes;
        CapacityBytes = capacityBytes;
    }

    /// <summary>What the device writes whole or not at all.</summary>
    public int SectorBytes { get; }

    /// <summary>The room of the device; may be changed at any time.</summary>
    public long CapacityBytes { get; set; }

    /// <summary>The number of flushes of files that were asked for, failed ones included.</summary>
    public int FlushCount { get; private set; }

    /// <summary>Flushes of a file that were asked for after one of the same file had failed, in the same life of the
    /// machine: there must be none.</summary>
    public int FlushesAfterFailure { get; private set; }

    /// <summary>How many faults have happened.</summary>
    public int FaultCount => _faults.Happened;

    /// <summary>What happens in the middle of a flush that stalls, such as time that passes.</summary>
    public Action? Stalled { get; set; }

    /// <summary>Where misdirected writes go.</summary>
    public Random Misdirection { get; set; } = new(1);

    /// <inheritdoc/>
    public string Description => "simulated storage";

    /// <summary>Memory that all files take, in bytes. Zeros that were never written over take none.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
                return _names.Values.Union(_durableNames.Values).Sum(content => content.HeldBytes);
        }
    }

    /// <inheritdoc/>
    public long FreeBytes
    {
        get
        {
            lock (_gate)
                return CapacityBytes - _names.Values.Sum(content => content.Length);
        }
    }

    /// <summary>Lets an operation fail: the next one of its kind, or one after so many that still succeed.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="afterSuccesses">How many go well before.</param>
    /// <param name="prefix">Only with files whose names begin so.</param>
    public void Inject(StorageFault fault, int afterSuccesses = 0, string prefix = "")
    {
        lock (_gate)
            _faults.Add(fault, afterSuccesses, prefix);
    }

    /// <summary>Takes back a fault that has not happened yet, or that lasts.</summary>
    public void Clear(StorageFault fault)
    {
        lock (_gate)
            _faults.Remove(fault);
    }

    /// <summary>Pulls the plug: unsynced bytes and names are lost, all of them, or, with a source of chance, any part:
    /// each unsynced sector for itself, and the changes of names all or none.</summary>
    public void Crash(Random? chance = null)
    {
        lock (_gate)
        {
            _lifetime++;
            _locks.Clear();
            bool keepsNames = chance is not null && _lostRenames.Pending.Count == 0 && chance.Next(2) == 0;
            if (keepsNames)
                _durableNames = new Dictionary<string, SimulatedContent>(_names, StringComparer.Ordinal);
            foreach ((string name, SimulatedContent content) in _durableNames)
                content.Crash(chance, _faults.Happens(StorageFault.ReorderedWrites, name));
            _lostRenames.Crash(_names, _durableNames, chance);
            _failedFlushes.Clear();
            _names = new Dictionary<string, SimulatedContent>(_durableNames, StringComparer.Ordinal);
        }
    }

    /// <summary>The names that the next crash takes, by <see cref="StorageFault.LostRename"/>.</summary>
    public IReadOnlyCollection<string> RenamesToBeLost
    {
        get
        {
            lock (_gate)
                return [.. _lostRenames.Pending];
        }
    }

    /// <summary>The files that crashes took by lost renames since somebody last looked after them, in order.</summary>
    public IReadOnlyList<string> LostFiles => _lostRenames.Taken;

    /// <summary>Puts the files back that lost renames took, as an operator does who finds them in lost+found; or leaves them.
    /// </summary>
    public void LookAfterLostFiles(bool putsBack)
    {
        lock (_gate)
        {
            if (putsBack)
                _lostRenames.PutBack(_names, _durableNames);
            _lostRenames.Forget();
        }
    }

    /// <summary>The bytes of a file as the running process sees them: a copy.</summary>
    public byte[] BytesOf(string name)
    {
        lock (_gate)
            return Find(name).Copy();
    }

    /// <summary>Puts a file there, durable at once, in place of any of that name: for tests that damage files.</summary>
    public void Put(string name, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var content = new SimulatedContent(SectorBytes);
            content.Resize(bytes.Length);
            content.Write(0, bytes);
            content.Flush();
            _names[name] = content;
            _durableNames[name] = content;
        }
    }

    /// <inheritdoc/>
    public IStorageFile Create(string name, long sizeBytes)
    {
        lock (_gate)
        {
            if (_names.ContainsKey(name))
                throw new IOException($"'{name}' is there already.");
            if (_faults.Happens(StorageFault.Full, name) || sizeBytes > FreeBytes)
                throw new StorageFullException(name);
            var content = new SimulatedContent(SectorBytes);
            content.Resize(sizeBytes);
            _names.Add(name, content);
            return new SimulatedFile(this, content, name, _lifetime);
        }
    }

    /// <inheritdoc/>
    public IStorageFile Open(string name)
    {
        lock (_gate)
            return new SimulatedFile(this, Find(name), name, _lifetime);
    }

    /// <inheritdoc/>
    public IStorageFile OpenRead(string name) => Open(name);

    /// <inheritdoc/>
    public bool Exists(string name)
    {
        lock (_gate)
            return _names.ContainsKey(name);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string prefix)
    {
        lock (_gate)
        {
            IEnumerable<string> names = _names.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
            return [.. names.Order(StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public void Rename(string name, string newName)
    {
        lock (_gate)
        {
            SimulatedContent content = Find(name);
            _names.Remove(name);
            _names[newName] = content;
            if (_faults.Happens(StorageFault.LostRename, newName))
                _lostRenames.Add(newName);
        }
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        lock (_gate)
            _names.Remove(name);
    }

    /// <inheritdoc/>
    public void SyncDirectory()
    {
        lock (_gate)
            _durableNames = _lostRenames.Synced(_names, _durableNames);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string name)
    {
        lock (_gate)
        {
            if (!_locks.Add(name))
                throw new DataDirectoryInUseException(Description, name);
            return new HeldLock(this, name, _lifetime);
        }
    }

    internal long LengthOf(SimulatedFile file)
    {
        lock (_gate)
        {
            RequireAlive(file.Lifetime);
            return file.Content.Length;
        }
    }

    internal void Write(SimulatedFile file, long offset, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            RequireAlive(file.Lifetime);
            long growth = offset + bytes.Length - file.Content.Length;
            if (_faults.Happens(StorageFault.Full, file.Name) || (growth > 0 && growth > FreeBytes))
                throw new StorageFullException(file.Name);
            if (_faults.Happens(StorageFault.WriteError, file.Name))
                throw new IOException($"Input/output error at '{file.Name}'.");
            if (_faults.Happens(StorageFault.LostWrite, file.Name))
                return;
            if (_faults.Happens(StorageFault.MisdirectedWrite, file.Name))
            {
                MisdirectedWrite.Write(_names, Misdirection, SectorBytes, offset, bytes);
                return;
            }

            bool isShort = _faults.Happens(StorageFault.ShortWrite, file.Name);
            file.Content.Write(offset, isShort ? bytes[..(bytes.Length / 2)] : bytes);
            if (isShort)
                throw new IOException($"Input/output error at '{file.Name}' after a short write.");
        }
    }

    internal int Read(SimulatedFile file, long offset, Span<byte> bytes)
    {
        lock (_gate)
        {
            RequireAlive(file.Lifetime);
            return file.Content.Read(offset, bytes);
        }
    }

    internal void Flush(SimulatedFile file)
    {
        lock (_gate)
        {
            RequireAlive(file.Lifetime);
            FlushCount++;
            FlushesAfterFailure += _failedFlushes.Contains(file.Content) ? 1 : 0;
            if (_faults.Happens(StorageFault.Stall, file.Name))
                Stalled?.Invoke();
            if (_faults.Happens(StorageFault.CrashInFlush, file.Name))
            {
                _failedFlushes.Add(file.Content);
                throw new IOException($"The machine stops while '{file.Name}' is forced.");
            }

            if (_faults.Happens(StorageFault.FailedFlush, file.Name))
            {
                _failedFlushes.Add(file.Content);
                file.Content.ForgetUnsynced();
                throw new IOException($"fdatasync of '{file.Name}' failed: Input/output error.");
            }

            file.Content.Flush();
        }
    }

    internal void Resize(SimulatedFile file, long lengthBytes)
    {
        lock (_gate)
        {
            RequireAlive(file.Lifetime);
            if (lengthBytes > file.Content.Length
                && (_faults.Happens(StorageFault.Full, file.Name) || lengthBytes - file.Content.Length > FreeBytes))
                throw new StorageFullException(file.Name);
            file.Content.Resize(lengthBytes);
        }
    }

    private void Release(HeldLock held)
    {
        lock (_gate)
        {
            if (held.Lifetime == _lifetime)
                _locks.Remove(held.Name);
        }
    }

    private SimulatedContent Find(string name) => _names.TryGetValue(name, out SimulatedContent? content)
        ? content
        : throw new FileNotFoundException($"'{name}' is not there.", name);

    private void RequireAlive(int lifetime)
    {
        if (lifetime != _lifetime)
            throw new IOException("The machine crashed after this file was opened.");
    }

    private sealed class HeldLock(SimulatedStorage storage, string name, int lifetime) : IDisposable
    {
        public string Name => name;

        public int Lifetime => lifetime;

        public void Dispose() => storage.Release(this);
    }
}
