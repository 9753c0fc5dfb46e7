using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>The plain buys that a sell may serve, in price-time order: those of its exact window, or, when it is divisible,
/// those of every window inside its own that is long enough. Scratch, used anew for each sell.</summary>
internal sealed class BidWalk
{
    /// <summary>The next order of each book, as a heap with the best at the front.</summary>
    private Order[] _heap = new Order[16];
    private int _count;

    public Order? Next => _count == 0 ? null : _heap[0];

    public void Begin(Order sell)
    {
        _count = 0;
        WindowIndex exact = sell.Market!.Exact;
        if (!sell.IsDivisible)
        {
            Add((sell.Book ?? exact.Find(sell.Window))?.Bids.First);
            return;
        }
        for (int i = exact.FirstFrom(sell.Window.StartHour); i < exact.Count; i++)
        {
            ForwardBook book = exact[i];
            if (book.Window.StartHour >= sell.Window.EndHour)
                break;
            if (sell.Window.Contains(book.Window) && book.Window.Hours >= sell.Terms!.LeastSlice)
                Add(book.Bids.First);
        }
    }

    /// <summary>Takes the next buy; the walk has moved on behind it before it is looked at, so that it may leave its book.</summary>
    public Order Take()
    {
        Order bid = _heap[0];
        Order? behind = bid.OwnSide.After(bid);
        _heap[0] = behind ?? _heap[--_count];
        if (_count > 0)
            SiftDown();
        return bid;
    }

    public void End() => _count = 0;

    private void Add(Order? bid)
    {
        if (bid is null)
            return;
        if (_count == _heap.Length)
            Array.Resize(ref _heap, _count * 2);
        int at = _count++;
        while (at > 0 && IsBefore(bid, _heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        _heap[at] = bid;
    }

    private void SiftDown()
    {
        Order moved = _heap[0];
        int at = 0;
        while (true)
        {
            int child = at * 2 + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
                child++;
            if (!IsBefore(_heap[child], moved))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = moved;
    }

    private static bool IsBefore(Order left, Order right) =>
        left.LimitTicks != right.LimitTicks ? left.LimitTicks > right.LimitTicks : left.Place < right.Place;
}
