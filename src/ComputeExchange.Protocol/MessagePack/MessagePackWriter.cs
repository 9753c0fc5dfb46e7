using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ComputeExchange.Protocol.MessagePack;

/// <summary>Writes MessagePack values into a span, each in its shortest encoding; allocates nothing and throws nothing.</summary>
/// <remarks>
/// Errors are sticky: the first value that does not fit, or that the format cannot hold, leaves no bytes of its own, and
/// everything after it is ignored. Look at <see cref="Error"/> once, at the end. Not for use by several threads.
/// </remarks>
public ref struct MessagePackWriter
{
    private readonly Span<byte> _destination;
    private Span<byte> _bytes;
    private int _position;
    private MessagePackError _error;

    /// <summary>A writer into <paramref name="destination"/>, from its start.</summary>
    public MessagePackWriter(Span<byte> destination)
    {
        _destination = destination;
        _bytes = destination;
    }

    /// <summary>
    /// The first refusal: <see cref="MessagePackError.BufferFull"/>, <see cref="MessagePackError.BadUtf8"/>,
    /// <see cref="MessagePackError.NotFinite"/> or, for a negative count, <see cref="MessagePackError.OutOfRange"/>.
    /// </summary>
    public readonly MessagePackError Error => _error;

    /// <summary>Bytes written so far, whole values only.</summary>
    public readonly int Position => _position;

    /// <summary>What was written so far: a slice of the destination.</summary>
    public readonly ReadOnlySpan<byte> Written => _destination.Slice(0, _position);

    /// <summary>Refuses the message for a reason that the caller found, such as a value without a form on the wire.</summary>
    /// <remarks>Does nothing when something was refused before, or when <paramref name="error"/> is None.</remarks>
    public void Refuse(MessagePackError error)
    {
        if (error != MessagePackError.None) Fail(error);
    }

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteFormat(MessagePackFormat.Nil);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteFormat(value ? MessagePackFormat.True : MessagePackFormat.False);

    /// <summary>Writes an integer in the shortest encoding: 1 to 9 bytes.</summary>
    public void WriteInt64(long value)
    {
        if (value >= 0)
        {
            WriteUInt64((ulong)value);
            return;
        }

        byte format = MessagePackFormat.OfInteger(value);
        int width = format >= MessagePackFormat.NegativeFixIntLeast ? 0 : 1 << (format & 0x03);
        WriteInteger(format, width, unchecked((ulong)value));
    }

    /// <summary>Writes a non-negative integer in the shortest encoding: 1 to 9 bytes.</summary>
    public void WriteUInt64(ulong value)
    {
        switch (value)
        {
            case <= MessagePackFormat.PositiveFixIntMost: WriteFormat((byte)value); break;
            case <= byte.MaxValue: WriteInteger(MessagePackFormat.UInt8, sizeof(byte), value); break;
            case <= ushort.MaxValue: WriteInteger(MessagePackFormat.UInt16, sizeof(ushort), value); break;
            case <= uint.MaxValue: WriteInteger(MessagePackFormat.UInt32, sizeof(uint), value); break;
            default: WriteInteger(MessagePackFormat.UInt64, sizeof(ulong), value); break;
        }
    }

    /// <summary>Writes a float of 64 bits, 9 bytes; NaN and infinities are <see cref="MessagePackError.NotFinite"/>.</summary>
    public void WriteFloat64(double value)
    {
        if (double.IsFinite(value))
            WriteInteger(MessagePackFormat.Float64, sizeof(double), BitConverter.DoubleToUInt64Bits(value));
        else Fail(MessagePackError.NotFinite);
    }

    /// <summary>Writes a float of 32 bits, 5 bytes; NaN and infinities are <see cref="MessagePackError.NotFinite"/>.</summary>
    public void WriteFloat32(float value)
    {
        if (float.IsFinite(value))
            WriteInteger(MessagePackFormat.Float32, sizeof(float), BitConverter.SingleToUInt32Bits(value));
        else Fail(MessagePackError.NotFinite);
    }

    /// <summary>Writes a string that is UTF-8 already; malformed, it is <see cref="MessagePackError.BadUtf8"/>.</summary>
    public void WriteUtf8(scoped ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text)) WriteBlock(MessagePackCountFormats.String, text);
        else Fail(MessagePackError.BadUtf8);
    }

    /// <summary>Writes a string as UTF-8; a lone surrogate is <see cref="MessagePackError.BadUtf8"/>.</summary>
    public void WriteString(scoped ReadOnlySpan<char> text)
    {
        // Every character takes a byte at least, so a text that cannot fit is refused before its bytes are counted.
        if (text.Length > _bytes.Length - _position)
        {
            Fail(MessagePackError.BufferFull);
            return;
        }

        int textBytes = Encoding.UTF8.GetByteCount(text);
        int headerBytes = MessagePackCountFormats.String.HeaderBytesOf((uint)textBytes);
        if (!HasRoomFor(headerBytes + textBytes)) return;
        Span<byte> room = _bytes.Slice(_position, headerBytes + textBytes);
        if (Utf8.FromUtf16(text, room.Slice(headerBytes), out _, out _, replaceInvalidSequences: false)
            != System.Buffers.OperationStatus.Done)
        {
            Fail(MessagePackError.BadUtf8);
            return;
        }

        MessagePackCountFormats.String.WriteHeader(room, (uint)textBytes, headerBytes);
        _position += room.Length;
    }

    /// <summary>Writes a binary.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> block) => WriteBlock(MessagePackCountFormats.Binary, block);

    /// <summary>Writes the header of an array; <paramref name="count"/> values must follow.</summary>
    public void WriteArrayHeader(int count) => WriteCount(MessagePackCountFormats.Array, count);

    /// <summary>Writes the header of a map; <paramref name="count"/> pairs of key and value must follow.</summary>
    public void WriteMapHeader(int count) => WriteCount(MessagePackCountFormats.Map, count);

    private void WriteFormat(byte format)
    {
        int at = _position;
        if ((uint)at >= (uint)_bytes.Length)
        {
            Fail(MessagePackError.BufferFull);
            return;
        }

        _bytes[at] = format;
        _position = at + 1;
    }

    /// <summary>Writes a format byte and the lowest <paramref name="width"/> bytes of <paramref name="bits"/>.</summary>
    private void WriteInteger(byte format, int width, ulong bits)
    {
        if (!HasRoomFor(1 + width)) return;
        Span<byte> room = _bytes.Slice(_position, 1 + width);
        room[0] = format;
        switch (width)
        {
            case 0: break;
            case 1: room[1] = unchecked((byte)bits); break;
            case 2: BinaryPrimitives.WriteUInt16BigEndian(room.Slice(1), unchecked((ushort)bits)); break;
            case 4: BinaryPrimitives.WriteUInt32BigEndian(room.Slice(1), unchecked((uint)bits)); break;
            default: BinaryPrimitives.WriteUInt64BigEndian(room.Slice(1), bits); break;
        }

        _position += 1 + width;
    }

    private void WriteCount(MessagePackCountFormats formats, int count)
    {
        if (count < 0)
        {
            Fail(MessagePackError.OutOfRange);
            return;
        }

        int headerBytes = formats.HeaderBytesOf((uint)count);
        if (!HasRoomFor(headerBytes)) return;
        formats.WriteHeader(_bytes.Slice(_position), (uint)count, headerBytes);
        _position += headerBytes;
    }

    private void WriteBlock(MessagePackCountFormats formats, scoped ReadOnlySpan<byte> block)
    {
        int headerBytes = formats.HeaderBytesOf((uint)block.Length);
        if (block.Length > _bytes.Length - _position || !HasRoomFor(headerBytes + block.Length))
        {
            Fail(MessagePackError.BufferFull);
            return;
        }

        formats.WriteHeader(_bytes.Slice(_position), (uint)block.Length, headerBytes);
        block.CopyTo(_bytes.Slice(_position + headerBytes));
        _position += headerBytes + block.Length;
    }

    private bool HasRoomFor(int bytes)
    {
        if (bytes <= _bytes.Length - _position) return true;
        Fail(MessagePackError.BufferFull);
        return false;
    }

    private void Fail(MessagePackError error)
    {
        if (_error != MessagePackError.None) return;
        _error = error;
        _bytes = default;
    }
}
