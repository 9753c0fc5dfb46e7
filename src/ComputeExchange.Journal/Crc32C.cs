using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;
using Arm = System.Runtime.Intrinsics.Arm;

namespace ComputeExchange.Journal;

/// <summary>
/// CRC-32C (Castagnoli 1993; reflected polynomial 0x82F63B78, initial and final value all ones), the checksum that
/// x86 and ARM processors compute by instruction.
/// </summary>
public static class Crc32C
{
    private const uint ReflectedPolynomial = 0x82F6_3B78;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of the bytes that gave <paramref name="crc"/> followed by <paramref name="bytes"/>; it begins
    /// with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (Sse42.X64.IsSupported)
            return ~AppendX64(~crc, bytes);
        if (Arm.Crc32.Arm64.IsSupported)
            return ~AppendArm64(~crc, bytes);
        return AppendSoftware(crc, bytes);
    }

    /// <summary>The same by table, for processors without the instruction.</summary>
    internal static uint AppendSoftware(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (byte value in bytes)
            crc = Table[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint AppendX64(uint crc, ReadOnlySpan<byte> bytes)
    {
        ulong wide = crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            wide = Sse42.X64.Crc32(wide, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        crc = unchecked((uint)wide);
        foreach (byte value in bytes)
            crc = Sse42.Crc32(crc, value);
        return crc;
    }

    private static uint AppendArm64(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = Arm.Crc32.Arm64.ComputeCrc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes)
            crc = Arm.Crc32.ComputeCrc32C(crc, value);
        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            uint crc = index;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ReflectedPolynomial : crc >> 1;
            table[index] = crc;
        }

        return table;
    }
}
