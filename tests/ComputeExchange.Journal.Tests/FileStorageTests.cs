using ComputeExchange.Journal.Storage;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

[Collection(Alone.Name)]
public sealed class FileStorageTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("journal-tests-").FullName;
    private readonly FileStorage _storage;

    public FileStorageTests() => _storage = new FileStorage(_directory);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_created_file_has_its_room_from_the_start_and_reads_as_zeros()
    {
        using IStorageFile file = _storage.Create("a", 100_000);
        byte[] bytes = new byte[200_000];

        Assert.Equal(100_000, file.Length);
        Assert.Equal(100_000, file.Read(0, bytes));
        Assert.Equal(-1, bytes.AsSpan().IndexOfAnyExcept((byte)0));
        Assert.Throws<IOException>(() => _storage.Create("a", 1));
    }

    [Fact]
    public void A_cut_file_that_grows_again_holds_zeros_there()
    {
        using IStorageFile file = _storage.Create("a", 1000);
        file.Write(0, Enumerable.Repeat((byte)7, 1000).ToArray());
        file.Resize(10);
        file.Resize(1000);
        file.Flush();

        byte[] bytes = new byte[1000];
        file.Read(0, bytes);
        Assert.Equal(9, bytes.AsSpan().LastIndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Names_are_listed_renamed_and_deleted()
    {
        _storage.Create("b-2", 1).Dispose();
        _storage.Create("b-1", 1).Dispose();
        _storage.Create("c", 1).Dispose();
        _storage.Rename("c", "b-2");
        _storage.SyncDirectory();

        Assert.Equal(["b-1", "b-2"], _storage.List("b-"));
        Assert.False(_storage.Exists("c"));
        _storage.Delete("b-1");
        _storage.Delete("b-1");
        Assert.Equal(["b-2"], _storage.List(""));
        Assert.Throws<FileNotFoundException>(() => _storage.Open("b-1"));
        Assert.True(_storage.FreeBytes > 0);
    }

    [Fact]
    public void A_name_with_a_path_in_it_is_refused() =>
        Assert.Throws<ArgumentException>(() => _storage.Create("../escape", 1));

    [Fact]
    public void A_lock_is_held_by_one_owner_at_a_time()
    {
        using (_storage.Lock("lock"))
        {
            var refusal = Assert.Throws<DataDirectoryInUseException>(() => new FileStorage(_directory).Lock("lock"));
            Assert.Contains("in use by another server", refusal.Message);
        }

        _storage.Lock("lock").Dispose();
    }

    [Fact]
    public void A_full_device_is_told_from_other_failures()
    {
        // /dev/full answers every write with ENOSPC.
        if (!OperatingSystem.IsLinux())
            return;
        File.CreateSymbolicLink(Path.Combine(_directory, "full"), "/dev/full");
        using IStorageFile file = _storage.Open("full");

        Assert.Equal("full", Assert.Throws<StorageFullException>(() => file.Write(0, [1, 2, 3])).File);
    }

    [Fact]
    public void A_journal_on_a_real_disk_survives_reopening_and_rollover()
    {
        using (JournalWriter writer = JournalWriter.Open(_storage, Small))
            writer.AppendBatches(1000, 100, 100, 1);
        using (JournalWriter writer = JournalWriter.Open(_storage, Small))
        {
            Assert.Equal(201, writer.Recovery.LastSequence);
            writer.AppendBatches(1000, 100);
        }

        Assert.Equal(Range(1, 301), ReadAll(_storage, 1000));
    }

    [Fact]
    public async Task What_is_durable_can_be_read_while_more_is_written()
    {
        using JournalWriter writer = JournalWriter.Open(_storage, Small);
        writer.AppendBatches(1000, 10);
        long durable = writer.DurableSequence;
        Task writing = Task.Run(() =>
        {
            for (int batch = 0; batch < 60; batch++)
            {
                writer.AppendBatches(1000, 10);
                Volatile.Write(ref durable, writer.DurableSequence);
            }
        });
        do
        {
            long through = Volatile.Read(ref durable);
            using JournalReader reader = JournalReader.Open(_storage, throughSequence: through);
            long read = 0;
            while (reader.Read())
                Assert.Equal(++read, reader.Sequence);
            Assert.Equal(through, read);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public void A_data_directory_is_made_with_all_directories_above_it()
    {
        string deep = Path.Combine(_directory, "state", "exchange", "one");
        new FileStorage(deep).Create("a", 1).Dispose();
        Assert.Equal(["a"], new FileStorage(deep).List(""));
    }

    [Fact]
    public void Appending_and_flushing_allocate_nothing()
    {
        using JournalWriter writer = JournalWriter.Open(_storage, Small with { SegmentBytes = 4 * 1024 * 1024 });
        byte[] header = new byte[24];
        byte[] body = new byte[100];

        long allocated = BytesAllocatedBy(() =>
        {
            for (int count = 0; count < 16; count++)
                writer.Append(writer.LastSequence + 1, header, body);
            writer.Flush();
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Logging_reports_allocates_its_marks_and_nothing_else()
    {
        using ReportLog log = ReportLog.Open(_storage, new ReportLogOptions { SegmentBytes = ReportLogOptions.MinSegmentBytes });
        byte[] body = new byte[100];
        long command = 0;

        long allocated = BytesAllocatedBy(() =>
        {
            command++;
            for (ushort session = 0; session < 16; session++)
                log.Append(session, log.LastReport(session) + 1, command, body);
            log.Complete(command, command);
            log.Flush();
            log.Sync();
        });

        // Four bytes for every 64th report, in lists that grow by doubling: the first of each is of four marks.
        const int Reports = 200 * 16;
        Assert.InRange(allocated, 1, Reports);
    }

    private static long BytesAllocatedBy(Action step)
    {
        for (int warmUp = 0; warmUp < 50; warmUp++)
            step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 200; count++)
            step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
