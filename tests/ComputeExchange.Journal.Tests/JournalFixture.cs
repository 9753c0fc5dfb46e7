using System.Buffers.Binary;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Tests;

/// <summary>Short ways to fill and read journals, and bodies that can be told apart.</summary>
internal static class JournalFixture
{
    public const string FirstSegment = "journal-00000000000000000001.seg";

    public static readonly JournalOptions Small = new()
    {
        SegmentBytes = JournalLimits.MinSegmentBytes,
        BufferBytes = 80 * 1024,
        JournalId = new Guid("11111111-2222-3333-4444-555555555555"),
    };

    public static byte[] BodyOf(long sequence, int bytes)
    {
        byte[] body = new byte[bytes];
        new Random(unchecked((int)sequence * 31)).NextBytes(body);
        return body;
    }

    public static byte[] HeaderOf(long sequence)
    {
        byte[] header = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(header, sequence);
        return header;
    }

    public static void AppendOne(this JournalWriter writer, int bodyBytes)
    {
        long sequence = writer.LastSequence + 1;
        writer.Append(sequence, HeaderOf(sequence), BodyOf(sequence, bodyBytes));
    }

    /// <summary>Appends and flushes in batches of the given sizes, with bodies of some bytes.</summary>
    public static void AppendBatches(this JournalWriter writer, int bodyBytes, params int[] batches)
    {
        foreach (int batch in batches)
        {
            for (int count = 0; count < batch; count++)
                writer.AppendOne(bodyBytes);
            writer.Flush();
        }
    }

    public static SimulatedStorage Filled(int bodyBytes, params int[] batches)
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, Small);
        writer.AppendBatches(bodyBytes, batches);
        return storage;
    }

    public static SimulatedStorage CopyOf(SimulatedStorage storage)
    {
        var copy = new SimulatedStorage();
        foreach (string name in storage.List(""))
            copy.Put(name, storage.BytesOf(name));
        return copy;
    }

    /// <summary>Reads all records, holding each against what was written; the sequences read.</summary>
    public static List<long> ReadAll(IStorage storage, int bodyBytes, long from = 0) =>
        ReadAll(storage, _ => bodyBytes, from);

    public static List<long> ReadAll(IStorage storage, Func<long, int> bodyBytes, long from = 0)
    {
        List<long> sequences = [];
        using JournalReader reader = JournalReader.Open(storage, from);
        while (reader.Read())
        {
            byte[] written = [.. HeaderOf(reader.Sequence), .. BodyOf(reader.Sequence, bodyBytes(reader.Sequence))];
            Assert.Equal(written, reader.Payload.ToArray());
            sequences.Add(reader.Sequence);
        }

        return sequences;
    }

    public static IEnumerable<long> Range(long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
            yield return sequence;
    }
}
