namespace ComputeExchange.Core.Orders;

/// <summary>What orders name by number: each gets its own as it is added, from 1; number 0 is nothing.</summary>
internal sealed class Numbered<T>
    where T : class
{
    private T?[] _items = new T?[16];
    private int _count;

    public T? this[int number] => _items[number];

    /// <summary>Adds one and returns its number.</summary>
    public int Add(T item)
    {
        if (++_count == _items.Length)
            Array.Resize(ref _items, _items.Length * 2);
        _items[_count] = item;
        return _count;
    }
}
