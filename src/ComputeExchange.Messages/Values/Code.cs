using System.Text;

namespace ComputeExchange.Messages;

/// <summary>The code of a SKU, region, participant, basket, workload or session: 1 to 32 printable ASCII characters;
/// the default value is "none".</summary>
public readonly struct Code : IEquatable<Code>
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;
    private readonly byte _length;

    private Code(ReadOnlySpan<byte> text)
    {
        _first = PackedAscii.Word(text, 0);
        _second = PackedAscii.Word(text, 1);
        _third = PackedAscii.Word(text, 2);
        _fourth = PackedAscii.Word(text, 3);
        _length = (byte)text.Length;
    }

    /// <summary>Characters; 0 for none.</summary>
    public int Length => _length;

    /// <summary>Reads a code; false when it is empty, too long or not printable ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Code code)
    {
        bool valid = text.Length is >= 1 and <= MaxLength && PackedAscii.IsPrintable(text);
        code = valid ? new Code(text) : default;
        return valid;
    }

    /// <summary>Reads a code; false when it is empty, too long or not printable ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Code code)
    {
        code = default;
        if (text.Length is < 1 or > MaxLength || !PackedAscii.IsPrintable(text))
            return false;
        Span<byte> bytes = stackalloc byte[MaxLength];
        return TryParse(bytes[..Encoding.ASCII.GetBytes(text, bytes)], out code);
    }

    /// <summary>A code from text.</summary>
    /// <exception cref="FormatException">The text is empty, too long or not printable ASCII.</exception>
    public static Code Parse(string text) =>
        TryParse(text, out Code code)
            ? code
            : throw new FormatException($"'{text}' is no code: 1 to {MaxLength} printable ASCII characters.");

    /// <summary>Whether the code begins with the given characters.</summary>
    public bool StartsWith(ReadOnlySpan<byte> beginning)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return text[..CopyTo(text)].StartsWith(beginning);
    }

    /// <summary>Writes the characters and returns how many.</summary>
    /// <exception cref="IndexOutOfRangeException">The destination is shorter than the code.</exception>
    public int CopyTo(Span<byte> destination)
    {
        PackedAscii.CopyTo(_first, 0, _length, destination);
        PackedAscii.CopyTo(_second, 1, _length, destination);
        PackedAscii.CopyTo(_third, 2, _length, destination);
        PackedAscii.CopyTo(_fourth, 3, _length, destination);
        return _length;
    }

    /// <inheritdoc/>
    public bool Equals(Code other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Code other && Equals(other);

    /// <summary>A hash that is the same on every machine and in every run.</summary>
    public override int GetHashCode()
    {
        unchecked
        {
            ulong mixed = (_first ^ _third * 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ mixed >> 32 ^ _second ^ _fourth * 0xD6E8FEB86659FD93) * 0x94D049BB133111EB;
            return (int)(mixed ^ mixed >> 32);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..CopyTo(text)]);
    }

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(Code left, Code right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Code left, Code right) => !left.Equals(right);
}
