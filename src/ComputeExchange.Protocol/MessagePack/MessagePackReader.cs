// Reads what strangers send. Every read is bounded by the bytes at hand and by the caller's caps, and a refusal is
// a value, not an exception: a message decoder reads its fields straight down and looks once, at the end.
//
// The first refusal empties the reader, so the bounds check that every read makes anyway is also the check for an
// earlier refusal; the fast path pays nothing for it.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace ComputeExchange.Protocol.MessagePack;

/// <summary>Reads MessagePack values from a span, one after the other; allocates nothing and throws nothing.</summary>
/// <remarks>
/// Errors are sticky: after the first, every read returns its type's default and <see cref="Position"/> stays at the start
/// of the value that was refused. Strings and binaries are slices of the source. Not for use by several threads.
/// </remarks>
public ref struct MessagePackReader
{
    private readonly bool _canonicalOnly;
    private ReadOnlySpan<byte> _bytes;
    private int _position;
    private MessagePackError _error;

    /// <summary>A reader of <paramref name="bytes"/>; without options, any valid encoding is accepted.</summary>
    public MessagePackReader(ReadOnlySpan<byte> bytes, MessagePackReaderOptions? options = null)
    {
        options ??= MessagePackReaderOptions.Lenient;
        _bytes = bytes;
        _canonicalOnly = options.CanonicalOnly;
        Options = options;
    }

    /// <summary>The first refusal, or <see cref="MessagePackError.None"/>.</summary>
    public readonly MessagePackError Error => _error;

    /// <summary>Bytes consumed so far; after a refusal, the offset of the value that was refused.</summary>
    public readonly int Position => _position;

    /// <summary>The type of the next value; <see cref="MessagePackType.None"/> at the end and after a refusal.</summary>
    public readonly MessagePackType NextType =>
        (uint)_position < (uint)_bytes.Length ? MessagePackFormat.TypeOf(_bytes[_position]) : MessagePackType.None;

    internal MessagePackReaderOptions Options { get; }

    private readonly int Remaining => _bytes.Length - _position;

    /// <summary>Ends the message: bytes left over are <see cref="MessagePackError.TrailingBytes"/>.</summary>
    /// <returns>The first refusal of the whole message, or <see cref="MessagePackError.None"/>.</returns>
    public MessagePackError Finish()
    {
        if (Remaining > 0) Refuse(MessagePackError.TrailingBytes);
        return _error;
    }

    /// <summary>Refuses the message for a reason that the caller found, such as an enumeration out of range.</summary>
    /// <remarks>Does nothing when something was refused before, or when <paramref name="error"/> is None.</remarks>
    public void Refuse(MessagePackError error)
    {
        if (_error != MessagePackError.None || error == MessagePackError.None) return;
        _error = error;
        _bytes = default;
    }

    /// <summary>Reads nil.</summary>
    public void ReadNil()
    {
        if (!TryReadNil()) RefuseNext();
    }

    /// <summary>Consumes nil if it is next: how an optional field says that it is absent.</summary>
    /// <returns>True when nil was there. False, with nothing consumed or refused, when anything else is.</returns>
    public bool TryReadNil()
    {
        if (NextFormat() != MessagePackFormat.Nil) return false;
        _position++;
        return true;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean()
    {
        int format = NextFormat();
        if (format is not (MessagePackFormat.True or MessagePackFormat.False)) return RefuseNext() != 0;
        _position++;
        return format == MessagePackFormat.True;
    }

    /// <summary>Reads an integer of 0 to 255.</summary>
    public byte ReadByte() => (byte)ReadInteger(0, byte.MaxValue);

    /// <summary>Reads an integer of 0 to 65,535.</summary>
    public ushort ReadUInt16() => (ushort)ReadInteger(0, ushort.MaxValue);

    /// <summary>Reads an integer of -2^31 to 2^31 - 1.</summary>
    public int ReadInt32() => (int)ReadInteger(int.MinValue, int.MaxValue);

    /// <summary>Reads an integer of 0 to 2^32 - 1.</summary>
    public uint ReadUInt32() => (uint)ReadInteger(0, uint.MaxValue);

    /// <summary>Reads an integer of -2^63 to 2^63 - 1.</summary>
    public long ReadInt64() => ReadInteger(long.MinValue, long.MaxValue);

    /// <summary>Reads an integer of 0 to 2^64 - 1.</summary>
    public ulong ReadUInt64()
    {
        // Only uint 64 reaches beyond a long; everything else is the common case.
        if (NextFormat() != MessagePackFormat.UInt64 || Remaining < 1 + sizeof(ulong))
            return (ulong)ReadInteger(0, long.MaxValue);
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(_position + 1));
        if (_canonicalOnly && value <= uint.MaxValue) return (ulong)Fail(MessagePackError.NotCanonical);
        _position += 1 + sizeof(ulong);
        return value;
    }

    /// <summary>Reads an integer of <paramref name="least"/> to <paramref name="most"/>, both inclusive.</summary>
    /// <returns>The value; 0 when refused, whether or not 0 lies in the range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInteger(long least, long most)
    {
        // Most numbers of a message are small, and their ranges are known to the caller's compiler.
        int at = _position;
        if ((uint)at < (uint)_bytes.Length && _bytes[at] is byte small and <= MessagePackFormat.PositiveFixIntMost
            && small >= least && small <= most)
        {
            _position = at + 1;
            return small;
        }

        return ReadAnyInteger(least, most);
    }

    private long ReadAnyInteger(long least, long most)
    {
        int at = _position;
        ReadOnlySpan<byte> bytes = _bytes;
        if ((uint)at >= (uint)bytes.Length) return Fail(MessagePackError.Truncated);
        byte format = bytes[at];
        long value;
        int size = 1;
        if (format <= MessagePackFormat.PositiveFixIntMost) value = format;
        else if (format >= MessagePackFormat.NegativeFixIntLeast) value = unchecked((sbyte)format);
        else if ((size = ReadWideInteger(format, bytes.Slice(at + 1), out value)) == 0) return 0;

        if (value < least || value > most) return Fail(MessagePackError.OutOfRange);
        _position = at + size;
        return value;
    }

    /// <summary>Reads a float of either width; NaN and infinities are <see cref="MessagePackError.NotFinite"/>.</summary>
    /// <remarks>
    /// A canonical reader takes 64 bits only. An integer is not a float: <see cref="MessagePackError.WrongType"/>.
    /// </remarks>
    public double ReadFloat64()
    {
        if (NextFormat() == MessagePackFormat.Float32)
            return _canonicalOnly ? Fail(MessagePackError.NotCanonical) : ReadFloat32();
        if (NextFormat() != MessagePackFormat.Float64) return RefuseNext();
        if (Remaining < 1 + sizeof(double)) return Fail(MessagePackError.Truncated);
        double value = BinaryPrimitives.ReadDoubleBigEndian(_bytes.Slice(_position + 1));
        if (!double.IsFinite(value)) return Fail(MessagePackError.NotFinite);
        _position += 1 + sizeof(double);
        return value;
    }

    /// <summary>Reads a float of 32 bits; NaN and infinities are <see cref="MessagePackError.NotFinite"/>.</summary>
    /// <remarks>A float of 64 bits is never narrowed: <see cref="MessagePackError.WrongType"/>.</remarks>
    public float ReadFloat32()
    {
        if (NextFormat() != MessagePackFormat.Float32) return RefuseNext();
        if (Remaining < 1 + sizeof(float)) return Fail(MessagePackError.Truncated);
        float value = BinaryPrimitives.ReadSingleBigEndian(_bytes.Slice(_position + 1));
        if (!float.IsFinite(value)) return Fail(MessagePackError.NotFinite);
        _position += 1 + sizeof(float);
        return value;
    }

    /// <summary>Reads a string of at most <paramref name="maxBytes"/> bytes of well-formed UTF-8.</summary>
    /// <returns>A slice of the source; empty when refused.</returns>
    public ReadOnlySpan<byte> ReadUtf8(int maxBytes)
    {
        ReadOnlySpan<byte> text = ReadBlock(MessagePackCountFormats.String, maxBytes, out int headerBytes);
        if (!Utf8.IsValid(text))
        {
            Fail(MessagePackError.BadUtf8);
            return default;
        }

        _position += headerBytes + text.Length;
        return text;
    }

    /// <summary>Reads a string of which the caller checks what is in it.</summary>
    internal ReadOnlySpan<byte> ReadUncheckedUtf8(int maxBytes)
    {
        int at = _position;
        int length = (uint)at < (uint)_bytes.Length ? _bytes[at] - MessagePackFormat.FixString : -1;
        if (length is >= 0 and <= MessagePackFormat.FixStringMost && length <= maxBytes && length < _bytes.Length - at)
        {
            _position = at + 1 + length;
            return _bytes.Slice(at + 1, length);
        }

        ReadOnlySpan<byte> text = ReadBlock(MessagePackCountFormats.String, maxBytes, out int headerBytes);
        _position += headerBytes + text.Length;
        return text;
    }

    /// <summary>Reads a binary of at most <paramref name="maxBytes"/> bytes.</summary>
    /// <returns>A slice of the source; empty when refused.</returns>
    public ReadOnlySpan<byte> ReadBinary(int maxBytes)
    {
        ReadOnlySpan<byte> block = ReadBlock(MessagePackCountFormats.Binary, maxBytes, out int headerBytes);
        _position += headerBytes + block.Length;
        return block;
    }

    /// <summary>Reads a binary of exactly the length of <paramref name="destination"/>, such as a nonce or a key hash.</summary>
    /// <remarks>Another length is <see cref="MessagePackError.WrongLength"/>; refused, the destination is untouched.</remarks>
    public void ReadBinaryExactly(scoped Span<byte> destination)
    {
        ReadOnlySpan<byte> block = ReadBlock(MessagePackCountFormats.Binary, int.MaxValue, out int headerBytes);
        if (_error != MessagePackError.None) return;
        if (block.Length != destination.Length)
        {
            Fail(MessagePackError.WrongLength);
            return;
        }

        block.CopyTo(destination);
        _position += headerBytes + block.Length;
    }

    /// <summary>Reads the header of an array of at most <paramref name="maxCount"/> items; the items come next.</summary>
    /// <returns>The number of items, never more than there are bytes left (a value takes one at least); 0 when refused.</returns>
    public int ReadArrayHeader(int maxCount)
    {
        int at = _position;
        int count = (uint)at < (uint)_bytes.Length ? _bytes[at] - MessagePackFormat.FixArray : -1;
        if (count is < 0 or > MessagePackFormat.FixCountMost || count > maxCount || count >= _bytes.Length - at)
            return ReadCount(MessagePackCountFormats.Array, maxCount, bytesEachLeast: 1);
        _position = at + 1;
        return count;
    }

    /// <summary>Reads the header of an array that must have <paramref name="count"/> items: a message and its fields.</summary>
    /// <remarks>Another number is <see cref="MessagePackError.ArrayCountMismatch"/>.</remarks>
    public void ReadArrayHeaderExactly(int count)
    {
        MessagePackError error = MessagePackCountFormats.Array.ReadHeader(
            _bytes, _position, _canonicalOnly, out uint found, out int headerBytes);
        if (error == MessagePackError.None && found != count) error = MessagePackError.ArrayCountMismatch;
        if (error == MessagePackError.None) _position += headerBytes;
        else Fail(error);
    }

    /// <summary>
    /// Reads the header of a map of at most <paramref name="maxCount"/> pairs; key, value, key, value come next.
    /// </summary>
    /// <returns>
    /// The number of pairs, never more than half the bytes left; 0 when refused. Equal keys are not looked for.
    /// </returns>
    public int ReadMapHeader(int maxCount) => ReadCount(MessagePackCountFormats.Map, maxCount, bytesEachLeast: 2);

    /// <summary>Passes over the next value, whatever it holds, checking it as strictly as if it were read.</summary>
    /// <remarks>
    /// Arrays and maps nested over <see cref="MessagePackReaderOptions.MaxDepth"/> are <see cref="MessagePackError.TooDeep"/>.
    /// Extensions are refused unless <see cref="MessagePackReaderOptions.SkipExtensions"/> says otherwise.
    /// </remarks>
    public void Skip() => SkippedValue.PassOver(ref this);

    /// <summary>Passes over bytes whose shape was looked at already.</summary>
    internal void Advance(int bytes)
    {
        if (bytes > Remaining) Fail(MessagePackError.Truncated);
        else _position += bytes;
    }

    /// <returns>The encoded size, or 0 when refused.</returns>
    private int ReadWideInteger(byte format, ReadOnlySpan<byte> payload, out long value)
    {
        value = 0;
        if (format is < MessagePackFormat.UInt8 or > MessagePackFormat.Int64) return RefuseNext();
        int width = 1 << (format & 0x03);
        if (payload.Length < width) return Fail(MessagePackError.Truncated);
        switch (format)
        {
            case MessagePackFormat.UInt8: value = payload[0]; break;
            case MessagePackFormat.UInt16: value = BinaryPrimitives.ReadUInt16BigEndian(payload); break;
            case MessagePackFormat.UInt32: value = BinaryPrimitives.ReadUInt32BigEndian(payload); break;
            case MessagePackFormat.Int8: value = unchecked((sbyte)payload[0]); break;
            case MessagePackFormat.Int16: value = BinaryPrimitives.ReadInt16BigEndian(payload); break;
            case MessagePackFormat.Int32: value = BinaryPrimitives.ReadInt32BigEndian(payload); break;
            default: value = BinaryPrimitives.ReadInt64BigEndian(payload); break;
        }

        if (format == MessagePackFormat.UInt64 && value < 0) return Fail(MessagePackError.OutOfRange);
        if (_canonicalOnly && format != MessagePackFormat.OfInteger(value)) return Fail(MessagePackError.NotCanonical);
        return 1 + width;
    }

    private int ReadCount(MessagePackCountFormats formats, int maxCount, int bytesEachLeast)
    {
        MessagePackError error = formats.ReadHeader(_bytes, _position, _canonicalOnly, out uint count, out int headerBytes);
        if (error == MessagePackError.None && count > (uint)Math.Max(maxCount, 0)) error = MessagePackError.TooLong;
        if (error == MessagePackError.None && (long)count * bytesEachLeast > Remaining - headerBytes)
            error = MessagePackError.Truncated;
        if (error != MessagePackError.None) return Fail(error);
        _position += headerBytes;
        return (int)count;
    }

    /// <summary>Finds the bytes of a string, binary or extension without passing over them yet.</summary>
    internal ReadOnlySpan<byte> ReadBlock(MessagePackCountFormats formats, int maxBytes, out int headerBytes)
    {
        MessagePackError error = formats.ReadHeader(_bytes, _position, _canonicalOnly, out uint count, out headerBytes);
        if (error == MessagePackError.None && count > (uint)Math.Max(maxBytes, 0)) error = MessagePackError.TooLong;
        if (error == MessagePackError.None && count > Remaining - headerBytes) error = MessagePackError.Truncated;
        if (error == MessagePackError.None) return _bytes.Slice(_position + headerBytes, (int)count);
        headerBytes = 0;
        Fail(error);
        return default;
    }

    /// <summary>The next format byte, or -1 when there is none.</summary>
    internal readonly int NextFormat() => (uint)_position < (uint)_bytes.Length ? _bytes[_position] : -1;

    /// <summary>Refuses the next value for what it is: another type, an extension, or nothing at all.</summary>
    private int RefuseNext() => Fail(MessagePackCountFormats.WhyNot(NextFormat()));

    /// <returns>0, so that a read can refuse and return in one statement.</returns>
    private int Fail(MessagePackError error)
    {
        Refuse(error);
        return 0;
    }
}
