using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

/// <summary>A journal cut at every byte of it, and with every bit of it flipped.</summary>
public sealed class EveryByteTests(ITestOutputHelper output)
{
    private const int BodyBytes = 30;
    private const int RecordBytes = JournalRecord.PayloadOffset + 8 + BodyBytes;

    private static readonly int Records = RunSize.Of(smoke: 40, full: 1_000);

    [Fact]
    public void Cut_at_every_byte_the_longest_valid_prefix_is_kept_and_writing_goes_on()
    {
        (SimulatedStorage written, List<int> batches) = Written();
        byte[] whole = written.BytesOf(FirstSegment);
        int cuts = 0;
        for (int cut = SegmentHeader.Bytes; cut <= EndOf(Records); cut++)
        {
            int acknowledged = batches.FindLast(last => EndOf(last) <= cut);
            int prefix = (cut - SegmentHeader.Bytes) / RecordBytes;
            Assert.InRange(acknowledged, 0, prefix);
            // The file ends there, as after a crash of the file system; or zeros follow, as in one made ahead.
            AssertKeeps(whole.AsSpan(0, cut), prefix, $"cut at {cut}");
            byte[] cleared = [.. whole];
            cleared.AsSpan(cut).Clear();
            // A record that ends with zeros anyway lost nothing.
            bool isWhole = prefix < Records && cleared.AsSpan(0, EndOf(prefix + 1)).SequenceEqual(whole.AsSpan(0, EndOf(prefix + 1)));
            AssertKeeps(cleared, isWhole ? prefix + 1 : prefix, $"zeros from {cut}");
            cuts += 2;
        }

        output.WriteLine($"{cuts} cuts of {Records} records in {batches.Count} batches: each kept its longest valid prefix");
    }

    [Fact]
    public void Every_flipped_bit_is_refused_or_reported_and_none_is_read()
    {
        (SimulatedStorage storage, List<int> batches) = Written();
        int durableRecords = batches[^2];
        int refused = 0;
        int reported = 0;
        using IStorageFile file = storage.Open(FirstSegment);
        long bits = (EndOf(Records) + 64) * 8L;
        for (long bit = 0; bit < file.Length * 8; bit += bit < bits ? 1 : 8 * 61)
        {
            Flip(file, bit);
            int flipped = (int)(bit / 8);
            if (flipped < EndOf(durableRecords))
            {
                AssertRefused(storage, flipped, throughWriter: bit % 89 == 0);
                refused++;
            }
            else
            {
                AssertReported(storage, Math.Min(Records, (flipped - SegmentHeader.Bytes) / RecordBytes));
                reported++;
            }

            Flip(file, bit);
        }

        Assert.Equal(Range(1, Records), ReadAll(storage, BodyBytes));
        output.WriteLine($"{refused + reported} bits flipped one at a time: {refused} in what later batches prove to have been"
            + $" durable, each refused with its offset; {reported} in or behind the last batch, each reported; none read");
    }

    private static (SimulatedStorage Storage, List<int> Batches) Written()
    {
        var chance = new Random(RunSize.FirstSeed);
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        List<int> batches = [];
        while (writer.LastSequence < Records)
        {
            writer.AppendBatches(BodyBytes, Math.Min(chance.Next(1, 12), Records - (int)writer.LastSequence));
            batches.Add((int)writer.LastSequence);
        }

        return (storage, batches);
    }

    private static int EndOf(int records) => SegmentHeader.Bytes + (records * RecordBytes);

    private static void Flip(IStorageFile file, long bit)
    {
        byte[] one = new byte[1];
        file.Read(bit / 8, one);
        one[0] ^= (byte)(1 << (int)(bit % 8));
        file.Write(bit / 8, one);
        file.Flush();
    }

    private static void AssertKeeps(ReadOnlySpan<byte> bytes, int prefix, string how)
    {
        var storage = new SimulatedStorage();
        storage.Put(FirstSegment, bytes);
        using (JournalWriter writer = JournalWriter.Open(storage, Small))
        {
            Assert.True(prefix == writer.Recovery.LastSequence, $"{how}: {writer.Recovery.LastSequence} kept, not {prefix}");
            writer.AppendBatches(BodyBytes, 2);
        }

        storage.Crash();
        using JournalReader reader = JournalReader.Open(storage);
        long read = 0;
        while (reader.Read())
            read++;
        Assert.True(read == prefix + 2 && reader.TornTail is null, $"{how}: {read} records behind a crash, not {prefix + 2}");
    }

    private static void AssertRefused(SimulatedStorage storage, int flipped, bool throughWriter)
    {
        IOException refusal = Assert.ThrowsAny<IOException>(() =>
        {
            if (throughWriter)
                JournalWriter.Open(storage, Small).Dispose();
            else
                ReadThrough(storage);
        });
        if (refusal is JournalDamagedException damage)
        {
            Assert.Equal(FirstSegment, damage.File);
            Assert.InRange(damage.Offset, 0, flipped);
            // It names the record that was hit, not merely something before it.
            Assert.InRange(damage.Offset, flipped - RecordBytes - SegmentHeader.Bytes, flipped);
        }
        else
        {
            Assert.IsType<FormatVersionException>(refusal);
            Assert.InRange(flipped, SegmentHeader.VersionOffset, SegmentHeader.VersionOffset + 3);
        }
    }

    private static void AssertReported(SimulatedStorage storage, int kept)
    {
        (long last, TornTail? torn) = ReadThrough(storage);
        Assert.Equal(kept, last);
        Assert.NotNull(torn);
    }

    private static (long Last, TornTail? Torn) ReadThrough(SimulatedStorage storage)
    {
        using JournalReader reader = JournalReader.Open(storage);
        while (reader.Read())
        {
        }

        return (reader.NextSequence - 1, reader.TornTail);
    }
}
