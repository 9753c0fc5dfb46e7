using System.Buffers.Binary;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Reads blocks, proves each whole by its hash before anything in it is looked at, and hands out its pieces. It reads
/// no byte behind the last block.</summary>
internal sealed class BlockReader(Stream from)
{
    private readonly byte[] _block = new byte[SnapshotFormat.MaxBlockBytes];
    private SnapshotSection _section;
    private int _at;
    private int _end;
    private long _offset;

    /// <summary>The hash of all that was read.</summary>
    public ulong Hash { get; private set; }

    public void ReadHeader()
    {
        Span<byte> header = _block.AsSpan(0, SnapshotFormat.HeaderBytes);
        Fill(header);
        if (!header.StartsWith(SnapshotFormat.Magic))
            throw new SnapshotFormatException("This is no snapshot of the exchange: it does not begin like one.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[SnapshotFormat.VersionOffset..]);
        if (version != SnapshotFormat.Version)
            throw new SnapshotFormatException(
                $"The snapshot is of format version {version}, and this program reads version {SnapshotFormat.Version}.");
        if (BinaryPrimitives.ReadInt32LittleEndian(header[SnapshotFormat.MaxBlockOffset..]) != SnapshotFormat.MaxBlockBytes)
            throw Damaged("its header is not one of this version");
        Hash = XxHash64.Of(header, seed: 0);
        _offset = SnapshotFormat.HeaderBytes;
    }

    /// <summary>Goes on to the next section, which must be this one.</summary>
    public void Begin(SnapshotSection section)
    {
        if (_at != _end)
            throw Damaged($"section {_section} holds more than it says");
        _section = section;
        NextBlock();
    }

    /// <summary>Reads the last block.</summary>
    public void End()
    {
        Begin(SnapshotSection.End);
        if (_at != _end)
            throw Damaged("its end is not empty");
    }

    /// <summary>The next piece of the section.</summary>
    public FieldReader Piece(int bytes)
    {
        if (_at == _end)
            NextBlock();
        if (_end - _at < bytes)
            throw Damaged($"section {_section} holds less than it says");
        ReadOnlySpan<byte> piece = _block.AsSpan(_at, bytes);
        _at += bytes;
        return new FieldReader(piece);
    }

    /// <summary>How many of something follow.</summary>
    public int Count()
    {
        int count = Piece(sizeof(int)).Int32();
        SnapshotFormat.Require(count >= 0, "a count is negative");
        return count;
    }

    private void NextBlock()
    {
        Fill(_block.AsSpan(0, SnapshotFormat.BlockHeaderBytes));
        uint section = BinaryPrimitives.ReadUInt32LittleEndian(_block);
        int length = BinaryPrimitives.ReadInt32LittleEndian(_block.AsSpan(SnapshotFormat.LengthOffset));
        if (section != (uint)_section || length is < 0 or > SnapshotFormat.MaxPayloadBytes)
            throw Damaged($"a block of section {_section} should be there");
        int end = SnapshotFormat.BlockHeaderBytes + length;
        Fill(_block.AsSpan(SnapshotFormat.BlockHeaderBytes, length + SnapshotFormat.HashBytes));
        Hash = XxHash64.Of(_block.AsSpan(0, end), Hash);
        if (Hash != BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(end)))
            throw Damaged($"the hash of a block of section {_section} does not fit");
        _offset += end + SnapshotFormat.HashBytes;
        (_at, _end) = (SnapshotFormat.BlockHeaderBytes, end);
    }

    private void Fill(Span<byte> bytes)
    {
        if (from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Damaged("it ends too early");
    }

    private SnapshotFormatException Damaged(string how) => new($"The snapshot is damaged at or behind byte {_offset}: {how}.");
}
