using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ComputeExchange.Core;

/// <summary>Ascending integers in an array, searched with hardly a branch that could be guessed wrong. Each is less than
/// <see cref="Nothing"/>: prices and the hours of windows are.</summary>
internal static class SortedInts
{
    /// <summary>Stands behind the last integer, at least <see cref="RoomBehind"/> times: a comparison reaches beyond it.</summary>
    public const int Nothing = int.MaxValue;

    /// <summary>How many <see cref="Nothing"/> there must be.</summary>
    public const int RoomBehind = 16;

    /// <summary>Few enough to be compared all, sixteen at a time.</summary>
    public const int ScanLength = 32;

    /// <summary>An array with room for so many.</summary>
    public static int[] Make(int room)
    {
        int[] made = new int[room + RoomBehind];
        made.AsSpan().Fill(Nothing);
        return made;
    }

    /// <summary>Makes an array larger; what is in it stays.</summary>
    public static void Grow(ref int[] sorted, int room)
    {
        int[] larger = Make(room);
        sorted.CopyTo(larger, 0);
        sorted = larger;
    }

    /// <summary>Where the first is that is no less than a value: halved down to few, then counted.</summary>
    /// <param name="sorted">The array.</param>
    /// <param name="from">Where they begin.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="value">What is looked for.</param>
    public static int LowerBound(int[] sorted, int from, int length, int value)
    {
        int low = from;
        while (length > ScanLength)
        {
            int half = length >> 1;
            low = sorted[low + half - 1] < value ? low + half : low;
            length -= half;
        }
        // No load leaves the array: behind the last there is room for sixteen.
        ref int first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(sorted), low);
        Vector512<int> wanted = Vector512.Create(value);
        int below = 0;
        for (int at = 0; at < length; at += Vector512<int>.Count)
        {
            Vector512<int> sixteen = Vector512.LoadUnsafe(ref first, unchecked((nuint)at));
            below += BitOperations.PopCount(Vector512.LessThan(sixteen, wanted).ExtractMostSignificantBits());
        }
        return low + below;
    }
}
