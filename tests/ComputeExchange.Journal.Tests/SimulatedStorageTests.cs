using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Tests;

public sealed class SimulatedStorageTests
{
    private const int Sector = 512;

    [Fact]
    public void Preallocated_segments_take_no_memory_until_they_are_written_over()
    {
        var storage = new SimulatedStorage();
        using JournalWriter journal = JournalWriter.Open(storage, new JournalOptions());
        using ReportLog reports = ReportLog.Open(storage, new ReportLogOptions());
        while (journal.PrepareNextSegment() | reports.PrepareNextSegment())
        {
        }

        Assert.True(storage.List("").Sum(name => (long)storage.BytesOf(name).Length) > 100_000_000);
        Assert.InRange(storage.HeldBytes, Sector, 64 * Sector);

        long before = storage.HeldBytes;
        journal.AppendBatches(bodyBytes: 1_000, 10, 10);
        Assert.InRange(storage.HeldBytes - before, 20 * 1_000, 20 * 1_000 + 20 * 3 * Sector);
        storage.Crash();
        Assert.InRange(storage.HeldBytes - before, 20 * 1_000 - 64 * Sector, 20 * 1_000 + 20 * 3 * Sector);
    }

    [Fact]
    public void A_crash_loses_what_was_not_forced_and_keeps_the_rest()
    {
        var storage = new SimulatedStorage();
        using (IStorageFile file = storage.Create("f", 4 * Sector))
        {
            storage.SyncDirectory();
            file.Write(Sector - 2, [1, 2, 3, 4]);
            file.Flush();
            file.Write(Sector - 1, [9, 9]);
            file.Write(3 * Sector, [7]);
            Assert.Equal([1, 9, 9, 4], storage.BytesOf("f").AsSpan(Sector - 2, 4).ToArray());
        }

        storage.Crash();
        byte[] left = storage.BytesOf("f");
        Assert.Equal([1, 2, 3, 4], left.AsSpan(Sector - 2, 4).ToArray());
        Assert.Equal(10, left.Sum(each => each));
    }

    [Fact]
    public void What_a_shorter_length_cut_off_is_zero_when_the_file_grows_again()
    {
        var storage = new SimulatedStorage();
        using IStorageFile file = storage.Create("f", 2 * Sector);
        file.Write(0, Enumerable.Repeat((byte)5, 2 * Sector).ToArray());
        file.Flush();
        file.Resize(10);
        file.Resize(2 * Sector);
        Assert.Equal(10 * 5, storage.BytesOf("f").Sum(each => each));
    }
}
