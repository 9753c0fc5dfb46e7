using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

/// <summary>The chain of hashes: what is written is what is read, across segments, restarts and removals.</summary>
public sealed class ChainTests
{
    [Fact]
    public void Every_head_that_was_ever_told_is_met_again_at_its_record()
    {
        var storage = new SimulatedStorage();
        List<JournalHead> told = [];
        for (int life = 0; life < 4; life++)
        {
            using JournalWriter writer = JournalWriter.Open(storage, Small);
            told.Add(writer.Head);
            foreach (int batch in (int[])[1, 7, 90, 2])
            {
                // Bodies of 5,000 bytes fill a segment with 26 of them, and a buffer with 16.
                writer.AppendBatches(bodyBytes: 5_000, batch);
                writer.Chain();
                told.Add(writer.Head);
            }
        }

        Assert.Equal([0, 1, 8, 98, 100, 100, 101, 108], told.Take(8).Select(head => head.Sequence));
        foreach (JournalHead head in told)
            Assert.Equal(head.Sequence, Prove(storage, head.Hash));
        Assert.Equal(-1, Prove(storage, ChainHash.From([.. Enumerable.Repeat((byte)7, 32)])));
    }

    [Fact]
    public void The_head_is_that_of_the_last_flush_also_where_nobody_asks_for_the_chain()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        writer.AppendBatches(bodyBytes: 10, 3);
        Assert.Equal(0, writer.Head.Sequence);
        writer.AppendOne(10);
        Assert.Equal(3, writer.Head.Sequence);
        writer.Flush();
        writer.Chain();
        JournalHead head = writer.Head;
        writer.Chain();
        Assert.Equal(head, writer.Head);
        Assert.Equal(4, Prove(storage, head.Hash));
    }

    [Fact]
    public void The_chain_goes_on_where_older_segments_were_removed()
    {
        SimulatedStorage storage = Filled(5_000, 30, 30, 30);
        JournalHead before;
        using (JournalWriter writer = JournalWriter.Open(storage, Small))
        {
            before = writer.Head;
            Assert.Equal(2, writer.RemoveSegmentsBefore(60));
            writer.AppendBatches(5_000, 30);
        }

        Assert.Equal(90, Prove(storage, before.Hash));
        Assert.Equal(Range(53, 120), ReadAll(storage, 5_000));
    }

    [Fact]
    public void A_reader_that_begins_late_has_the_same_hash_at_the_end()
    {
        SimulatedStorage storage = Filled(5_000, 30, 30, 3);
        using JournalReader all = JournalReader.Open(storage);
        using JournalReader late = JournalReader.Open(storage, fromSequence: 62);
        Assert.True(late.Read());
        Assert.Equal(60, late.ChainedThrough);
        while (all.Read() | late.Read())
        {
        }

        Assert.Equal((63, 63), (all.ChainedThrough, late.ChainedThrough));
        Assert.Equal(all.Chain, late.Chain);
    }

    [Fact]
    public void A_hash_is_read_as_it_is_written()
    {
        ChainHash hash = ChainHash.From([.. Enumerable.Range(0, 32).Select(value => (byte)(value * 7))]);
        Assert.True(ChainHash.TryParse(hash.ToString(), out ChainHash again));
        Assert.Equal(hash, again);
        Assert.False(ChainHash.TryParse(hash.ToString()[2..], out _));
        Assert.False(ChainHash.TryParse("zz" + hash.ToString()[2..], out _));
    }

    private static long Prove(IStorage storage, ChainHash head)
    {
        using JournalReader reader = JournalReader.Open(storage, sought: head);
        while (reader.Read())
        {
        }

        return reader.SoughtAt;
    }
}
