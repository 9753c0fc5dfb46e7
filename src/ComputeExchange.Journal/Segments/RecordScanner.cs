using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Segments;

internal enum ScanResult
{
    /// <summary>A whole record with a fitting checksum.</summary>
    Record,

    /// <summary>A zero length, or no room for a record: the end, if nothing follows.</summary>
    End,

    /// <summary>Something that is no record.</summary>
    Invalid,
}

/// <summary>Walks the records of one segment from its header on, through a window that is read ahead.</summary>
internal sealed class RecordScanner(IStorageFile file, byte[] window, uint seed, int leastBytes, int mostBytes)
{
    public const int WindowBytes = 1024 * 1024;

    private readonly long _fileBytes = file.Length;
    private long _windowStart;
    private int _windowBytes;

    /// <summary>The offset of what <see cref="Next"/> looks at: behind the last record that it returned.</summary>
    public long Position { get; private set; } = SegmentHeader.Bytes;

    /// <summary>The next record; it is valid until the next call. On any other result the position stays.</summary>
    public ScanResult Next(out ReadOnlySpan<byte> record)
    {
        record = default;
        if (_fileBytes - Position < leastBytes)
            return RestIsZero() ? ScanResult.End : ScanResult.Invalid;
        int length = RecordFrame.Length(Look(Position, leastBytes));
        if (length == 0)
            return ScanResult.End;
        if (length < leastBytes || length > mostBytes || length > _fileBytes - Position)
            return ScanResult.Invalid;
        ReadOnlySpan<byte> candidate = Look(Position, length);
        if (!RecordFrame.IsIntact(candidate, seed))
            return ScanResult.Invalid;
        record = candidate;
        Position += length;
        return ScanResult.Record;
    }

    /// <summary>Whether only zero bytes are left behind the position.</summary>
    public bool RestIsZero() => LastWritten(Position) < 0;

    /// <summary>The offset of the last byte at or behind <paramref name="from"/> that is not zero; -1 if there is none.</summary>
    public long LastWritten(long from)
    {
        long last = -1;
        for (long start = from; start < _fileBytes; start += window.Length)
        {
            ReadOnlySpan<byte> bytes = Look(start, (int)Math.Min(window.Length, _fileBytes - start));
            int index = bytes.LastIndexOfAnyExcept((byte)0);
            if (index >= 0)
                last = start + index;
        }

        return last;
    }

    /// <summary>The bytes at an offset, which lie within the file.</summary>
    public ReadOnlySpan<byte> Look(long offset, int count)
    {
        if (offset < _windowStart || offset + count > _windowStart + _windowBytes)
        {
            _windowStart = offset;
            _windowBytes = file.Read(offset, window);
            if (_windowBytes < count)
                throw new EndOfStreamException($"'{file.Name}' became shorter while it was read.");
        }

        return window.AsSpan((int)(offset - _windowStart), count);
    }

    public long FileBytes => _fileBytes;

    public bool IsRecordAt(long offset, int length) => RecordFrame.IsIntact(Look(offset, length), seed);
}
