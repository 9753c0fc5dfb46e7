using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>A complex buy in one of its markets.</summary>
/// <param name="Order">The buy.</param>
/// <param name="LimitTicks">Its limit there.</param>
internal readonly record struct ComplexEntry(Order Order, int LimitTicks)
{
    /// <summary>Whether this one comes before another: higher limit, then earlier place.</summary>
    public bool IsBefore(in ComplexEntry other) =>
        LimitTicks != other.LimitTicks ? LimitTicks > other.LimitTicks : Order.Place < other.Order.Place;
}

/// <summary>The complex buys that rest in one market, by their limit there, highest first, then place.</summary>
/// <remarks>The hours that each may be filled in stand in arrays of their own, so that a sell finds those that it concerns at
/// some nanoseconds for each eight of the others.</remarks>
internal sealed class ComplexBook
{
    private ComplexEntry[] _entries = [];
    private int[] _firstHours = [];
    private int[] _endHours = [];

    public int Count { get; private set; }

    public ref readonly ComplexEntry this[int index] => ref _entries[index];

    public void Add(in ComplexEntry entry)
    {
        if (Count == _entries.Length)
        {
            int room = Math.Max(16, Count * 2);
            Array.Resize(ref _entries, room);
            Array.Resize(ref _firstHours, room);
            Array.Resize(ref _endHours, room);
        }
        int at = IndexOf(entry);
        Array.Copy(_entries, at, _entries, at + 1, Count - at);
        Array.Copy(_firstHours, at, _firstHours, at + 1, Count - at);
        Array.Copy(_endHours, at, _endHours, at + 1, Count - at);
        _entries[at] = entry;
        (_firstHours[at], _endHours[at]) = (entry.Order.Window.StartHour, EndOfLastStart(entry.Order));
        Count++;
    }

    public void Remove(in ComplexEntry entry)
    {
        int at = IndexOf(entry);
        Invariant.Require(at < Count && _entries[at].Order == entry.Order, "a resting complex buy is in its market");
        int behind = Count - at - 1;
        Array.Copy(_entries, at + 1, _entries, at, behind);
        Array.Copy(_firstHours, at + 1, _firstHours, at, behind);
        Array.Copy(_endHours, at + 1, _endHours, at, behind);
        _entries[--Count] = default;
    }

    /// <summary>The next buy, from an index on, that has a start whose window overlaps another; the count when there is none.
    /// </summary>
    public int NextOverlapping(DeliveryWindow window, int from)
    {
        int at = from;
        Vector256<int> start = Vector256.Create(window.StartHour), end = Vector256.Create(window.EndHour);
        ref int firstHours = ref MemoryMarshal.GetArrayDataReference(_firstHours);
        ref int endHours = ref MemoryMarshal.GetArrayDataReference(_endHours);
        for (; at + Vector256<int>.Count <= Count; at += Vector256<int>.Count)
        {
            Vector256<int> overlap =
                Vector256.LessThan(Vector256.LoadUnsafe(ref firstHours, (nuint)at), end)
                & Vector256.GreaterThan(Vector256.LoadUnsafe(ref endHours, (nuint)at), start);
            uint found = overlap.ExtractMostSignificantBits();
            if (found != 0)
                return at + BitOperations.TrailingZeroCount(found);
        }
        while (at < Count && !(_firstHours[at] < window.EndHour && _endHours[at] > window.StartHour))
            at++;
        return at;
    }

    private static int EndOfLastStart(Order buy) =>
        buy.Window.EndHour + (buy.Terms!.StartCount - 1) * buy.Terms.Step;

    private int IndexOf(in ComplexEntry entry)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = low + high >>> 1;
            if (_entries[middle].IsBefore(entry))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
