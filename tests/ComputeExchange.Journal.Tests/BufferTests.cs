using ComputeExchange.Journal.Snapshots;
using ComputeExchange.Journal.Storage;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

/// <summary>A snapshot reads the journal and writes a file, beside matching and in the same heap: large buffers, made anew each
/// time, would cause full collections.</summary>
[Collection(Alone.Name)]
public sealed class BufferTests : IDisposable
{
    // The smallest of the buffers has twice as many.
    private const long BytesMost = 64 * 1024;
    private const int Attempts = 5;

    private readonly string _directory = Directory.CreateTempSubdirectory("journal-tests-").FullName;
    private readonly FileStorage _storage;

    public BufferTests()
    {
        _storage = new FileStorage(_directory);
        using JournalWriter writer = JournalWriter.Open(_storage, Small);
        writer.AppendBatches(100, 50, 50);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Reading_a_journal_again_takes_the_buffer_of_the_time_before() =>
        Assert.InRange(LeastAllocatedBy(() =>
        {
            using JournalReader reader = JournalReader.Open(_storage);
            while (reader.Read())
                Assert.Equal(108, reader.Payload.Length);
        }), 0, BytesMost);

    [Fact]
    public void Writing_a_snapshot_again_takes_the_buffer_of_the_time_before()
    {
        SnapshotStore store = new(_storage);
        byte[] content = BodyOf(1, 1_000);
        long sequence = 0;
        Assert.InRange(LeastAllocatedBy(() => store.Add(++sequence, default, stream => stream.Write(content))), 0, BytesMost);
    }

    [Fact]
    public void A_reader_that_was_closed_gives_nothing_more()
    {
        JournalReader reader = JournalReader.Open(_storage);
        Assert.True(reader.Read());
        reader.Dispose();
        reader.Dispose();

        Assert.True(reader.Payload.IsEmpty);
        Assert.Throws<ObjectDisposedException>(() => reader.Read());
    }

    /// <summary>The least of a few times: a collection may take a pooled buffer away between two.</summary>
    private static long LeastAllocatedBy(Action step)
    {
        step();
        return Enumerable.Range(0, Attempts).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
