using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Reports;

/// <summary>The appending half of the report log: the buffer, the current segment, and the change to the next one.</summary>
/// <remarks>Guarded by the lock of its log, but for <see cref="Force"/> and <see cref="PrepareNextSegment"/>, which may take
/// long and touch nothing that an append does.</remarks>
internal sealed class ReportLogWriter : IDisposable
{
    public const int MaxRecordBytes = ReportRecord.BodyOffset + JournalLimits.MaxPayloadBytes;
    private const string NextSegmentName = "reports-next.tmp";

    private readonly ReportLogOptions _options;
    private readonly NextSegment _next;
    private readonly Guid _logId;
    private readonly uint _seed;
    private readonly byte[] _buffer;
    private long _segmentBytes;
    private long _written;
    private int _buffered;
    private volatile bool _isFailed;

    public ReportLogWriter(IStorage storage, ReportLogOptions options, ReportLogScan scan)
    {
        _options = options;
        _buffer = GC.AllocateArray<byte>(options.BufferBytes, pinned: true);
        _next = new NextSegment(storage, NextSegmentName, options.SegmentBytes);
        _logId = scan.LogId ?? options.LogId ?? Guid.NewGuid();
        _seed = SegmentHeader.SeedOf(_logId);
        _written = scan.EndOffset;
        _segmentBytes = scan.LastSegmentBytes;
    }

    /// <summary>Whether a failure ended it.</summary>
    public bool IsFailed => _isFailed;

    /// <summary>Whether the next segment should be made ready faster.</summary>
    public bool IsNextSegmentBehind => _next.IsBehind(Volatile.Read(ref _written), Volatile.Read(ref _segmentBytes));

    /// <summary>How much of the segment is written: its header and whole records.</summary>
    public long WrittenBytes => Volatile.Read(ref _written);

    /// <summary>Whether the segment has room for a record of this size.</summary>
    public bool HasRoom(int recordBytes) => _written + _buffered + recordBytes <= _segmentBytes;

    /// <summary>Puts a record into the buffer; its offset in the segment.</summary>
    public long Append(ReportSegment segment, in ReportRecord record, ReadOnlySpan<byte> body)
    {
        int recordBytes = ReportRecord.BodyOffset + body.Length;
        if (_buffered + recordBytes > _buffer.Length)
            Flush(segment);
        record.Write(_buffer.AsSpan(_buffered, recordBytes), body, _seed);
        long offset = _written + _buffered;
        _buffered += recordBytes;
        return offset;
    }

    /// <summary>Hands the buffer to the file: readable from then on, not yet safe from a power cut.</summary>
    public void Flush(ReportSegment segment)
    {
        RequireWorking();
        if (_buffered == 0)
            return;
        try
        {
            segment.File.Write(_written, _buffer.AsSpan(0, _buffered));
        }
        catch (Exception cause)
        {
            throw Fail(segment.File.Name, "Writing", cause);
        }

        Volatile.Write(ref _written, _written + _buffered);
        _buffered = 0;
    }

    /// <summary>Forces what was written onto the device.</summary>
    public void Force(ReportSegment segment)
    {
        RequireWorking();
        try
        {
            segment.File.Flush();
        }
        catch (Exception cause)
        {
            throw Fail(segment.File.Name, "Writing", cause);
        }
    }

    public ReportSegment Begin(long index, int sessions)
    {
        string name = SegmentName.Of(SegmentName.ReportPrefix, index, SegmentName.SegmentEnding);
        try
        {
            var header = new SegmentHeader(index, _options.SegmentBytes, _options.NowNanos(), _logId);
            IStorageFile file = _next.Take(header, SegmentHeader.ReportMagic, name);
            _segmentBytes = _options.SegmentBytes;
            _written = SegmentHeader.Bytes;
            return new ReportSegment(index, file, _seed, sessions);
        }
        catch (StorageFullException cause)
        {
            throw new JournalFullException(name, _options.SegmentBytes, cause);
        }
        catch (Exception cause)
        {
            throw Fail(name, "Creating", cause);
        }
    }

    public bool PrepareNextSegment()
    {
        RequireWorking();
        try
        {
            return _next.Prepare();
        }
        catch (StorageFullException)
        {
            return false;
        }
        catch (Exception cause)
        {
            throw Fail(NextSegmentName, "Preparing", cause);
        }
    }

    public void RequireWorking()
    {
        if (IsFailed)
            throw new JournalFailedException("reports", "An earlier write to");
    }

    public void Dispose() => _next.Dispose();

    private JournalFailedException Fail(string file, string what, Exception cause)
    {
        _isFailed = true;
        return new JournalFailedException(file, what, cause);
    }
}
