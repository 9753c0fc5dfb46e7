using System.Buffers;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Reports;

/// <summary>
/// Reads a report log once, from its first record to its last, and rebuilds what is kept in memory. The last segment is
/// cut behind its longest valid prefix, whatever the cause, since all of it can be made again from the journal; earlier
/// segments were forced to the device before the next one began, so anything wrong there refuses.
/// </summary>
internal sealed class ReportLogScan
{
    private readonly IStorage _storage;
    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(RecordScanner.WindowBytes);

    public ReportLogScan(IStorage storage)
    {
        _storage = storage;
        List<long> indexes = SegmentName.Numbers(storage, SegmentName.ReportPrefix, SegmentName.SegmentEnding);
        try
        {
            foreach (long index in indexes)
                ScanSegment(index, isLast: index == indexes[^1]);
        }
        catch
        {
            Segments.ForEach(segment => segment.Dispose());
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_window);
        }
    }

    public List<ReportSegment> Segments { get; } = [];

    public SessionNumbers Numbers { get; } = new();

    public Guid? LogId { get; private set; }

    public long EndOffset { get; private set; } = SegmentHeader.Bytes;

    public long LastSegmentBytes { get; private set; }

    public long CompleteThrough { get; private set; }

    public long LastCommand { get; private set; }

    public TornTail? TornTail { get; private set; }

    private void ScanSegment(long index, bool isLast)
    {
        string name = SegmentName.Of(SegmentName.ReportPrefix, index, SegmentName.SegmentEnding);
        SegmentHeader header = SegmentList.ReadHeader(_storage, name, SegmentHeader.ReportMagic);
        if (header.First != index || (LogId is { } id && header.LogId != id))
            throw new JournalDamagedException(name, SegmentHeader.FirstOffset, "it is not the segment that its name says.");
        if (Segments.Count > 0 && Segments[^1].Index != index - 1)
            throw new JournalDamagedException(name, 0, $"the segment before it, number {index - 1}, is missing.");
        LogId = header.LogId;
        var segment = new ReportSegment(index, _storage.Open(name), header.RecordSeed, Numbers.Known);
        Segments.Add(segment);
        var scanner = new RecordScanner(
            segment.File, _window, header.RecordSeed, ReportRecord.BodyOffset, ReportLogWriter.MaxRecordBytes);
        bool isClean = ReadRecords(segment, scanner);
        EndOffset = scanner.Position;
        LastSegmentBytes = header.SegmentBytes;
        if (isClean && segment.File.Length >= header.SegmentBytes)
            return;
        if (!isLast)
            throw new JournalDamagedException(name, EndOffset, "no record is there, and later segments follow.");
        Cut(segment, scanner, header.SegmentBytes, isClean);
    }

    private bool ReadRecords(ReportSegment segment, RecordScanner scanner)
    {
        long offset = scanner.Position;
        ScanResult result;
        while ((result = scanner.Next(out ReadOnlySpan<byte> record)) == ScanResult.Record)
        {
            Take(segment, ReportRecord.Read(record), offset);
            offset = scanner.Position;
        }

        return result == ScanResult.End && scanner.RestIsZero();
    }

    private void Take(ReportSegment segment, in ReportRecord record, long offset)
    {
        LastCommand = Math.Max(LastCommand, record.CommandSequence);
        switch (record.Kind)
        {
            case ReportRecordKind.Report when record.Number == Numbers.Last(record.Session) + 1:
                Numbers.Add(record.Session, record.Number);
                segment.Add(record.Session, record.Number, offset);
                // A report of a command tells that all reports of earlier commands were written before it.
                CompleteThrough = Math.Max(CompleteThrough, record.CommandSequence - 1);
                break;
            case ReportRecordKind.Complete:
                CompleteThrough = Math.Max(CompleteThrough, record.CommandSequence);
                segment.NewestNanos = Math.Max(segment.NewestNanos, record.Number);
                segment.IsSelfContained = true;
                break;
            case ReportRecordKind.StartsAt:
                if (Numbers.StartAt(record.Session, record.Number))
                    segment.Sessions.Remove(record.Session);
                break;
            default:
                throw new JournalDamagedException(segment.File.Name, offset,
                    $"report {record.Number} of session {record.Session} follows report {Numbers.Last(record.Session)}.");
        }
    }

    private void Cut(ReportSegment segment, RecordScanner scanner, long segmentBytes, bool isClean)
    {
        long last = scanner.LastWritten(EndOffset);
        if (!isClean)
        {
            TornTail = new TornTail(segment.File.Name, EndOffset, last + 1 - EndOffset);
            segment.IsSelfContained = false;
        }

        segment.File.Resize(EndOffset);
        segment.File.Resize(segmentBytes);
        segment.File.Flush();
    }
}
