using System.Buffers;
using ComputeExchange.Journal.Reports;
using ComputeExchange.Journal.Segments;

namespace ComputeExchange.Journal;

/// <summary>Reads reports of one session in order, beside the thread that appends. Dispose it: it holds files open.</summary>
/// <remarks>For one thread. It goes by stretches: from the next place that the segment's index knows it walks back to the first
/// report wanted, noting where they are, and then reads forward. So a page costs what it holds, wherever it is in
/// its segment.</remarks>
public sealed class ReportCursor : IDisposable
{
    // Room for the largest record.
    private const int WindowBytes = 128 * 1024;

    private readonly Lock _gate;
    private readonly ushort _session;
    private readonly Queue<(ReportSegment Segment, SessionRange Range)> _ahead = new();
    private readonly List<ReportSegment> _held = [];
    private readonly uint[] _offsets = new uint[SessionRange.MarkEvery];
    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(WindowBytes);
    private int _offsetCount;
    private ReportSegment? _segment;
    private SessionRange _range;
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

    /// <summary>Bytes read from files so far: what the reading has cost.</summary>
    internal long FileBytes { get; private set; }

    /// <summary>Goes to the next report.</summary>
    /// <returns>False behind the last one that was there when the cursor was opened.</returns>
    /// <exception cref="JournalDamagedException">A report is not what was written.</exception>
    public bool Read()
    {
        if (_offsetCount == 0 && !FindStretch())
            return false;
        uint offset = _offsets[--_offsetCount];
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
            if (_held.Count > 0)
                ArrayPool<byte>.Shared.Return(_window);
            _held.ForEach(segment => segment.EndReading());
            _held.Clear();
            _ahead.Clear();
            _offsetCount = 0;
        }
    }

    /// <summary>Notes where the next reports are, up to the next place that the index knows.</summary>
    private bool FindStretch()
    {
        while (_segment is null || Number >= _range.Last)
        {
            if (!_ahead.TryDequeue(out (ReportSegment Segment, SessionRange Range) next))
                return false;
            (_segment, _range) = next;
            _windowBytes = 0;
        }

        uint offset;
        lock (_gate)
            offset = _range.OffsetBehind(Number + 1);
        while (offset != 0)
        {
            var record = ReportRecord.Read(Look(offset, ReportRecord.BodyOffset, backward: true));
            if (record.Session != _session || record.Kind != ReportRecordKind.Report || record.PreviousOffset >= offset)
                throw Damaged(offset);
            if (record.Number <= Number)
                break;
            Note(offset);
            offset = record.PreviousOffset;
        }

        if (_offsetCount == 0)
            throw Damaged(offset);
        return true;
    }

    private void Note(uint offset)
    {
        if (_offsetCount == _offsets.Length)
            throw Damaged(offset);
        _offsets[_offsetCount++] = offset;
    }

    private ReadOnlySpan<byte> Look(long offset, int count, bool backward)
    {
        if (offset < _windowStart || offset + count > _windowStart + _windowBytes)
        {
            _windowStart = backward ? Math.Max(0, offset + count - WindowBytes) : offset;
            _windowBytes = _segment!.File.Read(_windowStart, _window.AsSpan(0, WindowBytes));
            FileBytes += _windowBytes;
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
