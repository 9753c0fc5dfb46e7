using System.Buffers.Binary;
using ComputeExchange.Journal.Segments;

namespace ComputeExchange.Journal.Reports;

internal enum ReportRecordKind : ushort
{
    /// <summary>A report of a session.</summary>
    Report = 1,

    /// <summary>The log holds all reports of all commands up to this one; the number is the engine time.</summary>
    Complete = 2,

    /// <summary>The number is that of the session's next report; what is before it may be gone.</summary>
    StartsAt = 3,
}

/// <summary>
/// The fixed part of a record of the report log. A report points back at the one before it of the same session in the
/// same segment, so that one session can be read out of the mixture without an index of every record.
/// </summary>
internal readonly record struct ReportRecord(
    ReportRecordKind Kind, ushort Session, long Number, long CommandSequence, uint PreviousOffset)
{
    public const int CommandSequenceOffset = 8;
    public const int NumberOffset = 16;
    public const int SessionOffset = 24;
    public const int KindOffset = 26;
    public const int PreviousOffsetOffset = 28;
    public const int BodyOffset = 32;

    public void Write(Span<byte> record, ReadOnlySpan<byte> body, uint seed)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record[CommandSequenceOffset..], CommandSequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[NumberOffset..], Number);
        BinaryPrimitives.WriteUInt16LittleEndian(record[SessionOffset..], Session);
        BinaryPrimitives.WriteUInt16LittleEndian(record[KindOffset..], (ushort)Kind);
        BinaryPrimitives.WriteUInt32LittleEndian(record[PreviousOffsetOffset..], PreviousOffset);
        body.CopyTo(record[BodyOffset..]);
        RecordFrame.Seal(record, seed);
    }

    public static ReportRecord Read(ReadOnlySpan<byte> record) => new(
        (ReportRecordKind)BinaryPrimitives.ReadUInt16LittleEndian(record[KindOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(record[SessionOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[NumberOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[CommandSequenceOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[PreviousOffsetOffset..]));
}
