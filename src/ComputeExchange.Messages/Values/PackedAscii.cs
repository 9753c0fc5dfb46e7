using System.Buffers.Binary;

namespace ComputeExchange.Messages;

/// <summary>Printable ASCII text packed into integers, eight characters a word, the first in the lowest byte, zeros behind.</summary>
/// <remarks>Codes and order ids live inside commands and orders as plain integers: no heap object, compared in a few cycles.</remarks>
internal static class PackedAscii
{
    private const int BytesPerWord = sizeof(ulong);

    public static bool IsPrintable(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E);

    public static bool IsPrintable(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~');

    public static ulong Word(ReadOnlySpan<byte> text, int word)
    {
        int start = word * BytesPerWord;
        if (start >= text.Length)
            return 0;
        if (text.Length - start >= BytesPerWord)
            return BinaryPrimitives.ReadUInt64LittleEndian(text[start..]);
        ulong packed = 0;
        for (int i = text.Length - 1; i >= start; i--)
            packed = packed << 8 | text[i];
        return packed;
    }

    public static void CopyTo(ulong packed, int word, int length, Span<byte> destination)
    {
        int end = Math.Min(length, (word + 1) * BytesPerWord);
        for (int i = word * BytesPerWord; i < end; i++)
        {
            destination[i] = (byte)(packed & 0xFF);
            packed >>= 8;
        }
    }
}
