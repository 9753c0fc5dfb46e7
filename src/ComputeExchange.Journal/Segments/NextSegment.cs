using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Segments;

/// <summary>
/// The segment after the current one, made ahead of need under a temporary name: its room reserved, then written over
/// with zeros bit by bit while the journal has nothing else to do. On file systems that only mark reserved room as
/// unwritten, each fdatasync into such room also rewrites the file's block map; written zeros spare that.
/// </summary>
internal sealed class NextSegment(IStorage storage, string temporaryName, long segmentBytes) : IDisposable
{
    private const int ChunkBytes = 256 * 1024;

    private static readonly byte[] Zeros = new byte[ChunkBytes];

    private readonly byte[] _header = new byte[SegmentHeader.Bytes];
    private IStorageFile? _file;
    private long _zeroedBytes;

    /// <summary>One step of preparation: reserve the room, or write and force one chunk of zeros.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool Prepare()
    {
        if (_file is null)
        {
            storage.Delete(temporaryName);
            _file = storage.Create(temporaryName, segmentBytes);
            _zeroedBytes = 0;
            return true;
        }

        if (_zeroedBytes == segmentBytes)
            return false;
        int count = (int)Math.Min(ChunkBytes, segmentBytes - _zeroedBytes);
        _file.Write(_zeroedBytes, Zeros.AsSpan(0, count));
        _file.Flush();
        _zeroedBytes += count;
        return _zeroedBytes < segmentBytes;
    }

    /// <summary>The hash over the header that was written last.</summary>
    public ChainHash HeaderHash => ChainHash.Of(_header);

    /// <summary>Makes it a segment of the log. The header is durable before the name is, so that a segment without a
    /// whole header can only be damage.</summary>
    public IStorageFile Take(SegmentHeader header, ulong magic, string name)
    {
        if (_file is null)
            Prepare();
        header.Write(_header, magic);
        _file!.Write(0, _header);
        _file.Flush();
        _file.Dispose();
        _file = null;
        storage.Rename(temporaryName, name);
        storage.SyncDirectory();
        return storage.Open(name);
    }

    public void Dispose() => _file?.Dispose();
}
