using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>The exact books of one market, found by window, and walked by where their windows lie.</summary>
internal sealed class WindowIndex(OrderTable table)
{
    private readonly Dictionary<DeliveryWindow, ForwardBook> _byWindow = [];
    private readonly Stack<ForwardBook> _pool = new();
    private ForwardBook[] _byStart = [];
    private ForwardBook? _lastUsed;

    /// <summary>How many windows have a book.</summary>
    public int Count { get; private set; }

    /// <summary>The books by start, then end.</summary>
    public ForwardBook this[int index] => _byStart[index];

    public ForwardBook? Find(DeliveryWindow window)
    {
        if (_lastUsed is { } last && last.Window == window)
            return last;
        if (!_byWindow.TryGetValue(window, out ForwardBook? book))
            return null;
        return _lastUsed = book;
    }

    /// <summary>The same, without a trace of having asked.</summary>
    public ForwardBook? Peek(DeliveryWindow window) => _byWindow.GetValueOrDefault(window);

    public ForwardBook Open(DeliveryWindow window)
    {
        if (Find(window) is { } known)
            return known;
        ForwardBook book = _pool.TryPop(out ForwardBook? used) ? used : new ForwardBook(table);
        book.Window = window;
        _byWindow.Add(window, book);
        Insert(book);
        return _lastUsed = book;
    }

    /// <summary>Forgets a book that is empty.</summary>
    public void CloseIfEmpty(ForwardBook book)
    {
        if (!book.IsEmpty)
            return;
        _byWindow.Remove(book.Window);
        int at = IndexOf(book.Window);
        Array.Copy(_byStart, at + 1, _byStart, at, Count - at - 1);
        _byStart[--Count] = null!;
        _pool.Push(book);
        _lastUsed = null;
    }

    /// <summary>The first book that starts at or after an hour.</summary>
    public int FirstFrom(int startHour) => IndexOf(new DeliveryWindow(startHour, 0));

    private void Insert(ForwardBook book)
    {
        if (Count == _byStart.Length)
            Array.Resize(ref _byStart, Math.Max(16, Count * 2));
        int at = IndexOf(book.Window);
        Array.Copy(_byStart, at, _byStart, at + 1, Count - at);
        _byStart[at] = book;
        Count++;
    }

    private int IndexOf(DeliveryWindow window)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = low + high >>> 1;
            DeliveryWindow other = _byStart[middle].Window;
            bool isBefore = other.StartHour != window.StartHour ? other.StartHour < window.StartHour : other.Hours < window.Hours;
            if (isBefore)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
