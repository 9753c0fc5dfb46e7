namespace ComputeExchange.Core.Books.Stretches;

/// <summary>The stretches of one offer in order of start. No two share an hour, so that an hour finds its stretch by halving,
/// however many there are.</summary>
internal sealed class StretchList
{
    private Stretch[] _items = [];

    public int Count { get; private set; }

    public Stretch this[int index] => _items[index];

    /// <summary>The stretch that an hour lies in.</summary>
    public Stretch At(int hour)
    {
        int index = FirstFrom(hour + 1) - 1;
        Invariant.Require(index >= 0 && hour < _items[index].Hours.EndHour, "hours that are sold lie in a stretch of their offer");
        return _items[index];
    }

    public void Insert(Stretch stretch)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Math.Max(2, Count * 2));
        int at = FirstFrom(stretch.Hours.StartHour);
        _items.AsSpan(at, Count - at).CopyTo(_items.AsSpan(at + 1));
        _items[at] = stretch;
        Count++;
    }

    public void Remove(Stretch stretch)
    {
        int at = FirstFrom(stretch.Hours.StartHour);
        Invariant.Require(at < Count && _items[at] == stretch, "a stretch is listed with its offer");
        _items.AsSpan(at + 1, Count - at - 1).CopyTo(_items.AsSpan(at));
        _items[--Count] = null!;
    }

    public void Clear()
    {
        _items.AsSpan(0, Count).Clear();
        Count = 0;
    }

    /// <summary>The first stretch that starts at an hour or later.</summary>
    private int FirstFrom(int hour)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = low + high >>> 1;
            if (_items[middle].Hours.StartHour < hour)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
