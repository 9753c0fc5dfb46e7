using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ComputeExchange.Core;

/// <summary>Moves elements of an array by one place, to make or fill a gap. What is copied over itself goes by way of the C library
/// otherwise, and here it is mostly a few elements. Each is of 1, 2, 4, 8, 16 or 32 bytes.</summary>
internal static class Shift
{
    /// <summary>Moves so many elements from an index on one place up; what stood behind the last is overwritten.</summary>
    public static void Up<T>(T[] array, int from, int count)
        where T : unmanaged
    {
        ref byte first = ref FirstOf(array, from, count);
        nuint size = (nuint)Unsafe.SizeOf<T>();
        nuint left = (nuint)count * size;
        for (; left >= (nuint)Vector256<byte>.Count; left -= (nuint)Vector256<byte>.Count)
        {
            nuint at = left - (nuint)Vector256<byte>.Count;
            Vector256.LoadUnsafe(ref first, at).StoreUnsafe(ref first, at + size);
        }
        for (; left > 0; left -= size)
            Copy<T>(ref first, left - size, left);
    }

    /// <summary>Moves so many elements behind an index one place down; what stood there is overwritten.</summary>
    public static void Down<T>(T[] array, int to, int count)
        where T : unmanaged
    {
        ref byte first = ref FirstOf(array, to, count);
        nuint size = (nuint)Unsafe.SizeOf<T>();
        nuint end = (nuint)count * size;
        nuint at = 0;
        for (; end - at >= (nuint)Vector256<byte>.Count; at += (nuint)Vector256<byte>.Count)
            Vector256.LoadUnsafe(ref first, at + size).StoreUnsafe(ref first, at);
        for (; at < end; at += size)
            Copy<T>(ref first, at + size, at);
    }

    /// <summary>Where the elements begin that are read or written, one more than are moved; the array has all of them.</summary>
    private static ref byte FirstOf<T>(T[] array, int from, int count)
        where T : unmanaged
    {
        // Decided when it is compiled: otherwise what is left behind the last vector would begin within an element.
        Invariant.Require(Vector256<byte>.Count % Unsafe.SizeOf<T>() == 0, "a vector holds whole elements");
        return ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(array.AsSpan(from, count + 1)));
    }

    private static void Copy<T>(ref byte first, nuint from, nuint to)
        where T : unmanaged =>
        Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref first, to), Unsafe.ReadUnaligned<T>(ref Unsafe.AddByteOffset(ref first, from)));
}
