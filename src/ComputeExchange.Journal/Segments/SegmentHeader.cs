using System.Buffers.Binary;

namespace ComputeExchange.Journal.Segments;

/// <summary>
/// The first 128 bytes of every segment, of the journal and of the report log alike. Little-endian; the offsets are
/// those of docs/JOURNAL.md. Magic, version and header size keep their place in all format versions.
/// </summary>
/// <param name="First">The first record, or the number of a segment of the report log.</param>
/// <param name="SegmentBytes">The size of the segment, this header included.</param>
/// <param name="CreatedNanos">When it was made, nanoseconds since the Unix epoch.</param>
/// <param name="LogId">Which journal or log it belongs to.</param>
/// <param name="Before">The chained hash of all segments before; zeros in the first one and in the report log.</param>
internal readonly record struct SegmentHeader(
    long First, long SegmentBytes, long CreatedNanos, Guid LogId, ChainHash Before = default)
{
    public const int Bytes = 128;
    public const uint FormatVersion = 1;
    public const ulong JournalMagic = 0x4C4E_524A_4443_5843;
    public const ulong ReportMagic = 0x5450_5244_4443_5843;

    public const int MagicOffset = 0;
    public const int VersionOffset = 8;
    public const int HeaderBytesOffset = 12;
    public const int FirstOffset = 16;
    public const int SegmentBytesOffset = 24;
    public const int CreatedOffset = 32;
    public const int LogIdOffset = 40;
    public const int ReservedOffset = 56;
    public const int ChainHashOffset = 64;
    public const int ChainHashBytes = ChainHash.Size;
    public const int ReservedTailOffset = 96;
    public const int ChecksumOffset = 124;

    /// <summary>The hash of all of its bytes as they were read; part of the first batch of the segment.</summary>
    public ChainHash OwnHash { get; init; }

    /// <summary>What checksums of records begin with: bytes that a client put into a body cannot pass for a record of
    /// a log whose id it does not know.</summary>
    public uint RecordSeed => SeedOf(LogId);

    public void Write(Span<byte> target, ulong magic)
    {
        target = target[..Bytes];
        target.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target[MagicOffset..], magic);
        BinaryPrimitives.WriteUInt32LittleEndian(target[VersionOffset..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(target[HeaderBytesOffset..], Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(target[FirstOffset..], First);
        BinaryPrimitives.WriteInt64LittleEndian(target[SegmentBytesOffset..], SegmentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(target[CreatedOffset..], CreatedNanos);
        LogId.TryWriteBytes(target[LogIdOffset..]);
        ChainHash before = Before;
        ((ReadOnlySpan<byte>)before).CopyTo(target[ChainHashOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumOffset..], Crc32C.Compute(target[..ChecksumOffset]));
    }

    /// <exception cref="FormatVersionException">Another version wrote it.</exception>
    /// <exception cref="JournalDamagedException">It is not a header, or not the one that was written.</exception>
    public static SegmentHeader Read(ReadOnlySpan<byte> source, ulong magic, string file)
    {
        if (source.Length < Bytes)
            throw new JournalDamagedException(file, source.Length, "the file ends inside its header.");
        if (BinaryPrimitives.ReadUInt64LittleEndian(source[MagicOffset..]) != magic)
            throw new JournalDamagedException(file, MagicOffset, "it does not begin as such a file does.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(source[VersionOffset..]);
        if (version != FormatVersion)
            throw new FormatVersionException(file, version, FormatVersion);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumOffset..]);
        if (checksum != Crc32C.Compute(source[..ChecksumOffset]))
            throw new JournalDamagedException(file, 0, "the checksum of the header does not fit.");
        return new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[FirstOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[SegmentBytesOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[CreatedOffset..]),
            new Guid(source.Slice(LogIdOffset, 16)),
            ChainHash.From(source.Slice(ChainHashOffset, ChainHashBytes)))
        {
            OwnHash = ChainHash.Of(source[..Bytes]),
        };
    }

    public static uint SeedOf(Guid logId)
    {
        Span<byte> bytes = stackalloc byte[16];
        logId.TryWriteBytes(bytes);
        return Crc32C.Compute(bytes);
    }
}
