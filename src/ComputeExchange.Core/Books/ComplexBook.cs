using ComputeExchange.Core.Orders;

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
internal sealed class ComplexBook
{
    private ComplexEntry[] _entries = [];

    public int Count { get; private set; }

    public ref readonly ComplexEntry this[int index] => ref _entries[index];

    public void Add(in ComplexEntry entry)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Math.Max(16, Count * 2));
        int at = IndexOf(entry);
        Array.Copy(_entries, at, _entries, at + 1, Count - at);
        _entries[at] = entry;
        Count++;
    }

    public void Remove(in ComplexEntry entry)
    {
        int at = IndexOf(entry);
        Invariant.Require(at < Count && _entries[at].Order == entry.Order, "a resting complex buy is in its market");
        Array.Copy(_entries, at + 1, _entries, at, Count - at - 1);
        _entries[--Count] = default;
    }

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
