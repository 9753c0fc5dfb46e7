using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ComputeExchange.Core;

/// <summary>Tells the processor what will be looked at soon. It changes nothing but time, and is nothing on other processors.</summary>
internal static class Prefetch
{
    /// <summary>Begins to fetch the cache line of a field. The address is a hint: that the collector may move the object does no
    /// harm.</summary>
    public static unsafe void Begin<T>(ref T field)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref field));
    }
}
