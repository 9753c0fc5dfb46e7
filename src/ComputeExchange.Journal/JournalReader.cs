using System.Buffers;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>Whether a record is of some sort.</summary>
/// <param name="payload">Header and body, as given to the writer.</param>
public delegate bool RecordTest(ReadOnlySpan<byte> payload);

/// <summary>
/// Reads a journal forward from any sequence, checking all that it passes. It changes nothing on disk: a torn tail ends
/// the reading, and <see cref="JournalWriter"/> is who cuts it off.
/// </summary>
/// <remarks>For one thread. Refusals are those of docs/JOURNAL.md, "Recovery".</remarks>
public sealed class JournalReader : IDisposable
{
    private readonly IStorage _storage;
    private readonly long _from;
    private readonly long _through;
    private readonly byte[] _window;
    private readonly List<SegmentHeader> _segments;
    private readonly HashChain _chain = new();
    private readonly ChainHash? _sought;
    private int _index;
    private IStorageFile? _file;
    private RecordScanner? _scanner;
    private int _payloadBytes;
    private long _expected;
    private bool _isDisposed;

    private JournalReader(IStorage storage, List<SegmentHeader> segments, long from, long through, ChainHash? sought)
    {
        _sought = sought;
        _storage = storage;
        _segments = segments;
        _from = from;
        _through = through;
        _expected = segments.Count == 0 ? from : segments[0].First;
        long largest = segments.Count == 0 ? 0 : segments.Max(segment => segment.SegmentBytes);
        // Every snapshot reads the journal: a new window for each would cause full collections, which stop matching too.
        _window = ArrayPool<byte>.Shared.Rent(
            (int)Math.Clamp(largest, JournalLimits.MinSegmentBytes, RecordScanner.WindowBytes));
        _index = Math.Max(0, segments.FindLastIndex(segment => segment.First <= from));
        ChainedThrough = _expected - 1;
        if (segments.Count > 0)
            OpenSegment(_index);
    }

    /// <summary>The first sequence that is still there; 0 when the journal has no segment.</summary>
    public long FirstSequence => _segments.Count == 0 ? 0 : _segments[0].First;

    /// <summary>The number of segments.</summary>
    public int SegmentCount => _segments.Count;

    /// <summary>The sequence of the current record.</summary>
    public long Sequence { get; private set; }

    /// <summary>Header and body of the current record, as given to the writer; valid until the next call.</summary>
    public ReadOnlySpan<byte> Payload => _payloadBytes == 0 ? default
        : _scanner!.Look(Offset + JournalRecord.PayloadOffset, _payloadBytes);

    /// <summary>The segment of the current record.</summary>
    public string File => _file?.Name ?? "";

    /// <summary>Where the current record begins in its segment.</summary>
    public long Offset { get; private set; }

    /// <summary>The sequence that a record after the last one read must have.</summary>
    public long NextSequence => _expected;

    /// <summary>After the last record: what a crash left behind it; null when nothing.</summary>
    public TornTail? TornTail { get; private set; }

    /// <summary>The last record of the last batch that was passed whole. At the end of the journal, the last record.</summary>
    public long ChainedThrough { get; private set; }

    /// <summary>The hash over everything up to that record. It is taken from the header of the segment that the reading began
    /// in, and computed from there on.</summary>
    public ChainHash Chain => _chain.Hash;

    /// <summary>The record up to which everything is what it was when the hash looked out for was told; -1 when it was not
    /// met.</summary>
    public long SoughtAt { get; private set; } = -1;

    /// <summary>Where the batch of the last record begins in its segment: no later record proves it durable.</summary>
    internal long LastBatchOffset { get; private set; } = SegmentHeader.Bytes;

    internal long EndOffset => _scanner?.Position ?? SegmentHeader.Bytes;

    internal SegmentHeader? LastSegment => _segments.Count == 0 ? null : _segments[^1];

    internal IEnumerable<long> FirstSequences => _segments.Select(segment => segment.First);

    /// <summary>Opens a journal at a sequence, checking the headers of all segments.</summary>
    /// <param name="storage">Where the segments are.</param>
    /// <param name="fromSequence">The first record wanted; reading starts there or, before the first one, at the first.</param>
    /// <param name="throughSequence">The last record wanted. To read beside the writer, give a sequence that was durable
    /// when the reader was opened: what is behind it may be half written.</param>
    /// <exception cref="JournalDamagedException">A header is damaged, or a segment belongs to another journal.</exception>
    /// <exception cref="FormatVersionException">Another format version wrote a segment.</exception>
    /// <param name="sought">A hash to look out for.</param>
    public static JournalReader Open(
        IStorage storage, long fromSequence = 0, long throughSequence = long.MaxValue, ChainHash? sought = null) =>
        new(storage, SegmentList.Read(storage), fromSequence, throughSequence, sought);

    /// <summary>Whether the journal may hold a record of some sort, told without checking anything: several times faster than reading
    /// it. After true only reading it tells; false is certain of every record that reading it would pass.</summary>
    /// <param name="storage">Where the segments are.</param>
    /// <param name="fromSequence">The first record of interest.</param>
    /// <param name="test">Whether a payload, which may be damaged, is of the sort.</param>
    /// <exception cref="JournalDamagedException">A header is damaged, or a segment belongs to another journal.</exception>
    /// <exception cref="FormatVersionException">Another format version wrote a segment.</exception>
    public static bool MayHold(IStorage storage, long fromSequence, RecordTest test) =>
        UncheckedRecords.Any(storage, fromSequence, test);

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end of the journal, or behind the last record wanted.</returns>
    /// <exception cref="JournalDamagedException">Durable records are damaged, missing, doubled or misplaced.</exception>
    public bool Read()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (_scanner is not null && TornTail is null && _expected <= _through)
        {
            Offset = _scanner.Position;
            ScanResult result = _scanner.Next(out ReadOnlySpan<byte> record);
            if (result == ScanResult.Record)
            {
                Accept(record);
                if (Sequence >= _from)
                    return true;
            }
            else if (!EndSegment(result))
            {
                break;
            }
        }

        EndBatch();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _payloadBytes = 0;
        _file?.Dispose();
        _chain.Dispose();
        ArrayPool<byte>.Shared.Return(_window);
    }

    private void Accept(ReadOnlySpan<byte> record)
    {
        long sequence = JournalRecord.Sequence(record);
        if (sequence != _expected)
            throw Damaged($"record {_expected} was expected, record {sequence} is there.");
        if (JournalRecord.BatchPlace(record) <= 0)
            throw Damaged("its place in its batch is not positive.");
        if (JournalRecord.BatchPlace(record) == 1)
        {
            EndBatch();
            LastBatchOffset = Offset;
        }

        _chain.Append(record);
        Sequence = sequence;
        _payloadBytes = record.Length - JournalRecord.PayloadOffset;
        _expected = checked(sequence + 1);
    }

    private void EndBatch()
    {
        _chain.EndBatch();
        ChainedThrough = _expected - 1;
        Seek();
    }

    private void Seek()
    {
        if (_sought is { } sought && SoughtAt < 0 && sought == Chain)
            SoughtAt = ChainedThrough;
    }

    private bool EndSegment(ScanResult result)
    {
        bool isClean = result == ScanResult.End && _scanner!.RestIsZero();
        if (_index == _segments.Count - 1)
        {
            if (!isClean)
                TornTail = InspectTail();
            return false;
        }

        if (!isClean)
            throw Damaged($"record {_expected} is damaged, and later segments follow.");
        long next = _segments[_index + 1].First;
        if (next != _expected)
            throw Damaged(next > _expected
                ? $"records {_expected} to {next - 1} are missing before the next segment."
                : $"the next segment begins with record {next} again.");
        if (_scanner!.FileBytes != _segments[_index].SegmentBytes)
            throw Damaged($"the file has {_scanner.FileBytes} bytes, and its header says {_segments[_index].SegmentBytes}.");
        EndBatch();
        _index++;
        if (_segments[_index].Before != Chain)
            throw new JournalDamagedException(
                NameOf(_segments[_index]), SegmentHeader.ChainHashOffset,
                $"it was begun behind other records than those up to {_expected - 1} that are there now.");
        OpenSegment(_index);
        return true;
    }

    private TornTail InspectTail()
    {
        long proof = TailInspection.FindProofOfDamage(_scanner!, Offset, _expected, JournalLimits.MaxRecordBytes);
        if (proof >= 0)
            throw Damaged($"record {_expected} is damaged, and the record at offset {proof} was written after it was durable.");
        long last = _scanner!.LastWritten(Offset);
        return new TornTail(File, Offset, last + 1 - Offset);
    }

    private void OpenSegment(int index)
    {
        _file?.Dispose();
        SegmentHeader segment = _segments[index];
        _file = _storage.OpenRead(NameOf(segment));
        _chain.BeginSegment(segment.Before, segment.OwnHash);
        _scanner = new RecordScanner(
            _file, _window, segment.RecordSeed, JournalRecord.PayloadOffset, JournalLimits.MaxRecordBytes);
        _expected = segment.First;
        ChainedThrough = segment.First - 1;
        Offset = LastBatchOffset = _scanner.Position;
        Seek();
    }

    private static string NameOf(in SegmentHeader segment) =>
        SegmentName.Of(SegmentName.JournalPrefix, segment.First, SegmentName.SegmentEnding);

    private JournalDamagedException Damaged(string reason) => new(File, Offset, reason);
}
