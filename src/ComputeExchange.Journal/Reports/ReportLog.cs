using System.Diagnostics.CodeAnalysis;
using ComputeExchange.Journal.Reports;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>
/// The execution reports of all sessions, on disk, so that a client can get again what it missed. It is written without
/// waiting for the device, since the journal can make all of it again: after a crash it tells how far it is complete.
/// </summary>
/// <remarks>
/// One thread appends; one other may do what can take long, <see cref="Sync"/>, <see cref="Trim"/> and
/// <see cref="PrepareNextSegment"/>; any thread may ask for numbers and open cursors meanwhile. In memory it keeps 32 bytes
/// a session and segment, and 4 for every 64 reports.
/// </remarks>
public sealed class ReportLog : IDisposable
{
    private const string LockName = "reports.lock";

    private readonly Lock _gate = new();
    private readonly IStorage _storage;
    private readonly ReportLogOptions _options;
    private readonly IDisposable _lock;
    private readonly List<ReportSegment> _segments;
    private readonly SessionNumbers _numbers;
    private readonly ReportLogWriter _writer;
    private long _lastCommand;
    private long _completeThrough;
    private long _syncedThrough;
    private long _syncedBytes;
    private long _newestNanos;

    private ReportLog(IStorage storage, ReportLogOptions options, IDisposable directoryLock, ReportLogScan scan)
    {
        _storage = storage;
        _options = options;
        _lock = directoryLock;
        _segments = scan.Segments;
        _numbers = scan.Numbers;
        _lastCommand = scan.LastCommand;
        _completeThrough = scan.CompleteThrough;
        _newestNanos = _segments.Count == 0 ? 0 : _segments.Max(segment => segment.NewestNanos);
        _writer = new ReportLogWriter(storage, options, scan);
        if (_segments.Count == 0)
            _segments.Add(_writer.Begin(1, 0));
        if (!_segments[^1].IsSelfContained)
            WriteState();
        Sync();
        Recovery = new ReportLogRecovery(_completeThrough, _numbers.Known, _segments.Count, scan.TornTail);
    }

    /// <summary>What was found when the log was opened.</summary>
    public ReportLogRecovery Recovery { get; }

    /// <summary>The last command all of whose reports were appended.</summary>
    public long CompleteThrough => Volatile.Read(ref _completeThrough);

    /// <summary>The same, of what no crash can take any more. Journal segments are needed from the next command on.</summary>
    public long SyncedThrough => Volatile.Read(ref _syncedThrough);

    /// <summary>The last command that has a report in the log, or is complete. For the appending thread.</summary>
    public long LastCommand => _lastCommand;

    /// <summary>The latest engine time that <see cref="Complete"/> was told, nanoseconds since the Unix epoch.</summary>
    public long NewestNanos => Volatile.Read(ref _newestNanos);

    /// <summary>Bytes of the current segment that a power cut could still take, about.</summary>
    public long UnforcedBytes => Math.Max(0, _writer.WrittenBytes - Volatile.Read(ref _syncedBytes));

    /// <summary>Whether the next segment should be made ready faster: the current one fills up first otherwise.</summary>
    public bool IsNextSegmentBehind => _writer.IsNextSegmentBehind;

    /// <summary>Opens a log, making it where there is none, and cuts the last segment behind its longest valid prefix.</summary>
    /// <exception cref="DataDirectoryInUseException">Another server has it open.</exception>
    /// <exception cref="JournalDamagedException">An earlier segment is damaged or missing. Deleting the files of the
    /// report log is then safe as far back as the journal reaches.</exception>
    /// <exception cref="FormatVersionException">Another format version wrote it.</exception>
    /// <exception cref="JournalFullException">There is no room for the first segment.</exception>
    public static ReportLog Open(IStorage storage, ReportLogOptions options)
    {
        options.Validate();
        IDisposable directoryLock = storage.Lock(LockName);
        try
        {
            return new ReportLog(storage, options, directoryLock, new ReportLogScan(storage));
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>The first report of a session that can be read; one more than the last when none can.</summary>
    public long FirstReport(ushort session) => _numbers.First(session);

    /// <summary>The last report of a session; 0 when it never had one.</summary>
    public long LastReport(ushort session) => _numbers.Last(session);

    /// <summary>Appends a report to the buffer.</summary>
    /// <param name="session">Whose it is.</param>
    /// <param name="number">One more than <see cref="LastReport"/> of the session.</param>
    /// <param name="commandSequence">The command that caused it; never less than that of the report before.</param>
    /// <param name="body">What the session is sent; at most <see cref="JournalLimits.MaxPayloadBytes"/>.</param>
    /// <returns>False when the report is in the log already, as when the journal is replayed into it.</returns>
    /// <exception cref="ArgumentException">It leaves a gap, goes back in commands, or is too large.</exception>
    /// <exception cref="JournalFullException">No room for a new segment; the same append may be tried again.</exception>
    /// <exception cref="JournalFailedException">The device failed, now or earlier.</exception>
    public bool Append(ushort session, long number, long commandSequence, ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            _writer.RequireWorking();
            long last = _numbers.Last(session);
            if (number <= last)
                return false;
            if (number != last + 1)
                throw new ArgumentException($"Report {number} of session {session} cannot follow report {last}.", nameof(number));
            if (commandSequence < _lastCommand)
                throw new ArgumentException(
                    $"A report of command {commandSequence} cannot follow one of {_lastCommand}.", nameof(commandSequence));
            if (body.Length > JournalLimits.MaxPayloadBytes)
                throw new ArgumentException(
                    $"A report of {body.Length} bytes is over the {JournalLimits.MaxPayloadBytes} allowed.", nameof(body));
            ReportSegment segment = SegmentWithRoom(ReportRecord.BodyOffset + body.Length);
            var record = new ReportRecord(
                ReportRecordKind.Report, session, number, commandSequence, segment.PreviousOffset(session));
            segment.Add(session, number, _writer.Append(segment, record, body));
            _numbers.Add(session, number);
            _lastCommand = commandSequence;
            _completeThrough = Math.Max(_completeThrough, commandSequence - 1);
            return true;
        }
    }

    /// <summary>Notes that all reports of all commands up to one were appended; once a batch is enough.</summary>
    /// <param name="commandSequence">The last command of the batch.</param>
    /// <param name="engineNanos">Engine time, nanoseconds since the Unix epoch: the age of reports is counted from it.</param>
    /// <exception cref="JournalFullException">No room for a new segment; the same call may be tried again.</exception>
    /// <exception cref="JournalFailedException">The device failed, now or earlier.</exception>
    public void Complete(long commandSequence, long engineNanos)
    {
        lock (_gate)
        {
            _writer.RequireWorking();
            if (commandSequence <= _completeThrough)
                return;
            ReportSegment segment = SegmentWithRoom(ReportRecord.BodyOffset);
            _completeThrough = commandSequence;
            _lastCommand = Math.Max(_lastCommand, commandSequence);
            Volatile.Write(ref _newestNanos, Math.Max(_newestNanos, engineNanos));
            WriteComplete(segment);
        }
    }

    /// <summary>Says that a session's next report has a number, where those before it cannot be had again: they then
    /// count as gone. Nothing happens when that number is the next one anyway.</summary>
    /// <exception cref="ArgumentException">The number is not above the last one.</exception>
    public void StartAt(ushort session, long nextNumber)
    {
        lock (_gate)
        {
            _writer.RequireWorking();
            if (nextNumber <= _numbers.Last(session))
                throw new ArgumentException($"Session {session} is at {_numbers.Last(session)} already.", nameof(nextNumber));
            ReportSegment segment = SegmentWithRoom(ReportRecord.BodyOffset);
            if (_numbers.StartAt(session, nextNumber))
                segment.Sessions.Remove(session);
            WriteStart(segment, session);
        }
    }

    /// <summary>Hands what was appended to the operating system: it survives a crash of the process.</summary>
    public void Flush()
    {
        lock (_gate)
            _writer.Flush(_segments[^1]);
    }

    /// <summary>Forces everything onto the device. Neither who appends nor who reads is held up.</summary>
    /// <returns><see cref="SyncedThrough"/>.</returns>
    /// <exception cref="JournalFailedException">The device failed, now or earlier; never retried.</exception>
    public long Sync()
    {
        ReportSegment segment;
        long through;
        long writtenBytes;
        lock (_gate)
        {
            segment = _segments[^1];
            _writer.Flush(segment);
            (through, writtenBytes) = (_completeThrough, _writer.WrittenBytes);
        }

        _writer.Force(segment);
        Volatile.Write(ref _syncedThrough, through);
        lock (_gate)
        {
            if (_segments[^1] == segment)
                Volatile.Write(ref _syncedBytes, writtenBytes);
        }

        return through;
    }

    /// <summary>One short step of making the next segment ready. Who appends waits for it at most where a segment ends.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool PrepareNextSegment() => _writer.PrepareNextSegment();

    /// <summary>Opens the reports of a session, from one onward to the last appended so far.</summary>
    /// <returns>False when some of them are gone: <see cref="FirstReport"/> says from where on they are there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The session has not had that report, nor is it its next.</exception>
    public bool TryRead(ushort session, long fromNumber, [NotNullWhen(true)] out ReportCursor? cursor)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(fromNumber, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(fromNumber, _numbers.Last(session) + 1);
            cursor = null;
            if (fromNumber < _numbers.First(session))
                return false;
            _writer.Flush(_segments[^1]);
            cursor = new ReportCursor(_gate, session, fromNumber, _segments);
            return true;
        }
    }

    /// <summary>Deletes segments, the oldest first, all of whose reports are out of their retention: too old, or with
    /// enough newer ones of their session.</summary>
    /// <param name="engineNanos">Engine time, nanoseconds since the Unix epoch.</param>
    /// <returns>The number of segments deleted.</returns>
    public int Trim(long engineNanos)
    {
        if (!TryFindExpired(engineNanos, out _))
            return 0;
        // What a later segment says of each session must be safe before the earlier one goes.
        Sync();
        int removed = 0;
        for (; TryFindExpired(engineNanos, out ReportSegment? oldest); removed++)
        {
            _storage.Delete(oldest.File.Name);
            _storage.SyncDirectory();
            lock (_gate)
            {
                foreach ((ushort session, SessionRange range) in oldest.Sessions)
                    _numbers.Forget(session, range.Last);
                _segments.RemoveAt(0);
                oldest.Retire();
            }
        }

        return removed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _segments.ForEach(segment => segment.Dispose());
            _writer.Dispose();
            _lock.Dispose();
        }
    }

    private bool TryFindExpired(long engineNanos, [NotNullWhen(true)] out ReportSegment? oldest)
    {
        lock (_gate)
            oldest = IsOldestExpired(engineNanos) ? _segments[0] : null;
        return oldest is not null;
    }

    private bool IsOldestExpired(long engineNanos)
    {
        if (_segments.Count == 1)
            return false;
        ReportSegment oldest = _segments[0];
        if (engineNanos - oldest.NewestNanos >= _options.RetainFor.Ticks * TimeSpan.NanosecondsPerTick)
            return true;
        foreach ((ushort session, SessionRange range) in oldest.Sessions)
        {
            if (_numbers.Last(session) - range.Last < _options.RetainReportsPerSession)
                return false;
        }

        return true;
    }

    private ReportSegment SegmentWithRoom(int recordBytes)
    {
        ReportSegment current = _segments[^1];
        if (_writer.HasRoom(recordBytes))
            return current;
        // Durable before the next one begins: so only the last segment can be torn.
        _writer.Flush(current);
        _writer.Force(current);
        _segments.Add(_writer.Begin(current.Index + 1, _numbers.Known));
        Volatile.Write(ref _syncedBytes, 0);
        WriteState();
        return _segments[^1];
    }

    /// <summary>Says in the current segment where every session stands, so that it can do without those before it.</summary>
    private void WriteState()
    {
        ReportSegment segment = _segments[^1];
        for (int session = 0; session <= ushort.MaxValue; session++)
        {
            if (_numbers.IsKnown(session))
                WriteStart(segment, (ushort)session);
        }

        WriteComplete(segment);
    }

    private void WriteStart(ReportSegment segment, ushort session) => _writer.Append(
        segment, new ReportRecord(ReportRecordKind.StartsAt, session, _numbers.Last(session) + 1, _lastCommand, 0), default);

    private void WriteComplete(ReportSegment segment)
    {
        segment.NewestNanos = _newestNanos;
        segment.IsSelfContained = true;
        _writer.Append(segment, new ReportRecord(ReportRecordKind.Complete, 0, _newestNanos, _completeThrough, 0), default);
    }
}
