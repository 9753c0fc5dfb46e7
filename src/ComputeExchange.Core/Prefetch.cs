using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ComputeExchange.Core;

/// <summary>Tells the processor what will be looked at soon. It changes nothing but time, and is nothing on other processors.</summary>
/// <remarks>By addresses: a reference to a field or an element is looked through for null or for a length first, which would wait for the
/// very line that is to be fetched. An address is a hint: that the collector may move the object does no harm.</remarks>
internal static class Prefetch
{
    public const int LineBytes = 64;

    /// <summary>Before the elements of an array come its type and its length.</summary>
    private const int ElementsOffset = 2 * sizeof(long);

    /// <summary>Begins to fetch the cache line of an address.</summary>
    public static unsafe void Address(nint address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(unchecked((void*)address));
    }

    /// <summary>Begins to fetch a cache line of an object: the one with so many bytes before it.</summary>
    public static void Object(object target, nint offset = 0) => Address(unchecked(Unsafe.As<object, nint>(ref target) + offset));

    /// <summary>Begins to fetch an element of an array.</summary>
    public static void Element<T>(T[] array, int index) => Object(array, ElementsOffset + (nint)index * Unsafe.SizeOf<T>());
}
