using System.Buffers.Binary;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Reads the fields of one piece as <see cref="FieldWriter"/> wrote them.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> piece)
{
    private ReadOnlySpan<byte> _left = piece;

    public byte Byte()
    {
        byte value = _left[0];
        _left = _left[1..];
        return value;
    }

    public bool Bool()
    {
        byte value = Byte();
        SnapshotFormat.Require(value <= 1, "a flag is neither set nor unset");
        return value == 1;
    }

    public ushort UInt16()
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(_left);
        _left = _left[sizeof(ushort)..];
        return value;
    }

    public int Int32()
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(_left);
        _left = _left[sizeof(int)..];
        return value;
    }

    public long Int64()
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(_left);
        _left = _left[sizeof(long)..];
        return value;
    }

    public ulong UInt64()
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_left);
        _left = _left[sizeof(ulong)..];
        return value;
    }

    public Int128 Int128()
    {
        Int128 value = BinaryPrimitives.ReadInt128LittleEndian(_left);
        _left = _left[FieldSize.Int128..];
        return value;
    }

    /// <summary>A number from 0 to a most.</summary>
    public int Int32(int most, string what)
    {
        int value = Int32();
        // The sentence is made only when it is needed: a million orders would make five million of them.
        if (value < 0 || value > most)
            SnapshotFormat.Require(false, $"{what} is out of range");
        return value;
    }

    public EngineTime Time() => new(Int64());

    public MarketId Market() => new(new SkuId(UInt16()), new RegionId(UInt16()));

    public Code Code()
    {
        ReadOnlySpan<byte> text = Text(Messages.Code.MaxLength);
        if (text.IsEmpty)
            return default;
        SnapshotFormat.Require(Messages.Code.TryParse(text, out Code code), "a code is no code");
        return code;
    }

    public ClOrdId ClOrdId()
    {
        ReadOnlySpan<byte> text = Text(Messages.ClOrdId.MaxLength);
        if (text.IsEmpty)
            return default;
        SnapshotFormat.Require(Messages.ClOrdId.TryParse(text, out ClOrdId id), "a ClOrdId is none");
        return id;
    }

    private ReadOnlySpan<byte> Text(int room)
    {
        int length = Byte();
        SnapshotFormat.Require(length <= room, "a text is too long");
        ReadOnlySpan<byte> text = _left[..length];
        SnapshotFormat.Require(!_left[length..room].ContainsAnyExcept((byte)0), "something stands behind a text");
        _left = _left[room..];
        return text;
    }
}
