using System.Buffers.Binary;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Writes the fields of one piece, one after another, little-endian, without gaps.</summary>
internal ref struct FieldWriter(Span<byte> piece)
{
    private Span<byte> _left = piece;

    public void Byte(byte value)
    {
        _left[0] = value;
        _left = _left[1..];
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_left, value);
        _left = _left[sizeof(ushort)..];
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_left, value);
        _left = _left[sizeof(int)..];
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_left, value);
        _left = _left[sizeof(long)..];
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_left, value);
        _left = _left[sizeof(ulong)..];
    }

    public void Int128(Int128 value)
    {
        BinaryPrimitives.WriteInt128LittleEndian(_left, value);
        _left = _left[FieldSize.Int128..];
    }

    public void Time(EngineTime value) => Int64(value.Nanos);

    public void Market(MarketId value)
    {
        UInt16(value.Sku.Value);
        UInt16(value.Region.Value);
    }

    public void Code(in Code value)
    {
        Byte((byte)value.Length);
        Span<byte> text = _left[..Messages.Code.MaxLength];
        text.Clear();
        value.CopyTo(text);
        _left = _left[Messages.Code.MaxLength..];
    }

    public void ClOrdId(in ClOrdId value)
    {
        Byte((byte)value.Length);
        Span<byte> text = _left[..Messages.ClOrdId.MaxLength];
        text.Clear();
        value.CopyTo(text);
        _left = _left[Messages.ClOrdId.MaxLength..];
    }
}

/// <summary>Bytes of the fields that are more than one number.</summary>
internal static class FieldSize
{
    public const int Int128 = 16;
    public const int Market = 2 * sizeof(ushort);
    public const int Code = 1 + Messages.Code.MaxLength;
    public const int ClOrdId = 1 + Messages.ClOrdId.MaxLength;
}
