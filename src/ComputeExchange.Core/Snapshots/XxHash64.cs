using System.Buffers.Binary;
using System.Numerics;

namespace ComputeExchange.Core.Snapshots;

/// <summary>XXH64, the published 64-bit hash (Collet, xxHash specification 0.1.1), so that any implementation of it can check
/// ours. It finds accidents, not forgeries.</summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        unchecked
        {
            ulong length = (ulong)bytes.Length;
            ulong hash = bytes.Length >= StripeBytes ? Stripes(ref bytes, seed) : seed + Prime5;
            return Avalanche(Tail(bytes, hash + length));
        }
    }

    /// <summary>Four lanes of eight bytes each, which do not wait for each other; leaves what is shorter than a stripe.</summary>
    private static ulong Stripes(ref ReadOnlySpan<byte> bytes, ulong seed)
    {
        unchecked
        {
            ulong first = seed + Prime1 + Prime2, second = seed + Prime2, third = seed, fourth = seed - Prime1;
            while (bytes.Length >= StripeBytes)
            {
                first = Round(first, Word(bytes));
                second = Round(second, Word(bytes[8..]));
                third = Round(third, Word(bytes[16..]));
                fourth = Round(fourth, Word(bytes[24..]));
                bytes = bytes[StripeBytes..];
            }
            ulong hash = BitOperations.RotateLeft(first, 1) + BitOperations.RotateLeft(second, 7)
                + BitOperations.RotateLeft(third, 12) + BitOperations.RotateLeft(fourth, 18);
            return Merge(Merge(Merge(Merge(hash, first), second), third), fourth);
        }
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes, ulong hash)
    {
        unchecked
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, Word(bytes)), 27) * Prime1 + Prime4;
            if (bytes.Length >= 4)
            {
                ulong half = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                hash = BitOperations.RotateLeft(hash ^ half * Prime1, 23) * Prime2 + Prime3;
                bytes = bytes[4..];
            }
            foreach (byte one in bytes)
                hash = BitOperations.RotateLeft(hash ^ one * Prime5, 11) * Prime1;
            return hash;
        }
    }

    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ hash >> 33) * Prime2;
            hash = (hash ^ hash >> 29) * Prime3;
            return hash ^ hash >> 32;
        }
    }

    private static ulong Merge(ulong hash, ulong lane) => unchecked((hash ^ Round(0, lane)) * Prime1 + Prime4);

    private static ulong Round(ulong lane, ulong word) =>
        unchecked(BitOperations.RotateLeft(lane + word * Prime2, 31) * Prime1);

    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
