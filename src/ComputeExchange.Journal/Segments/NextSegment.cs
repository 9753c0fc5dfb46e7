using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Segments;

/// <summary>
/// The segment after the current one, made ahead of need under a temporary name: its room reserved, then written over
/// with zeros bit by bit while the journal has nothing else to do. On file systems that only mark reserved room as
/// unwritten, each fdatasync into such room also rewrites the file's block map; written zeros spare that.
/// </summary>
/// <remarks>One thread may prepare while another takes: who takes waits for one step at most.</remarks>
internal sealed class NextSegment(IStorage storage, string temporaryName, long segmentBytes) : IDisposable
{
    private const int ChunkBytes = 256 * 1024;

    private static readonly byte[] Zeros = new byte[ChunkBytes];

    private readonly Lock _gate = new();
    private readonly byte[] _header = new byte[SegmentHeader.Bytes];
    private IStorageFile? _file;
    private long _zeroedBytes;

    /// <summary>One step of preparation: reserve the room, or write and force one chunk of zeros.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool Prepare()
    {
        lock (_gate)
        {
            if (_file is null)
            {
                Reserve();
                return true;
            }

            if (_zeroedBytes == segmentBytes)
                return false;
            WriteZeros(_file);
            _file.Flush();
            return _zeroedBytes < segmentBytes;
        }
    }

    /// <summary>All of the preparation at once, forced in one go: for a segment that is needed now.</summary>
    public void PrepareWhole()
    {
        lock (_gate)
        {
            IStorageFile file = _file ?? Reserve();
            while (_zeroedBytes < segmentBytes)
                WriteZeros(file);
            file.Flush();
        }
    }

    /// <summary>Whether less than twice as much of it is prepared as is used of the segment before it.</summary>
    public bool IsBehind(long usedBytes, long ofBytes)
    {
        double prepared = Volatile.Read(ref _zeroedBytes) / (double)segmentBytes;
        return prepared < Math.Min(1, 2.0 * usedBytes / ofBytes);
    }

    /// <summary>The hash over the header that was written last.</summary>
    public ChainHash HeaderHash => ChainHash.Of(_header);

    /// <summary>Makes it a segment of the log. The header is durable before the name is, so that a segment without a
    /// whole header can only be damage.</summary>
    public IStorageFile Take(SegmentHeader header, ulong magic, string name)
    {
        lock (_gate)
        {
            IStorageFile file = _file ?? Reserve();
            header.Write(_header, magic);
            file.Write(0, _header);
            file.Flush();
            file.Dispose();
            _file = null;
            Volatile.Write(ref _zeroedBytes, 0);
            storage.Rename(temporaryName, name);
            storage.SyncDirectory();
            return storage.Open(name);
        }
    }

    public void Dispose() => _file?.Dispose();

    private IStorageFile Reserve()
    {
        storage.Delete(temporaryName);
        _file = storage.Create(temporaryName, segmentBytes);
        Volatile.Write(ref _zeroedBytes, 0);
        return _file;
    }

    private void WriteZeros(IStorageFile file)
    {
        int count = (int)Math.Min(ChunkBytes, segmentBytes - _zeroedBytes);
        file.Write(_zeroedBytes, Zeros.AsSpan(0, count));
        Volatile.Write(ref _zeroedBytes, _zeroedBytes + count);
    }
}
