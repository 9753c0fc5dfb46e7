// A session's request number that comes again is the same request only if its body is the same. The core remembers 64 bits
// a request for that. The journal carries a CRC of its own against damage, and a client can only harm itself by colliding
// on purpose, so a fast hash serves: XXH64 with seed 0 (Yann Collet, xxHash specification 0.1.1, 2016).

using System.Buffers.Binary;
using System.Numerics;

namespace ComputeExchange.Protocol;

/// <summary>The 64-bit hash of a request's body: XXH64 with seed 0, the same on every machine.</summary>
public static class BodyHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    /// <summary>The hash of the whole body, the MessagePack array exactly as it was sent.</summary>
    public static ulong Of(ReadOnlySpan<byte> body)
    {
        unchecked
        {
            ReadOnlySpan<byte> rest = body;
            ulong hash = (body.Length >= StripeBytes ? Stripes(ref rest) : Prime5) + (ulong)body.Length;
            for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            {
                ulong word = Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                hash = BitOperations.RotateLeft(hash ^ word, 27) * Prime1 + Prime4;
            }

            if (rest.Length >= sizeof(uint))
            {
                ulong word = BinaryPrimitives.ReadUInt32LittleEndian(rest);
                hash = BitOperations.RotateLeft(hash ^ word * Prime1, 23) * Prime2 + Prime3;
                rest = rest[sizeof(uint)..];
            }

            foreach (byte last in rest)
                hash = BitOperations.RotateLeft(hash ^ last * Prime5, 11) * Prime1;
            hash = (hash ^ hash >> 33) * Prime2;
            hash = (hash ^ hash >> 29) * Prime3;
            return hash ^ hash >> 32;
        }
    }

    /// <summary>Four lanes over whole stripes of 32 bytes; leaves what is less than a stripe.</summary>
    private static ulong Stripes(ref ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            ulong first = Prime1 + Prime2, second = Prime2, third = 0, fourth = 0 - Prime1;
            for (; rest.Length >= StripeBytes; rest = rest[StripeBytes..])
            {
                first = Round(first, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                second = Round(second, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
                third = Round(third, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
                fourth = Round(fourth, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
            }

            ulong hash = BitOperations.RotateLeft(first, 1) + BitOperations.RotateLeft(second, 7)
                + BitOperations.RotateLeft(third, 12) + BitOperations.RotateLeft(fourth, 18);
            return Merge(Merge(Merge(Merge(hash, first), second), third), fourth);
        }
    }

    private static ulong Round(ulong lane, ulong word)
    {
        unchecked
        {
            return BitOperations.RotateLeft(lane + word * Prime2, 31) * Prime1;
        }
    }

    private static ulong Merge(ulong hash, ulong lane)
    {
        unchecked
        {
            return (hash ^ Round(0, lane)) * Prime1 + Prime4;
        }
    }
}
