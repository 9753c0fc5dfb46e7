using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Segments;

/// <summary>The segments of a journal in order, known by their checked headers.</summary>
internal static class SegmentList
{
    public static List<SegmentHeader> Read(IStorage storage)
    {
        List<SegmentHeader> segments = [];
        foreach (long number in SegmentName.Numbers(storage, SegmentName.JournalPrefix, SegmentName.SegmentEnding))
        {
            string name = SegmentName.Of(SegmentName.JournalPrefix, number, SegmentName.SegmentEnding);
            SegmentHeader header = ReadHeader(storage, name, SegmentHeader.JournalMagic);
            if (header.First != number)
                throw new JournalDamagedException(
                    name, SegmentHeader.FirstOffset, $"its header says that it begins with record {header.First}.");
            if (segments.Count > 0 && header.LogId != segments[0].LogId)
                throw new JournalDamagedException(
                    name, SegmentHeader.LogIdOffset, "it belongs to another journal than the segments before it.");
            segments.Add(header);
        }

        return segments;
    }

    public static SegmentHeader ReadHeader(IStorage storage, string name, ulong magic)
    {
        using IStorageFile file = storage.OpenRead(name);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        int read = file.Read(0, bytes);
        return SegmentHeader.Read(bytes[..read], magic, name);
    }
}
