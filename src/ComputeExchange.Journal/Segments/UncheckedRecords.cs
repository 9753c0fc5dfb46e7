using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Segments;

/// <summary>Walks the records of a journal by their lengths alone, checking nothing: it passes all that a reader would accept, and
/// perhaps more. For questions whose answer is nearly always no.</summary>
internal static class UncheckedRecords
{
    public static bool Any(IStorage storage, long first, RecordTest test)
    {
        List<SegmentHeader> segments = SegmentList.Read(storage);
        byte[] window = System.Buffers.ArrayPool<byte>.Shared.Rent(RecordScanner.WindowBytes);
        try
        {
            int start = Math.Max(0, segments.FindLastIndex(segment => segment.First <= first));
            for (int i = start; i < segments.Count; i++)
            {
                string name = SegmentName.Of(SegmentName.JournalPrefix, segments[i].First, SegmentName.SegmentEnding);
                using IStorageFile file = storage.OpenRead(name);
                if (AnyIn(file, window, first, test))
                    return true;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(window);
        }

        return false;
    }

    private static bool AnyIn(IStorageFile file, byte[] window, long first, RecordTest test)
    {
        long fileBytes = file.Length;
        long windowStart = 0;
        int windowBytes = 0;
        for (long position = SegmentHeader.Bytes; fileBytes - position >= JournalRecord.PayloadOffset;)
        {
            if (position + JournalLimits.MaxRecordBytes > windowStart + windowBytes && windowStart + windowBytes < fileBytes)
            {
                windowStart = position;
                windowBytes = file.Read(position, window);
            }

            ReadOnlySpan<byte> ahead = window.AsSpan(0, windowBytes)[(int)Math.Min(position - windowStart, windowBytes)..];
            if (ahead.Length < JournalRecord.PayloadOffset)
                return false;
            int length = RecordFrame.Length(ahead);
            if (length < JournalRecord.PayloadOffset || length > ahead.Length)
                return false;
            if (JournalRecord.Sequence(ahead) >= first && test(ahead[JournalRecord.PayloadOffset..length]))
                return true;
            position += length;
        }

        return false;
    }
}
