namespace ComputeExchange.Core.Books;

/// <summary>What can be told better from worse.</summary>
/// <typeparam name="T">Itself.</typeparam>
internal interface IBestFirst<T>
{
    /// <summary>Whether this one comes before another.</summary>
    bool IsBefore(in T other);
}

/// <summary>A heap with the best at the front: what a walk merges many sorted lists with. Scratch, used anew for each walk.</summary>
/// <typeparam name="T">What is ordered; no two are equal in order.</typeparam>
internal sealed class BestFirst<T> where T : struct, IBestFirst<T>
{
    private T[] _items = new T[16];

    public int Count { get; private set; }

    /// <summary>The best of all; only while there is one.</summary>
    public ref readonly T Best => ref _items[0];

    /// <summary>Forgets all, and keeps nothing alive.</summary>
    public void Clear()
    {
        _items.AsSpan(0, Count).Clear();
        Count = 0;
    }

    public void Push(in T item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        int at = Count++;
        for (int parent = (at - 1) / 2; at > 0 && item.IsBefore(_items[parent]); parent = (at - 1) / 2)
        {
            _items[at] = _items[parent];
            at = parent;
        }
        _items[at] = item;
    }

    /// <summary>Takes the best.</summary>
    public T Pop()
    {
        T best = _items[0];
        T last = PopLast();
        if (Count > 0)
            ReplaceBest(last);
        return best;
    }

    /// <summary>Takes any, the one that costs least to take.</summary>
    public T PopLast()
    {
        T last = _items[--Count];
        _items[Count] = default;
        return last;
    }

    /// <summary>Puts another in the place of the best.</summary>
    public void ReplaceBest(in T item)
    {
        int at = 0;
        for (int child = 1; child < Count; child = at * 2 + 1)
        {
            if (child + 1 < Count && _items[child + 1].IsBefore(_items[child]))
                child++;
            if (!_items[child].IsBefore(item))
                break;
            _items[at] = _items[child];
            at = child;
        }
        _items[at] = item;
    }
}
