namespace ComputeExchange.Core.Books.Stretches;

/// <summary>The stretches of the very same hours and least slice, as a heap by rank: the best is at the front, and every
/// item's followers are behind it, so that a search can go through them in order without sorting.</summary>
internal sealed class StretchShape
{
    private Ranked[] _items = new Ranked[4];

    public int LeastSlice { get; set; }

    /// <summary>The next shape of the same hours, with another least slice.</summary>
    public StretchShape? Next { get; set; }

    public int Count { get; private set; }

    public SellRank Best => Count == 0 ? SellRank.Last : _items[0].Rank;

    public ref readonly Ranked this[int at] => ref _items[at];

    public void Add(Stretch stretch)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        stretch.Shape = this;
        SiftUp(new Ranked(SellRank.Of(stretch.Order), stretch), Count++);
    }

    public void Remove(Stretch stretch)
    {
        int at = stretch.At;
        Ranked last = _items[--Count];
        _items[Count] = default;
        if (at == Count)
            return;
        if (at > 0 && last.Rank.IsBefore(_items[(at - 1) / 2].Rank))
            SiftUp(last, at);
        else
            SiftDown(last, at);
    }

    private void SiftUp(Ranked item, int at)
    {
        while (at > 0 && item.Rank.IsBefore(_items[(at - 1) / 2].Rank))
        {
            Put(_items[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        Put(item, at);
    }

    private void SiftDown(Ranked item, int at)
    {
        for (int child = at * 2 + 1; child < Count; child = at * 2 + 1)
        {
            if (child + 1 < Count && _items[child + 1].Rank.IsBefore(_items[child].Rank))
                child++;
            if (!_items[child].Rank.IsBefore(item.Rank))
                break;
            Put(_items[child], at);
            at = child;
        }
        Put(item, at);
    }

    private void Put(Ranked item, int at)
    {
        _items[at] = item;
        item.Stretch.At = at;
    }

    /// <summary>A stretch with its rank beside it, so that sifting does not touch the orders.</summary>
    internal readonly record struct Ranked(SellRank Rank, Stretch Stretch);
}
