using System.Buffers.Binary;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Snapshots;

namespace ComputeExchange.Journal.Tests;

public sealed class SnapshotStoreTests
{
    private const string OfFive = "snapshot-00000000000000000005.snap";
    private const string OfNine = "snapshot-00000000000000000009.snap";

    private readonly SimulatedStorage _storage = new();
    private readonly SnapshotStore _store;

    public SnapshotStoreTests() => _store = new SnapshotStore(_storage);

    [Fact]
    public void The_newest_snapshot_comes_back_byte_for_byte()
    {
        Write(5, 10);
        Write(9, 1_000_000);
        _storage.Crash();

        SnapshotLoad load = _store.OpenNewest();
        Assert.Equal((9, OfNine), (load.Snapshot!.Sequence, load.Snapshot.File));
        Assert.Equal(JournalFixture.BodyOf(9, 1_000_000), ContentOf(load.Snapshot));
        Assert.Empty(load.Damaged);
        Assert.Equal(5, _store.OpenNewest(notAfter: 8).Snapshot!.Sequence);
        Assert.Null(_store.OpenNewest(notAfter: 4).Snapshot);
    }

    [Fact]
    public void The_last_two_are_kept_and_tell_which_records_are_still_needed()
    {
        Assert.Equal(1, _store.FirstSequenceNeeded);
        Write(3, 10);
        Write(5, 10);
        Write(9, 10);

        Assert.Equal([5, 9], _store.Sequences);
        Assert.Equal(6, _store.FirstSequenceNeeded);
    }

    [Fact]
    public void Whatever_bit_is_flipped_the_older_snapshot_is_taken()
    {
        Write(5, 20);
        Write(9, 40);
        byte[] bytes = _storage.BytesOf(OfNine);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            _storage.Put(OfNine, bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));

            SnapshotLoad load = _store.OpenNewest();
            Assert.Equal(5, load.Snapshot!.Sequence);
            Assert.Equal(OfNine, Assert.Single(load.Damaged).File);
        }
    }

    [Fact]
    public void A_snapshot_cut_at_any_byte_is_passed_over()
    {
        Write(5, 20);
        Write(9, 40);
        byte[] bytes = _storage.BytesOf(OfNine);
        for (int cut = 0; cut < bytes.Length; cut++)
        {
            _storage.Put(OfNine, bytes.AsSpan(0, cut));
            Assert.Equal(5, _store.OpenNewest().Snapshot!.Sequence);
        }
    }

    [Fact]
    public void Without_a_whole_one_there_is_none()
    {
        Write(5, 20);
        _storage.Put(OfFive, new byte[500]);

        SnapshotLoad load = _store.OpenNewest();

        Assert.Null(load.Snapshot);
        Assert.Single(load.Damaged);
    }

    [Theory]
    [InlineData(StorageFault.Full)]
    [InlineData(StorageFault.ShortWrite)]
    [InlineData(StorageFault.WriteError)]
    [InlineData(StorageFault.FailedFlush)]
    public void A_snapshot_that_fails_leaves_the_earlier_one(StorageFault fault)
    {
        Write(5, 20);
        _storage.Inject(fault);

        Assert.ThrowsAny<IOException>(() => Write(9, 1_000_000));

        Assert.Equal([OfFive], _storage.List("snapshot"));
        Write(9, 10);
        Assert.Equal(9, _store.OpenNewest().Snapshot!.Sequence);
    }

    [Fact]
    public void A_rename_that_a_crash_takes_back_leaves_the_earlier_one()
    {
        Write(5, 20);
        _storage.Inject(StorageFault.LostRename);
        Write(9, 20);
        Assert.Equal([5, 9], _store.Sequences);

        _storage.Crash();

        Assert.Equal(5, _store.OpenNewest().Snapshot!.Sequence);
        Write(9, 20);
        _storage.Crash();
        Assert.Equal(9, _store.OpenNewest().Snapshot!.Sequence);
    }

    [Fact]
    public void A_snapshot_of_another_version_is_refused_and_not_passed_over()
    {
        Write(5, 20);
        Write(9, 20);
        byte[] bytes = _storage.BytesOf(OfNine);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SnapshotHeader.VersionOffset), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(SnapshotHeader.ChecksumOffset), Crc32C.Compute(bytes.AsSpan(0, SnapshotHeader.ChecksumOffset)));
        _storage.Put(OfNine, bytes);

        FormatVersionException refusal = Assert.Throws<FormatVersionException>(() => _store.OpenNewest());
        Assert.Equal((2u, 1u), (refusal.Found, refusal.Supported));
    }

    [Fact]
    public void A_misnamed_snapshot_is_damage()
    {
        Write(5, 20);
        _storage.Put(OfNine, _storage.BytesOf(OfFive));

        Assert.Equal(5, _store.OpenNewest().Snapshot!.Sequence);
        Assert.Throws<JournalDamagedException>(() => _store.Open(9));
    }

    private static byte[] ContentOf(Snapshot snapshot)
    {
        using var bytes = new MemoryStream();
        snapshot.Content.CopyTo(bytes);
        snapshot.Dispose();
        return bytes.ToArray();
    }

    private void Write(long sequence, int bytes)
    {
        byte[] content = JournalFixture.BodyOf(sequence, bytes);
        _store.Write(sequence, default, stream =>
        {
            stream.Write(content.AsSpan(0, bytes / 3));
            stream.Write(content.AsSpan(bytes / 3));
        });
    }
}
