using System.Buffers.Binary;

namespace ComputeExchange.Journal.Segments;

/// <summary>
/// The fixed part of a journal record. Beside its sequence it carries its place in the batch that was forced to the
/// device at once: so every record says which earlier ones were durable when it was written, and recovery can
/// tell a torn last batch (cut) from damage to what was acknowledged (refuse). See docs/adr/0002.
/// </summary>
internal static class JournalRecord
{
    public const int SequenceOffset = 8;
    public const int BatchPlaceOffset = 16;
    public const int PayloadOffset = 20;

    public static void Write(
        Span<byte> record, long sequence, int batchPlace, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, uint seed)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record[SequenceOffset..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(record[BatchPlaceOffset..], batchPlace);
        header.CopyTo(record[PayloadOffset..]);
        body.CopyTo(record[(PayloadOffset + header.Length)..]);
        RecordFrame.Seal(record, seed);
    }

    public static long Sequence(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt64LittleEndian(record[SequenceOffset..]);

    public static int BatchPlace(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt32LittleEndian(record[BatchPlaceOffset..]);

    /// <summary>The last sequence that was durable before the record's batch was written.</summary>
    public static long DurableBefore(ReadOnlySpan<byte> record) => unchecked(Sequence(record) - BatchPlace(record));
}
