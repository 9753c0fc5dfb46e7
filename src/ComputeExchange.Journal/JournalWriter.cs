using System.Runtime.CompilerServices;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>
/// Appends records to a journal and makes them durable a batch at a time: group commit. It tolerates a crash of the
/// process or the machine at any moment; it does not go on after a failed write or fdatasync.
/// </summary>
/// <remarks>
/// For one thread, which blocks in <see cref="Flush"/>; <see cref="PrepareNextSegment"/> and
/// <see cref="RemoveSegmentsBefore"/> are for one other beside it, so that neither is ever waited for. Nothing is allocated
/// by <see cref="Append"/> and <see cref="Flush"/> except at the change of a segment. What was appended and not flushed is lost by
/// <see cref="Dispose"/>, as by a crash.
/// </remarks>
public sealed class JournalWriter : IDisposable
{
    private const string LockName = "journal.lock";
    private const string NextSegmentName = "journal-next.tmp";

    private readonly IStorage _storage;
    private readonly JournalOptions _options;
    private readonly IDisposable _lock;
    private readonly NextSegment _next;
    private readonly LiveSegments _segments;
    private readonly byte[] _buffer;
    private readonly Guid _journalId;
    private readonly uint _seed;
    private readonly HashChain _chain = new();
    private readonly Lock _headGate = new();
    private JournalHead _head;
    private IStorageFile _file;
    private long _segmentBytes;
    private long _position;
    private int _buffered;
    private int _unchained;
    private volatile bool _isFailed;

    private JournalWriter(IStorage storage, JournalOptions options, IDisposable directoryLock, JournalReader reader)
    {
        _storage = storage;
        _options = options;
        _lock = directoryLock;
        _buffer = GC.AllocateArray<byte>(options.BufferBytes, pinned: true);
        _next = new NextSegment(storage, NextSegmentName, options.SegmentBytes);
        _segments = new LiveSegments(reader.FirstSequences);
        _journalId = reader.LastSegment?.LogId ?? options.JournalId ?? Guid.NewGuid();
        _seed = SegmentHeader.SeedOf(_journalId);
        LastSequence = reader.LastSegment is null ? options.FirstSequence - 1 : reader.NextSequence - 1;
        DurableSequence = LastSequence;
        if (reader.LastSegment is { } empty && reader.EndOffset == SegmentHeader.Bytes)
            _chain.BeginSegment(empty.Before, empty.OwnHash);
        else
            _chain.Begin(reader.Chain);
        _head = new JournalHead(LastSequence, reader.Chain);
        _file = reader.LastSegment is { } last ? Reopen(last, reader) : BeginFirst(options.FirstSequence);
        Recovery = new JournalRecovery(_segments.First, LastSequence, _segments.Count, reader.TornTail);
    }

    /// <summary>What was found when the journal was opened.</summary>
    public JournalRecovery Recovery { get; }

    /// <summary>The last sequence appended; one less than the first when there is none.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The last sequence that no crash can take any more.</summary>
    public long DurableSequence { get; private set; }

    /// <summary>How far the journal is chained: durable records only, up to the last one flushed or, between a flush and
    /// <see cref="Chain"/>, up to the one before. Any thread may read it.</summary>
    public JournalHead Head
    {
        get
        {
            lock (_headGate)
                return _head;
        }
    }

    /// <summary>The first sequence that is still in the journal.</summary>
    public long FirstSequence => _segments.First;

    /// <summary>Bytes appended that the next <see cref="Flush"/> will write.</summary>
    public int BufferedBytes => _buffered;

    /// <summary>Whether a failure ended this writer.</summary>
    public bool IsFailed => _isFailed;

    /// <summary>Opens a journal for appending, making it where there is none, and cuts off a torn tail.</summary>
    /// <param name="storage">Where the segments are; locked against a second writer until the writer is disposed.</param>
    /// <param name="options">Sizes and habits.</param>
    /// <param name="verifyFromSequence">Records from here on are checked now, each of them. Those before it, covered by a
    /// snapshot, are checked when they are read; 0 checks all.</param>
    /// <param name="look">Shown each record that is checked; may be null.</param>
    /// <exception cref="DataDirectoryInUseException">Another writer has it open.</exception>
    /// <exception cref="JournalDamagedException">Durable records are damaged or missing.</exception>
    /// <exception cref="FormatVersionException">Another format version wrote it.</exception>
    /// <exception cref="JournalFullException">There is no room for the first segment.</exception>
    public static JournalWriter Open(IStorage storage, JournalOptions options, long verifyFromSequence = 0, JournalRecordLook? look = null)
    {
        options.Validate();
        IDisposable directoryLock = storage.Lock(LockName);
        try
        {
            using JournalReader reader = JournalReader.Open(storage, verifyFromSequence);
            while (reader.Read())
                look?.Invoke(reader.Payload);
            return new JournalWriter(storage, options, directoryLock, reader);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record to the batch. Where buffer or segment have no room for it, the batch so far is flushed
    /// first, and so becomes durable earlier than asked for.</summary>
    /// <param name="sequence">One more than <see cref="LastSequence"/>.</param>
    /// <param name="header">The caller's fixed part.</param>
    /// <param name="body">The rest; together at most <see cref="JournalLimits.MaxPayloadBytes"/>.</param>
    /// <exception cref="ArgumentException">The sequence is not the next one, or the record is too large.</exception>
    /// <exception cref="JournalFullException">No room for a new segment; all before is durable. May be retried.</exception>
    /// <exception cref="JournalFailedException">The device failed, now or earlier.</exception>
    public void Append(long sequence, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        RequireWorking();
        if (sequence != LastSequence + 1)
            throw new ArgumentException($"Record {sequence} cannot follow record {LastSequence}.", nameof(sequence));
        int payloadBytes = header.Length + body.Length;
        if (payloadBytes > JournalLimits.MaxPayloadBytes)
            throw new ArgumentException(
                $"A record of {payloadBytes} bytes is over the {JournalLimits.MaxPayloadBytes} allowed.", nameof(body));
        int recordBytes = JournalRecord.PayloadOffset + payloadBytes;
        if (_position + _buffered + recordBytes > _segmentBytes)
            ChangeSegment(sequence);
        else if (_buffered + recordBytes > _buffer.Length)
            Flush();
        if (_buffered == 0)
            Chain();
        int batchPlace = (int)(sequence - DurableSequence);
        JournalRecord.Write(_buffer.AsSpan(_buffered, recordBytes), sequence, batchPlace, header, body, _seed);
        _buffered += recordBytes;
        LastSequence = sequence;
    }

    /// <summary>Writes the batch and forces it to the device: when this returns, it is durable.</summary>
    /// <returns>The last durable sequence.</returns>
    /// <exception cref="JournalFailedException">The device failed, now or earlier; never retried.</exception>
    public long Flush()
    {
        RequireWorking();
        if (_buffered == 0)
            return DurableSequence;
        try
        {
            _file.Write(_position, _buffer.AsSpan(0, _buffered));
            _file.Flush();
        }
        catch (Exception cause)
        {
            throw Fail(_file.Name, "Writing", cause);
        }

        _position += _buffered;
        _unchained = _buffered;
        _buffered = 0;
        DurableSequence = LastSequence;
        return DurableSequence;
    }

    /// <summary>Brings <see cref="Head"/> up to what is durable: the hash of the batch flushed last. The next append or flush
    /// does it where this is not called: who calls it between has let go of the batch's events before the hash is computed.</summary>
    public void Chain()
    {
        if (_unchained == 0)
            return;
        _chain.Append(_buffer.AsSpan(0, _unchained));
        _chain.EndBatch();
        _unchained = 0;
        lock (_headGate)
            _head = new JournalHead(DurableSequence, _chain.Hash);
    }

    /// <summary>Whether the next segment should be made ready faster: the current one fills up first otherwise. Any thread may
    /// ask.</summary>
    public bool IsNextSegmentBehind => _next.IsBehind(_position, _segmentBytes);

    /// <summary>One short step of making the next segment ready, on a thread of its own or in moments with nothing else to do.
    /// Without it the change of a segment is a little slower, never wrong.</summary>
    /// <returns>Whether there is more to do; false too when the disk has no room for it now.</returns>
    /// <exception cref="JournalFailedException">The device failed, now or earlier.</exception>
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

    /// <summary>Deletes the segments all of whose records are before a sequence, the oldest first, unless the journal
    /// is kept for audit. Call it with the first sequence that the oldest kept snapshot does not cover.</summary>
    /// <returns>The number of segments deleted.</returns>
    /// <exception cref="JournalFailedException">The device failed, now or earlier.</exception>
    public int RemoveSegmentsBefore(long sequence)
    {
        RequireWorking();
        if (_options.KeepForAudit)
            return 0;
        int removed = 0;
        while (_segments.IsOldestBefore(sequence, out long first))
        {
            string name = NameOf(first);
            try
            {
                _storage.Delete(name);
                _storage.SyncDirectory();
            }
            catch (Exception cause)
            {
                throw Fail(name, "Deleting", cause);
            }

            _segments.RemoveOldest();
            removed++;
        }

        return removed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _next.Dispose();
        _chain.Dispose();
        _lock.Dispose();
    }

    private static string NameOf(long first) => SegmentName.Of(SegmentName.JournalPrefix, first, SegmentName.SegmentEnding);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ChangeSegment(long first)
    {
        // The old segment is wholly durable before the new one has a name: a torn batch never spans two files.
        Flush();
        Chain();
        IStorageFile old = _file;
        _file = Begin(first, _options.SegmentBytes, _next);
        old.Dispose();
    }

    // A journal's very first segment is small: it is wanted now, and the second is made ready beside it.
    private IStorageFile BeginFirst(long first)
    {
        long bytes = Math.Min(_options.SegmentBytes, JournalLimits.FirstSegmentBytes);
        using NextSegment small = new(_storage, NextSegmentName, bytes);
        return Begin(first, bytes, small, isWanted: true);
    }

    private IStorageFile Begin(long first, long bytes, NextSegment prepared, bool isWanted = false)
    {
        string name = NameOf(first);
        try
        {
            if (isWanted)
                prepared.PrepareWhole();
            var header = new SegmentHeader(first, bytes, _options.NowNanos(), _journalId, _chain.Hash);
            IStorageFile file = prepared.Take(header, SegmentHeader.JournalMagic, name);
            _chain.BeginSegment(header.Before, prepared.HeaderHash);
            _segmentBytes = bytes;
            _position = SegmentHeader.Bytes;
            _segments.Add(first);
            return file;
        }
        catch (StorageFullException cause)
        {
            throw new JournalFullException(name, bytes, cause);
        }
        catch (Exception cause)
        {
            throw Fail(name, "Creating", cause);
        }
    }

    private IStorageFile Reopen(SegmentHeader segment, JournalReader reader)
    {
        IStorageFile file = _storage.Open(NameOf(segment.First));
        _segmentBytes = segment.SegmentBytes;
        _position = reader.EndOffset;
        if (reader.TornTail is not null || file.Length < _segmentBytes)
        {
            // Cut, not overwritten: what a crash left behind the cut must never stand behind new records.
            file.Resize(_position);
            file.Resize(_segmentBytes);
            file.Flush();
        }

        LastBatch.WriteAgain(file, reader.LastBatchOffset, reader.EndOffset);
        _storage.SyncDirectory();
        return file;
    }

    private void RequireWorking()
    {
        if (_isFailed)
            throw new JournalFailedException(_file.Name, "An earlier write to");
    }

    private JournalFailedException Fail(string file, string what, Exception cause)
    {
        _isFailed = true;
        return new JournalFailedException(file, what, cause);
    }
}
