using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>The plain buys that a sell may serve, in price-time order: those of its exact window, or, when it is divisible,
/// those of every window inside its own that is long enough. Scratch, used anew for each sell.</summary>
internal sealed class BidWalk
{
    /// <summary>The next order of each book.</summary>
    private readonly BestFirst<Bid> _bids = new();

    public Order? Next => _bids.Count == 0 ? null : _bids.Best.Order;

    public void Begin(Order sell)
    {
        _bids.Clear();
        if (!sell.IsDivisible)
        {
            Add(sell.Market!.BookOf(sell.Row)?.Bids.First);
            return;
        }
        WindowIndex exact = sell.Market!.Exact;
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
        Order bid = _bids.Best.Order;
        if (bid.OwnSide.After(bid) is { } behind)
            _bids.ReplaceBest(new Bid(behind));
        else
            _bids.Pop();
        return bid;
    }

    public void End() => _bids.Clear();

    private void Add(Order? bid)
    {
        if (bid is not null)
            _bids.Push(new Bid(bid));
    }

    private readonly record struct Bid(Order Order) : IBestFirst<Bid>
    {
        public bool IsBefore(in Bid other) => Order.LimitTicks != other.Order.LimitTicks
            ? Order.LimitTicks > other.Order.LimitTicks
            : Order.Place < other.Order.Place;
    }
}
