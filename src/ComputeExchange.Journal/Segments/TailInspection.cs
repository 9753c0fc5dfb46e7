namespace ComputeExchange.Journal.Segments;

/// <summary>
/// Looks behind the first thing that is no record, in the last segment, for proof that acknowledged records are gone.
/// A power cut may keep any part of the last batch, later parts without earlier ones too, so a valid record further on
/// proves nothing by itself; it does when it says that the missing one was durable before it was written.
/// </summary>
internal static class TailInspection
{
    /// <summary>The offset of a record that was written after <paramref name="expected"/> had been made durable; -1
    /// if there is none.</summary>
    public static long FindProofOfDamage(RecordScanner scanner, long from, long expected, int mostBytes)
    {
        long end = scanner.LastWritten(from) + 1;
        for (long offset = from + 1; offset + JournalRecord.PayloadOffset <= end; offset++)
        {
            ReadOnlySpan<byte> start = scanner.Look(offset, JournalRecord.PayloadOffset);
            if (IsPlausible(start, expected, scanner.FileBytes - offset, mostBytes)
                && scanner.IsRecordAt(offset, RecordFrame.Length(start)))
                return offset;
        }

        return -1;
    }

    private static bool IsPlausible(ReadOnlySpan<byte> start, long expected, long room, int mostBytes)
    {
        int length = RecordFrame.Length(start);
        return length >= JournalRecord.PayloadOffset
            && length <= mostBytes
            && length <= room
            && JournalRecord.BatchPlace(start) > 0
            && JournalRecord.Sequence(start) > expected
            && JournalRecord.DurableBefore(start) >= expected;
    }
}
