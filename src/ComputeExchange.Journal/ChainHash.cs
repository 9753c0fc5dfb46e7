using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ComputeExchange.Journal;

/// <summary>A SHA-256 over everything that a journal holds up to a place in it, by value: 32 bytes. Who knows the one of its
/// head can tell whether a single bit before it was changed since, checksums made anew or not.</summary>
/// <remarks>All zeros stand for nothing before: the hash that the first segment of a journal begins with.</remarks>
[InlineArray(Size)]
public struct ChainHash : IEquatable<ChainHash>
{
    /// <summary>How many bytes.</summary>
    public const int Size = 32;

    private byte _first;

    /// <summary>Whether all bytes are equal.</summary>
    public static bool operator ==(in ChainHash left, in ChainHash right) => left.Equals(right);

    /// <summary>Whether any byte differs.</summary>
    public static bool operator !=(in ChainHash left, in ChainHash right) => !left.Equals(right);

    /// <summary>Takes a hash that stands somewhere.</summary>
    /// <exception cref="ArgumentException">Another number of bytes than 32.</exception>
    public static ChainHash From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        ChainHash hash = default;
        bytes.CopyTo(hash);
        return hash;
    }

    /// <summary>Reads 64 hexadecimal digits, as <see cref="ToString"/> writes them.</summary>
    public static bool TryParse(string text, out ChainHash hash)
    {
        hash = default;
        return text.Length == Size * 2
            && Convert.FromHexString(text, hash, out _, out int written) == System.Buffers.OperationStatus.Done
            && written == Size;
    }

    /// <summary>Whether all bytes are equal.</summary>
    public readonly bool Equals(ChainHash other)
    {
        ReadOnlySpan<byte> mine = this;
        ReadOnlySpan<byte> others = other;
        return mine.SequenceEqual(others);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ChainHash other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(this);
        return hash.ToHashCode();
    }

    /// <summary>The bytes in hexadecimal.</summary>
    public override readonly string ToString() => Convert.ToHexStringLower(this);

    internal static ChainHash Of(ReadOnlySpan<byte> bytes)
    {
        ChainHash hash = default;
        SHA256.HashData(bytes, hash);
        return hash;
    }
}

/// <summary>How far a journal is chained: everything up to a command, and the hash over it.</summary>
/// <param name="Sequence">The last record that the hash covers.</param>
/// <param name="Hash">It.</param>
public readonly record struct JournalHead(long Sequence, ChainHash Hash);
