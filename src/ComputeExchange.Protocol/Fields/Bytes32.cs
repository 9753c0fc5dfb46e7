using System.Runtime.CompilerServices;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>256 bits by value: a nonce, an answer to one, the hash of a journal's head.</summary>
[InlineArray(Size)]
public struct Bytes32 : IEquatable<Bytes32>
{
    /// <summary>How many bytes.</summary>
    public const int Size = 32;

    private byte _first;

    /// <summary>Takes 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public static Bytes32 From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"{bytes.Length} bytes are not {Size}.", nameof(bytes));
        Bytes32 value = default;
        bytes.CopyTo(value);
        return value;
    }

    /// <summary>Whether all bytes are equal; not in constant time, so never for secrets.</summary>
    public readonly bool Equals(Bytes32 other)
    {
        ReadOnlySpan<byte> mine = this;
        ReadOnlySpan<byte> others = other;
        return mine.SequenceEqual(others);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(this);
        return hash.ToHashCode();
    }

    /// <summary>The bytes in hexadecimal.</summary>
    public override readonly string ToString() => Convert.ToHexStringLower(this);

    internal static Bytes32 Read(ref MessagePackReader reader)
    {
        Bytes32 value = default;
        reader.ReadBinaryExactly(value);
        return value;
    }

    internal static void Write(ref MessagePackWriter writer, in Bytes32 value) => writer.WriteBinary(value);
}
