using System.Buffers.Binary;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Simulation;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

public sealed class JournalRecoveryTests
{
    private const int BodyBytes = 30;
    private const int RecordBytes = JournalRecord.PayloadOffset + 8 + BodyBytes;

    [Fact]
    public void A_torn_tail_is_told_with_file_offset_and_size()
    {
        SimulatedStorage storage = Filled(BodyBytes, 3);
        byte[] bytes = storage.BytesOf(FirstSegment);
        int end = SegmentHeader.Bytes + (3 * RecordBytes);
        bytes.AsSpan(end - 5).Clear();
        bytes[end - 6] = 1;
        storage.Put(FirstSegment, bytes);

        using JournalWriter writer = JournalWriter.Open(storage, Small);

        Assert.Equal(new TornTail(FirstSegment, end - RecordBytes, RecordBytes - 5), writer.Recovery.TornTail);
        Assert.Equal(2, writer.Recovery.LastSequence);
    }

    [Fact]
    public void A_part_of_the_last_batch_that_is_missing_before_the_rest_of_it_is_a_torn_tail()
    {
        SimulatedStorage storage = Filled(BodyBytes, 2, 5);
        byte[] bytes = storage.BytesOf(FirstSegment);
        bytes.AsSpan(SegmentHeader.Bytes + (3 * RecordBytes), RecordBytes).Clear();
        storage.Put(FirstSegment, bytes);

        using (JournalWriter writer = JournalWriter.Open(storage, Small))
        {
            Assert.Equal(3, writer.Recovery.LastSequence);
            Assert.NotNull(writer.Recovery.TornTail);
            writer.AppendBatches(BodyBytes, 1);
        }

        using JournalWriter again = JournalWriter.Open(storage, Small);
        Assert.Equal(new JournalRecovery(1, 4, 1, null), again.Recovery);
    }

    [Fact]
    public void A_lost_page_of_zeros_before_a_later_batch_refuses_and_names_the_offset()
    {
        SimulatedStorage storage = Filled(BodyBytes, 2, 5, 1);
        byte[] bytes = storage.BytesOf(FirstSegment);
        int offset = SegmentHeader.Bytes + (3 * RecordBytes);
        bytes.AsSpan(offset, RecordBytes).Clear();
        storage.Put(FirstSegment, bytes);

        JournalDamagedException damage = Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage, Small));

        Assert.Equal((FirstSegment, offset), (damage.File, damage.Offset));
        Assert.Contains($"offset {offset}", damage.Message);
    }

    [Fact]
    public void Damage_at_the_end_of_a_segment_that_is_not_the_last_refuses()
    {
        SimulatedStorage storage = Filled(1000, 200);
        byte[] bytes = storage.BytesOf(FirstSegment);
        int records = (int)(Small.SegmentBytes - SegmentHeader.Bytes) / 1028;
        int offset = SegmentHeader.Bytes + ((records - 1) * 1028);
        bytes[offset + 500] ^= 1;
        storage.Put(FirstSegment, bytes);

        Assert.Equal(offset, Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage, Small)).Offset);
    }

    [Fact]
    public void A_missing_segment_a_doubled_one_and_one_of_another_journal_refuse()
    {
        SimulatedStorage whole = Filled(1000, 300, 300);
        IReadOnlyList<string> names = whole.List("journal-0");

        SimulatedStorage missing = CopyOf(whole);
        missing.Delete(names[2]);
        Assert.Contains("are missing", Refusal(missing).Message);

        SimulatedStorage doubled = CopyOf(whole);
        doubled.Put("journal-00000000000000000200.seg", whole.BytesOf(names[1]));
        Assert.Contains("its header says", Refusal(doubled).Message);

        SimulatedStorage foreign = CopyOf(whole);
        using (JournalWriter writer = JournalWriter.Open(
            foreign, Small with { JournalId = Guid.NewGuid(), SegmentBytes = JournalLimits.MinSegmentBytes }))
            Assert.Equal(600, writer.LastSequence);
        var other = new SimulatedStorage();
        using (JournalWriter writer = JournalWriter.Open(other, Small with { JournalId = Guid.NewGuid(), FirstSequence = 601 }))
            writer.AppendBatches(10, 1);
        foreign.Put("journal-00000000000000000601.seg", other.BytesOf("journal-00000000000000000601.seg"));
        Assert.Contains("another journal", Refusal(foreign).Message);
    }

    [Fact]
    public void Records_that_come_twice_or_leave_a_gap_refuse()
    {
        byte[] bytes = Filled(BodyBytes, 1, 1, 1, 1).BytesOf(FirstSegment);
        var doubled = new SimulatedStorage();
        byte[] twice = [.. bytes];
        twice.AsSpan(RecordAt(2), RecordBytes).CopyTo(twice.AsSpan(RecordAt(3)));
        doubled.Put(FirstSegment, twice);
        Assert.Equal(RecordAt(3), Refusal(doubled).Offset);

        var gap = new SimulatedStorage();
        byte[] without = [.. bytes];
        without.AsSpan(RecordAt(3)).CopyTo(without.AsSpan(RecordAt(2)));
        gap.Put(FirstSegment, without);
        Assert.Equal(RecordAt(2), Refusal(gap).Offset);
    }

    [Fact]
    public void Another_format_version_is_refused_in_one_clear_sentence()
    {
        SimulatedStorage storage = Filled(BodyBytes, 1);
        byte[] bytes = storage.BytesOf(FirstSegment);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SegmentHeader.VersionOffset), 9);
        storage.Put(FirstSegment, bytes);

        FormatVersionException refusal = Assert.Throws<FormatVersionException>(() => JournalWriter.Open(storage, Small));

        Assert.Equal($"'{FirstSegment}' has format version 9, and this program reads version 1 only.", refusal.Message);
        JournalWriterCanOpenAfter(storage);
    }

    private static void JournalWriterCanOpenAfter(SimulatedStorage storage)
    {
        // A refusal gives the lock back.
        storage.Delete(FirstSegment);
        JournalWriter.Open(storage, Small).Dispose();
    }

    private static int RecordAt(int sequence) => SegmentHeader.Bytes + ((sequence - 1) * RecordBytes);

    private static JournalDamagedException Refusal(SimulatedStorage storage) =>
        Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(storage, Small));
}
