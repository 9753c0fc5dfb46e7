using System.Buffers.Binary;

namespace ComputeExchange.Messages;

/// <summary>Printable ASCII text packed into integers, eight characters a word, the first in the lowest byte, zeros behind.</summary>
/// <remarks>Codes and order ids live inside commands and orders as plain integers: no heap object, compared in a few cycles.</remarks>
internal static class PackedAscii
{
    private const int BytesPerWord = sizeof(ulong);
    private const int BitsPerByte = 8;

    public static bool IsPrintable(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E);

    public static bool IsPrintable(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~');

    public static ulong Word(ReadOnlySpan<byte> text, int word)
    {
        int start = word * BytesPerWord;
        if (start >= text.Length)
            return 0;
        if (text.Length - start >= BytesPerWord)
            return BinaryPrimitives.ReadUInt64LittleEndian(text[start..]);
        return text.Length >= BytesPerWord
            ? BinaryPrimitives.ReadUInt64LittleEndian(text[^BytesPerWord..]) >> BitsPerByte * (start + BytesPerWord - text.Length)
            : Short(text);
    }

    /// <summary>One to seven characters: two halves that overlap hold the same where they do.</summary>
    private static ulong Short(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(uint))
        {
            ulong end = BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]);
            return BinaryPrimitives.ReadUInt32LittleEndian(text) | end << BitsPerByte * (text.Length - sizeof(uint));
        }

        ulong packed = 0;
        for (int i = text.Length - 1; i >= 0; i--)
            packed = packed << BitsPerByte | text[i];
        return packed;
    }

    public static void CopyTo(ulong packed, int word, int length, Span<byte> destination)
    {
        int end = Math.Min(length, (word + 1) * BytesPerWord);
        if (end == (word + 1) * BytesPerWord)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(word * BytesPerWord)..], packed);
            return;
        }

        for (int i = word * BytesPerWord; i < end; i++)
        {
            destination[i] = (byte)(packed & 0xFF);
            packed >>= 8;
        }
    }
}
