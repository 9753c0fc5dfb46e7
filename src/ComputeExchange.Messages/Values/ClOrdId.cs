using System.Numerics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace ComputeExchange.Messages;

/// <summary>A client order id: 1 to 20 printable ASCII characters; the default value is "none".</summary>
public readonly struct ClOrdId : IEquatable<ClOrdId>
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 20;

    /// <summary>The most characters of a quote's id, which is an order id less the ending of its side.</summary>
    public const int MaxQuoteIdLength = MaxLength - 2;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly uint _third;
    private readonly byte _length;

    private ClOrdId(ReadOnlySpan<byte> text)
    {
        _first = PackedAscii.Word(text, 0);
        _second = PackedAscii.Word(text, 1);
        _third = (uint)PackedAscii.Word(text, 2);
        _length = (byte)text.Length;
    }

    /// <summary>Characters; 0 for none.</summary>
    public int Length => _length;

    /// <summary>Reads an id; false when it is empty, too long or not printable ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ClOrdId id)
    {
        bool valid = text.Length is >= 1 and <= MaxLength && PackedAscii.IsPrintable(text);
        id = valid ? new ClOrdId(text) : default;
        return valid;
    }

    /// <summary>Reads an id; false when it is empty, too long or not printable ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ClOrdId id)
    {
        id = default;
        if (text.Length is < 1 or > MaxLength || !PackedAscii.IsPrintable(text))
            return false;
        Span<byte> bytes = stackalloc byte[MaxLength];
        return TryParse(bytes[..Encoding.ASCII.GetBytes(text, bytes)], out id);
    }

    /// <summary>An id from text.</summary>
    /// <exception cref="FormatException">The text is empty, too long or not printable ASCII.</exception>
    public static ClOrdId Parse(string text) =>
        TryParse(text, out ClOrdId id)
            ? id
            : throw new FormatException($"'{text}' is no ClOrdId: 1 to {MaxLength} printable ASCII characters.");

    /// <summary>This id with an ending: `.B` and `.A` name the sides of a quote.</summary>
    /// <exception cref="InvalidOperationException">The result would be too long.</exception>
    public ClOrdId WithEnding(ReadOnlySpan<byte> ending)
    {
        Span<byte> text = stackalloc byte[MaxLength + MaxLength];
        int length = CopyTo(text);
        ending.CopyTo(text[length..]);
        return TryParse(text[..(length + ending.Length)], out ClOrdId id)
            ? id
            : throw new InvalidOperationException($"'{this}' is too long for an ending.");
    }

    /// <summary>Whether the id begins with the given characters.</summary>
    public bool StartsWith(ReadOnlySpan<byte> beginning)
    {
        // Most ids differ from a beginning in their first character.
        return beginning.IsEmpty || (_first & 0xFF) == beginning[0] && HasAtBeginning(beginning);
    }

    private bool HasAtBeginning(ReadOnlySpan<byte> beginning)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return text[..CopyTo(text)].StartsWith(beginning);
    }

    /// <summary>Writes the characters and returns how many.</summary>
    /// <exception cref="IndexOutOfRangeException">The destination is shorter than the id.</exception>
    public int CopyTo(Span<byte> destination)
    {
        PackedAscii.CopyTo(_first, 0, _length, destination);
        PackedAscii.CopyTo(_second, 1, _length, destination);
        PackedAscii.CopyTo(_third, 2, _length, destination);
        return _length;
    }

    /// <inheritdoc/>
    public bool Equals(ClOrdId other) => _first == other._first && _second == other._second && _third == other._third;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ClOrdId other && Equals(other);

    /// <summary>A hash that is the same on every machine and in every run.</summary>
    public override int GetHashCode() => unchecked((int)HashUnder(key: 0, salt: 0));

    /// <summary>A hash under a key: who does not know it cannot choose ids that share one. Any key does, also 0.</summary>
    internal ulong HashUnder(ulong key, ulong salt)
    {
        ulong words = Fold(_first ^ key ^ 0x9E3779B97F4A7C15, _second ^ BitOperations.RotateLeft(key, 32) ^ 0xBF58476D1CE4E5B9);
        return Fold(words ^ _third ^ salt, key ^ 0x94D049BB133111EB);
    }

    /// <summary>Both halves of the product, into one. Each is a product of its own: one that gives both gives the lower by way of
    /// memory, which takes longer.</summary>
    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _);
        return high ^ unchecked(left * right);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..CopyTo(text)]);
    }

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(ClOrdId left, ClOrdId right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(ClOrdId left, ClOrdId right) => !left.Equals(right);
}
