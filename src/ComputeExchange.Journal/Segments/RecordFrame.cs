using System.Buffers.Binary;

namespace ComputeExchange.Journal.Segments;

/// <summary>
/// What every record begins with: its length in bytes, itself included, and the CRC-32C over all else of it, the
/// length too, so that no bit of a record is outside a checksum.
/// </summary>
internal static class RecordFrame
{
    public const int LengthOffset = 0;
    public const int ChecksumOffset = 4;
    public const int Bytes = 8;

    /// <summary>Seals a record whose other bytes are in place.</summary>
    public static void Seal(Span<byte> record, uint seed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record[LengthOffset..], record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[ChecksumOffset..], Checksum(record, seed));
    }

    public static int Length(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthOffset..]);

    public static bool IsIntact(ReadOnlySpan<byte> record, uint seed) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[ChecksumOffset..]) == Checksum(record, seed);

    private static uint Checksum(ReadOnlySpan<byte> record, uint seed) =>
        Crc32C.Append(Crc32C.Append(seed, record[..ChecksumOffset]), record[Bytes..]);
}
