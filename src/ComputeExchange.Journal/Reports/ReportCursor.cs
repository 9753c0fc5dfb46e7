using ComputeExchange.Journal.Reports;
using ComputeExchange.Journal.Segments;

namespace ComputeExchange.Journal;

/// <summary>Reads reports of one session in order, beside the thread that appends. Dispose it: it holds files open.</summary>
/// <remarks>For one thread. In each segment it walks back from the last report wanted to the first, noting where they
/// are (4 bytes each), and then reads forward.</remarks>
public sealed class ReportCursor : IDisposable
{
    private const int WindowBytes = 256 * 1024;

    private readonly Lock _gate;
    private readonly ushort _session;
    private readonly Queue<(ReportSegment Segment, SessionRange Range)> _ahead = new();
    private readonly List<ReportSegment> _held = [];
    private readonly Stack<uint> _offsets = new();
    private readonly byte[] _window = new byte[WindowBytes];
    private ReportSegment? _segment;
    private long _windowStart;
    private int _windowBytes;
    private int _bodyStart;
    private int _bodyBytes;

    internal ReportCursor(Lock gate, ushort session, long from, List<ReportSegment> segments)
    {
        _gate = gate;
        _session = session;
        Number = from - 1;
        foreach (ReportSegment segment in segments)
        {
            if (!segment.Sessions.TryGetValue(session, out SessionRange range) || range.Last < from)
                continue;
            segment.BeginReading();
            _held.Add(segment);
            _ahead.Enqueue((segment, range));
        }
    }

    /// <summary>The number of the current report.</summary>
    public long Number { get; private set; }

    /// <summary>The command that caused it.</summary>
    public long CommandSequence { get; private set; }

    /// <summary>What was appended; valid until the next call.</summary>
    public ReadOnlySpan<byte> Body => _window.AsSpan(_bodyStart, _bodyBytes);

    /// <summary>Goes to the next report.</summary>
    /// <returns>False behind the last one that was there when the cursor was opened.</returns>
    /// <exception cref="JournalDamagedException">A report is not what was written.</exception>
    public bool Read()
    {
        while (_offsets.Count == 0)
        {
            if (!_ahead.TryDequeue(out (ReportSegment Segment, SessionRange Range) next))
                return false;
            _segment = next.Segment;
            _windowBytes = 0;
            FindReports(next.Range.LastOffset);
        }

        uint offset = _offsets.Pop();
        ReadOnlySpan<byte> start = Look(offset, ReportRecord.BodyOffset, backward: false);
        int length = RecordFrame.Length(start);
        if (length is < ReportRecord.BodyOffset or > ReportLogWriter.MaxRecordBytes)
            throw Damaged(offset);
        ReadOnlySpan<byte> bytes = Look(offset, length, backward: false);
        var record = ReportRecord.Read(bytes);
        if (!RecordFrame.IsIntact(bytes, _segment!.Seed) || !IsReport(record, Number + 1))
            throw Damaged(offset);
        Number = record.Number;
        CommandSequence = record.CommandSequence;
        _bodyStart = (int)(offset - _windowStart) + ReportRecord.BodyOffset;
        _bodyBytes = length - ReportRecord.BodyOffset;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _held.ForEach(segment => segment.EndReading());
            _held.Clear();
            _ahead.Clear();
            _offsets.Clear();
        }
    }

    private void FindReports(uint lastOffset)
    {
        for (uint offset = lastOffset; offset != 0;)
        {
            var record = ReportRecord.Read(Look(offset, ReportRecord.BodyOffset, backward: true));
            if (record.Session != _session || record.Kind != ReportRecordKind.Report || record.PreviousOffset >= offset)
                throw Damaged(offset);
            if (record.Number <= Number)
                break;
            _offsets.Push(offset);
            offset = record.PreviousOffset;
        }
    }

    private ReadOnlySpan<byte> Look(long offset, int count, bool backward)
    {
        if (offset < _windowStart || offset + count > _windowStart + _windowBytes)
        {
            _windowStart = backward ? Math.Max(0, offset + count - WindowBytes) : offset;
            _windowBytes = _segment!.File.Read(_windowStart, _window);
            if (offset + count > _windowStart + _windowBytes)
                throw Damaged(offset);
        }

        return _window.AsSpan((int)(offset - _windowStart), count);
    }

    private bool IsReport(in ReportRecord record, long number) =>
        record.Kind == ReportRecordKind.Report && record.Session == _session && record.Number == number;

    private JournalDamagedException Damaged(long offset) =>
        new(_segment!.File.Name, offset, $"the report of session {_session} after number {Number} is not there.");
}
