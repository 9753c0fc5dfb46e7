using System.Buffers.Binary;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Simulation;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

/// <summary>What is changed before all records are written anew, as by someone with the program at hand.</summary>
internal enum RewriteKind
{
    Edit,
    Delete,
    Swap,
    Cut,
    Rebatch,
}

/// <summary>A copy of a journal in the hands of someone who knows the format, checksums and all.</summary>
internal sealed class TamperedJournal
{
    /// <summary>A clock that stands, so that a journal that is written anew has the very same headers.</summary>
    public static readonly JournalOptions Options = Small with { Clock = new StoppedClock() };

    private readonly IReadOnlyList<string> _names;

    public TamperedJournal(SimulatedStorage whole)
    {
        Storage = CopyOf(whole);
        _names = Storage.List("journal-0");
    }

    public SimulatedStorage Storage { get; private set; }

    public void EditByte(Random chance)
    {
        (string name, byte[] bytes) = Segment(chance);
        int end = Records(bytes)[^1].End.Value;
        bytes[chance.Next(end)] ^= (byte)chance.Next(1, 256);
        Storage.Put(name, bytes);
    }

    public void EditRecord(Random chance)
    {
        (string name, byte[] bytes) = Segment(chance);
        Span<byte> record = bytes.AsSpan(Pick(Records(bytes), chance));
        record[chance.Next(JournalRecord.PayloadOffset, record.Length)] ^= (byte)chance.Next(1, 256);
        RecordFrame.Seal(record, SeedOf(bytes));
        Storage.Put(name, bytes);
    }

    public void EditHeader(Random chance)
    {
        (string name, byte[] bytes) = Segment(chance);
        List<Range> records = Records(bytes);
        // Behind what says where the segment is: when it was made, which journal it is of, the chain, what is reserved.
        bytes[chance.Next(SegmentHeader.CreatedOffset, SegmentHeader.ChecksumOffset)] ^= (byte)chance.Next(1, 256);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(SegmentHeader.ChecksumOffset), Crc32C.Compute(bytes.AsSpan(0, SegmentHeader.ChecksumOffset)));
        foreach (Range record in records)
            RecordFrame.Seal(bytes.AsSpan(record), SeedOf(bytes));
        Storage.Put(name, bytes);
    }

    public void DeleteRecords(Random chance)
    {
        (string name, byte[] bytes) = Segment(chance);
        List<Range> records = Records(bytes);
        int first = chance.Next(records.Count);
        int count = chance.Next(1, Math.Min(5, records.Count - first + 1));
        byte[] changed = new byte[bytes.Length];
        bytes.AsSpan(0, SegmentHeader.Bytes).CopyTo(changed);
        int offset = SegmentHeader.Bytes;
        long sequence = Sequence(bytes.AsSpan(records[0]));
        for (int index = 0; index < records.Count; index++)
        {
            if (index >= first && index < first + count)
                continue;
            Span<byte> record = changed.AsSpan(offset, bytes.AsSpan(records[index]).Length);
            bytes.AsSpan(records[index]).CopyTo(record);
            Renumber(record, sequence++, SeedOf(bytes));
            offset += record.Length;
        }

        Storage.Put(name, changed);
    }

    public void SwapRecords(Random chance)
    {
        (string name, byte[] bytes) = Segment(chance);
        List<Range> records = Records(bytes);
        Range one = Pick(records, chance);
        Range other = Pick(records.FindAll(record => !record.Equals(one)), chance);
        byte[] held = bytes.AsSpan(one).ToArray();
        long oneSequence = Sequence(held);
        long otherSequence = Sequence(bytes.AsSpan(other));
        bytes.AsSpan(other).CopyTo(bytes.AsSpan(one));
        held.CopyTo(bytes.AsSpan(other));
        Renumber(bytes.AsSpan(one), oneSequence, SeedOf(bytes));
        Renumber(bytes.AsSpan(other), otherSequence, SeedOf(bytes));
        Storage.Put(name, bytes);
    }

    public void SwapSegments(Random chance)
    {
        string one = _names[chance.Next(_names.Count)];
        string other = _names[(_names.ToList().IndexOf(one) + chance.Next(1, _names.Count)) % _names.Count];
        (byte[] bytesOfOne, byte[] bytesOfOther) = (Storage.BytesOf(one), Storage.BytesOf(other));
        Storage.Put(one, bytesOfOther);
        Storage.Put(other, bytesOfOne);
    }

    public void CutEnd(Random chance)
    {
        byte[] bytes = Storage.BytesOf(_names[^1]);
        int end = Records(bytes)[^1].End.Value;
        int cut = chance.Next(2) == 0 ? Pick(Records(bytes), chance).Start.Value : chance.Next(SegmentHeader.Bytes, end);
        byte[] changed = new byte[chance.Next(2) == 0 ? cut : bytes.Length];
        bytes.AsSpan(0, cut).CopyTo(changed);
        Storage.Put(_names[^1], changed);
    }

    public void CutSegments(Random chance)
    {
        int count = chance.Next(1, _names.Count);
        int first = chance.Next(3) switch { 0 => 0, 1 => _names.Count - count, _ => chance.Next(_names.Count - count + 1) };
        foreach (string name in _names.Skip(first).Take(count))
            Storage.Delete(name);
    }

    /// <summary>Writes all records anew with something changed: every checksum and every link of the chain fits.</summary>
    public void Rewrite(Random chance, RewriteKind kind)
    {
        List<(byte[] Payload, bool Begins)> records = [];
        HashSet<int> firstOfSegments = [];
        foreach (string name in _names)
        {
            byte[] bytes = Storage.BytesOf(name);
            firstOfSegments.Add(records.Count);
            foreach (Range range in Records(bytes))
                records.Add((bytes.AsSpan(range)[JournalRecord.PayloadOffset..].ToArray(),
                    JournalRecord.BatchPlace(bytes.AsSpan(range)) == 1));
        }

        int at = chance.Next(records.Count - 1);
        // A segment always begins a batch: there is nothing to change about that.
        while (firstOfSegments.Contains(at + 1))
            at = chance.Next(records.Count - 1);
        if (kind == RewriteKind.Edit)
            records[at].Payload[chance.Next(records[at].Payload.Length)] ^= (byte)chance.Next(1, 256);
        else if (kind == RewriteKind.Delete)
            records.RemoveRange(at, Math.Min(chance.Next(1, 4), records.Count - at));
        else if (kind == RewriteKind.Swap)
            (records[at], records[at + 1]) = (records[at + 1], records[at]);
        else if (kind == RewriteKind.Cut)
            records.RemoveRange(at + 1, records.Count - at - 1);
        else
            records[at + 1] = (records[at + 1].Payload, !records[at + 1].Begins);
        Guid journalId = new(Storage.BytesOf(_names[0]).AsSpan(SegmentHeader.LogIdOffset, 16));
        Storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(Storage, Options with { JournalId = journalId });
        foreach ((byte[] payload, bool begins) in records)
        {
            if (begins)
                writer.Flush();
            writer.Append(writer.LastSequence + 1, default, payload);
        }

        writer.Flush();
    }

    private static uint SeedOf(byte[] segment) => SegmentHeader.SeedOf(new Guid(segment.AsSpan(SegmentHeader.LogIdOffset, 16)));

    private static Range Pick(List<Range> records, Random chance) => records[chance.Next(records.Count)];

    private static long Sequence(ReadOnlySpan<byte> record) => JournalRecord.Sequence(record);

    private static void Renumber(Span<byte> record, long sequence, uint seed)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record[JournalRecord.SequenceOffset..], sequence);
        RecordFrame.Seal(record, seed);
    }

    private static List<Range> Records(byte[] segment)
    {
        List<Range> records = [];
        int offset = SegmentHeader.Bytes;
        while (offset + RecordFrame.Bytes <= segment.Length && RecordFrame.Length(segment.AsSpan(offset)) is > 0 and var length)
        {
            records.Add(offset..(offset + length));
            offset += length;
        }

        return records;
    }

    private (string Name, byte[] Bytes) Segment(Random chance)
    {
        string name = _names[chance.Next(_names.Count)];
        return (name, Storage.BytesOf(name));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56);
    }
}
