using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

public sealed class JournalWriterTests
{
    [Fact]
    public void What_was_flushed_is_read_back_in_order()
    {
        SimulatedStorage storage = Filled(100, 1, 16, 3);

        Assert.Equal(Range(1, 20), ReadAll(storage, 100));
        Assert.Equal(Range(7, 20), ReadAll(storage, 100, from: 7));
    }

    [Fact]
    public void Nothing_is_durable_before_the_flush_and_all_of_it_after()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        writer.AppendOne(50);
        writer.AppendOne(50);

        Assert.Equal((2, 0), (writer.LastSequence, writer.DurableSequence));
        Assert.Equal(2, writer.Flush());

        writer.AppendOne(50);
        storage.Crash();
        Assert.Equal([1, 2], ReadAll(storage, 50));
    }

    [Fact]
    public void One_flush_forces_one_batch_however_many_records()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        int before = storage.FlushCount;

        writer.AppendBatches(100, 256);

        Assert.Equal(1, storage.FlushCount - before);
    }

    [Fact]
    public void A_reopened_journal_carries_on_where_it_ended()
    {
        SimulatedStorage storage = Filled(10, 5);
        using (JournalWriter writer = JournalWriter.Open(storage, Small))
        {
            Assert.Equal(new JournalRecovery(1, 5, 1, null), writer.Recovery);
            writer.AppendBatches(10, 2);
        }

        Assert.Equal(Range(1, 7), ReadAll(storage, 10));
    }

    [Fact]
    public void A_sequence_that_is_not_the_next_one_is_refused()
    {
        using JournalWriter writer = JournalWriter.Open(new SimulatedStorage(), Small);
        writer.AppendOne(10);

        Assert.Throws<ArgumentException>(() => writer.Append(1, default, default));
        Assert.Throws<ArgumentException>(() => writer.Append(3, default, default));
        writer.Append(2, default, default);
        Assert.Equal(2, writer.Flush());
    }

    [Fact]
    public void The_largest_record_fits_and_one_byte_more_is_refused()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);

        Assert.Throws<ArgumentException>(() => writer.Append(1, new byte[1], new byte[JournalLimits.MaxPayloadBytes]));
        for (int count = 0; count < 5; count++)
            writer.AppendOne(JournalLimits.MaxPayloadBytes - 8);
        writer.Flush();

        Assert.Equal(Range(1, 5), ReadAll(storage, JournalLimits.MaxPayloadBytes - 8));
    }

    [Fact]
    public void Records_go_on_in_the_next_segment_when_one_is_full()
    {
        SimulatedStorage storage = Filled(1000, 300, 300);

        Assert.Equal(5, storage.List("journal-0").Count);
        Assert.Equal(Range(1, 600), ReadAll(storage, 1000));
        Assert.Equal(Range(333, 600), ReadAll(storage, 1000, from: 333));
        using JournalWriter writer = JournalWriter.Open(storage, Small, verifyFromSequence: 500);
        Assert.Equal(new JournalRecovery(1, 600, 5, null), writer.Recovery);
    }

    [Fact]
    public void A_reader_stops_behind_the_last_record_wanted()
    {
        SimulatedStorage storage = Filled(1000, 300, 300);
        using JournalReader reader = JournalReader.Open(storage, fromSequence: 100, throughSequence: 400);
        List<long> sequences = [];
        while (reader.Read())
            sequences.Add(reader.Sequence);

        Assert.Equal(Range(100, 400), sequences);
        Assert.Equal(401, reader.NextSequence);
    }

    [Fact]
    public void A_segment_prepared_ahead_is_used()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        writer.AppendOne(10);
        while (writer.PrepareNextSegment())
        {
        }

        storage.CapacityBytes = 2 * Small.SegmentBytes;
        writer.AppendBatches(1000, 200);

        Assert.Equal(201, writer.DurableSequence);
        Assert.Equal(2, storage.List("journal-0").Count);
    }

    [Fact]
    public void A_new_journal_begins_with_a_small_segment_of_written_zeros()
    {
        var storage = new SimulatedStorage();
        JournalOptions options = Small with { SegmentBytes = 2 * JournalLimits.FirstSegmentBytes, BufferBytes = 1024 * 1024 };
        using JournalWriter writer = JournalWriter.Open(storage, options);
        Assert.Equal(JournalLimits.FirstSegmentBytes, storage.BytesOf(FirstSegment).Length);

        writer.AppendBatches(60_000, 75);

        Assert.Equal(
            [JournalLimits.FirstSegmentBytes, options.SegmentBytes],
            storage.List("journal-0").Select(name => (long)storage.BytesOf(name).Length));
        Assert.Equal(Range(1, 75), ReadAll(storage, 60_000));
    }

    [Fact]
    public void Segments_are_made_ready_and_removed_beside_the_thread_that_appends()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        using ManualResetEventSlim isOver = new();
        Thread beside = new(() =>
        {
            while (!isOver.IsSet)
            {
                writer.PrepareNextSegment();
                writer.RemoveSegmentsBefore(writer.DurableSequence - 500);
            }
        });
        beside.Start();
        for (int batch = 0; batch < 400; batch++)
            writer.AppendBatches(500, 10);
        isOver.Set();
        beside.Join();
        writer.RemoveSegmentsBefore(3_500);

        Assert.InRange(writer.FirstSequence, 3_000, 3_500);
        Assert.Equal(Range(writer.FirstSequence, 4_000), ReadAll(storage, 500));
    }

    [Fact]
    public void A_next_segment_is_behind_while_less_than_twice_of_it_is_ready_as_is_used_of_the_current_one()
    {
        using JournalWriter writer = JournalWriter.Open(new SimulatedStorage(), Small);
        Assert.True(writer.IsNextSegmentBehind);
        while (writer.PrepareNextSegment())
        {
        }

        Assert.False(writer.IsNextSegmentBehind);
        writer.AppendBatches(1000, 120);
        Assert.False(writer.IsNextSegmentBehind);
        writer.AppendBatches(1000, 10);
        Assert.True(writer.IsNextSegmentBehind);
    }

    [Fact]
    public void A_full_disk_refuses_the_record_loses_nothing_and_goes_on_when_there_is_room()
    {
        var storage = new SimulatedStorage(capacityBytes: Small.SegmentBytes);
        using JournalWriter writer = JournalWriter.Open(storage, Small);

        JournalFullException full = Assert.Throws<JournalFullException>(() => writer.AppendBatches(1000, 1000));
        Assert.Contains("The disk is full", full.Message);
        Assert.False(writer.PrepareNextSegment());
        long last = writer.LastSequence;
        Assert.Equal(last, writer.DurableSequence);

        storage.CapacityBytes *= 2;
        writer.AppendOne(1000);
        writer.Flush();
        Assert.Equal(Range(1, last + 1), ReadAll(storage, 1000));
    }

    [Theory]
    [InlineData(StorageFault.FailedFlush)]
    [InlineData(StorageFault.WriteError)]
    [InlineData(StorageFault.ShortWrite)]
    [InlineData(StorageFault.Full)]
    public void A_failed_write_or_sync_ends_the_writer_and_is_never_retried(StorageFault fault)
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        writer.AppendBatches(200, 4);
        writer.AppendOne(200);
        storage.Inject(fault);

        JournalFailedException failure = Assert.Throws<JournalFailedException>(() => writer.Flush());
        int flushes = storage.FlushCount;

        Assert.Equal(fault == StorageFault.Full, failure.DiskFull);
        Assert.Equal(FirstSegment, failure.File);
        Assert.True(writer.IsFailed);
        Assert.Throws<JournalFailedException>(() => writer.Flush());
        Assert.Throws<JournalFailedException>(() => writer.AppendOne(1));
        Assert.Throws<JournalFailedException>(() => writer.PrepareNextSegment());
        Assert.Throws<JournalFailedException>(() => writer.RemoveSegmentsBefore(1));
        Assert.Equal((flushes, 4), (storage.FlushCount, writer.DurableSequence));
        storage.Crash();
        Assert.Equal(Range(1, 4), ReadAll(storage, 200));
    }

    [Fact]
    public void Two_writers_cannot_have_one_directory()
    {
        var storage = new SimulatedStorage();
        JournalWriter first = JournalWriter.Open(storage, Small);

        Assert.Throws<DataDirectoryInUseException>(() => JournalWriter.Open(storage, Small));
        first.Dispose();
        JournalWriter.Open(storage, Small).Dispose();
    }

    [Fact]
    public void Segments_before_a_snapshot_are_removed_and_the_rest_still_reads()
    {
        SimulatedStorage storage = Filled(1000, 300, 300);
        using JournalWriter writer = JournalWriter.Open(storage, Small);

        Assert.Equal(0, writer.RemoveSegmentsBefore(127));
        Assert.Equal(1, writer.RemoveSegmentsBefore(128));
        Assert.Equal(3, writer.RemoveSegmentsBefore(10_000));
        Assert.Equal(Range(writer.FirstSequence, 600), ReadAll(storage, 1000));
    }

    [Fact]
    public void A_journal_kept_for_audit_keeps_all_segments()
    {
        SimulatedStorage storage = Filled(1000, 300, 300);
        using JournalWriter writer = JournalWriter.Open(storage, Small with { KeepForAudit = true });

        Assert.Equal(0, writer.RemoveSegmentsBefore(600));
        Assert.Equal(Range(1, 600), ReadAll(storage, 1000));
    }

    [Fact]
    public void Options_that_cannot_work_are_named()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => JournalWriter.Open(new SimulatedStorage(), Small with { SegmentBytes = 1000 }));

        Assert.Contains("SegmentBytes is 1000", refusal.Message);
        Assert.Throws<ArgumentException>(() => JournalWriter.Open(new SimulatedStorage(), Small with { BufferBytes = 9 }));
        Assert.Throws<ArgumentException>(() => JournalWriter.Open(new SimulatedStorage(), Small with { FirstSequence = 0 }));
    }
}
