using System.Buffers.Binary;

namespace ComputeExchange.Journal.Snapshots;

/// <summary>The first 128 bytes of a snapshot; little-endian, offsets as in docs/JOURNAL.md.</summary>
/// <param name="Sequence">The last record whose effect it holds.</param>
/// <param name="ContentBytes">The size of what follows.</param>
/// <param name="CreatedNanos">When it was made, nanoseconds since the Unix epoch.</param>
/// <param name="Journal">The hash of the journal up to that record.</param>
internal readonly record struct SnapshotHeader(long Sequence, long ContentBytes, long CreatedNanos, ChainHash Journal)
{
    public const int Bytes = 128;
    public const uint FormatVersion = 1;
    public const ulong Magic = 0x5041_4E53_4443_5843;

    public const int MagicOffset = 0;
    public const int VersionOffset = 8;
    public const int HeaderBytesOffset = 12;
    public const int SequenceOffset = 16;
    public const int ContentBytesOffset = 24;
    public const int CreatedOffset = 32;
    public const int ContentHashOffset = 40;
    public const int ContentHashBytes = 32;
    public const int JournalHashOffset = 72;
    public const int ReservedOffset = 104;
    public const int ChecksumOffset = 124;

    public void Write(Span<byte> target, ReadOnlySpan<byte> contentHash)
    {
        target = target[..Bytes];
        target.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target[MagicOffset..], Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(target[VersionOffset..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(target[HeaderBytesOffset..], Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(target[SequenceOffset..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(target[ContentBytesOffset..], ContentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(target[CreatedOffset..], CreatedNanos);
        contentHash.CopyTo(target[ContentHashOffset..]);
        ChainHash journal = Journal;
        ((ReadOnlySpan<byte>)journal).CopyTo(target[JournalHashOffset..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumOffset..], Crc32C.Compute(target[..ChecksumOffset]));
    }

    /// <exception cref="FormatVersionException">Another version wrote it.</exception>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public static SnapshotHeader Read(ReadOnlySpan<byte> source, string file)
    {
        if (source.Length < Bytes)
            throw new JournalDamagedException(file, source.Length, "the file ends inside its header.");
        if (BinaryPrimitives.ReadUInt64LittleEndian(source[MagicOffset..]) != Magic)
            throw new JournalDamagedException(file, MagicOffset, "it does not begin as a snapshot does.");
        // The checksum keeps its place in all versions: a flipped bit in the version is damage, which an older snapshot
        // heals, and not a newer program's file, which must not be passed over.
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumOffset..]);
        if (checksum != Crc32C.Compute(source[..ChecksumOffset]))
            throw new JournalDamagedException(file, 0, "the checksum of the header does not fit.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(source[VersionOffset..]);
        if (version != FormatVersion)
            throw new FormatVersionException(file, version, FormatVersion);
        return new SnapshotHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[SequenceOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[ContentBytesOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[CreatedOffset..]),
            ChainHash.From(source.Slice(JournalHashOffset, ChainHash.Size)));
    }
}
