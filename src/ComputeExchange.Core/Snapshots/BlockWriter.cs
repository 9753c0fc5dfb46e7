using System.Buffers.Binary;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Fills blocks with pieces, closes each with its hash and passes it on; without a stream it only hashes.</summary>
internal sealed class BlockWriter(Stream? into)
{
    private const int PayloadEnd = SnapshotFormat.MaxBlockBytes - SnapshotFormat.HashBytes;

    private readonly byte[] _block = new byte[SnapshotFormat.MaxBlockBytes];
    private SnapshotSection _section;
    private int _end;

    /// <summary>The hash of all that was passed on.</summary>
    public ulong Hash { get; private set; }

    public void WriteHeader()
    {
        Span<byte> header = _block.AsSpan(0, SnapshotFormat.HeaderBytes);
        SnapshotFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[SnapshotFormat.VersionOffset..], SnapshotFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[SnapshotFormat.MaxBlockOffset..], SnapshotFormat.MaxBlockBytes);
        Hash = XxHash64.Of(header, seed: 0);
        into?.Write(header);
    }

    /// <summary>Begins a section in a block of its own.</summary>
    public void Begin(SnapshotSection section)
    {
        if (_end > 0)
            CloseBlock();
        _section = section;
        _end = SnapshotFormat.BlockHeaderBytes;
    }

    /// <summary>Closes the last block.</summary>
    public void End()
    {
        Begin(SnapshotSection.End);
        CloseBlock();
    }

    /// <summary>Room for the next piece; all of it must be written.</summary>
    public FieldWriter Piece(int bytes)
    {
        if (_end + bytes > PayloadEnd)
        {
            CloseBlock();
            _end = SnapshotFormat.BlockHeaderBytes;
        }
        Span<byte> piece = _block.AsSpan(_end, bytes);
        _end += bytes;
        return new FieldWriter(piece);
    }

    /// <summary>A piece that tells how many of something follow.</summary>
    public void Count(int count) => Piece(sizeof(int)).Int32(count);

    private void CloseBlock()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_block, (uint)_section);
        BinaryPrimitives.WriteInt32LittleEndian(
            _block.AsSpan(SnapshotFormat.LengthOffset), _end - SnapshotFormat.BlockHeaderBytes);
        Hash = XxHash64.Of(_block.AsSpan(0, _end), Hash);
        BinaryPrimitives.WriteUInt64LittleEndian(_block.AsSpan(_end), Hash);
        into?.Write(_block.AsSpan(0, _end + SnapshotFormat.HashBytes));
        _end = 0;
    }
}
