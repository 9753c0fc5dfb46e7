using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books.Stretches;

/// <summary>Goes through the divisible offers that can serve, or overlap, a window, in price-time order. Scratch.</summary>
/// <remarks>Best first: a heap holds squares, and within shapes the items whose forerunners have been taken; the best of
/// them all is opened next. Offers are found as they stood when the search began; one that has left since is passed over.</remarks>
internal sealed class StretchSearch
{
    private readonly BestFirst<Candidate> _candidates = new();
    private StretchIndex _index = null!;
    private DeliveryWindow _window;
    private int _leastHours;
    private bool _wantsWhole;

    /// <summary>Begins with the offers that could sell the whole of a window.</summary>
    public void BeginServing(StretchIndex index, DeliveryWindow window) => Begin(index, window, window.Hours, wantsWhole: true);

    /// <summary>Begins with the offers that could sell at least so many hours of a window.</summary>
    public void BeginOverlapping(StretchIndex index, DeliveryWindow window, int leastHours) =>
        Begin(index, window, leastHours, wantsWhole: false);

    /// <summary>The next offer, or null. An offer with several stretches in the window comes once for each.</summary>
    public Order? Take() => Take(out _);

    /// <summary>The same, with the rank under which the index has it.</summary>
    public Order? Take(out SellRank rank)
    {
        while (_candidates.Count > 0)
        {
            Candidate best = _candidates.Pop();
            if (best.Shape is { } shape)
            {
                Stretch stretch = shape[best.Item].Stretch;
                PushItem(shape, best.Item * 2 + 1);
                PushItem(shape, best.Item * 2 + 2);
                if (stretch.IsStale)
                    continue;
                rank = best.Rank;
                return stretch.Order;
            }
            Open(best.Square);
        }
        rank = SellRank.Last;
        return null;
    }

    /// <summary>All offers that are left, in no order: cheaper than one by one where most of them are wanted.</summary>
    public void TakeAll(List<(SellRank Rank, Order Sell)> into)
    {
        while (_candidates.Count > 0)
        {
            Candidate next = _candidates.PopLast();
            if (next.Shape is not { } shape)
            {
                Open(next.Square);
                continue;
            }
            Stretch stretch = shape[next.Item].Stretch;
            PushItem(shape, next.Item * 2 + 1);
            PushItem(shape, next.Item * 2 + 2);
            if (!stretch.IsStale)
                into.Add((next.Rank, stretch.Order));
        }
    }

    private void Begin(StretchIndex index, DeliveryWindow window, int leastHours, bool wantsWhole)
    {
        index.CatchUp();
        _candidates.Clear();
        (_index, _window, _leastHours, _wantsWhole) = (index, StretchIndex.OnPlane(window), leastHours, wantsWhole);
        if (index.TryGetRoot(out SquareRef root))
            PushSquare(root);
    }

    private void Open(in SquareRef square)
    {
        if (square.Level > 0)
        {
            for (int quarter = 0; quarter < 4; quarter++)
                if (_index.TryGetQuarter(square, quarter, out SquareRef found))
                    PushSquare(found);
            return;
        }
        DeliveryWindow hours = _index.HoursOf(square.Square);
        int shared = Math.Min(hours.EndHour, _window.EndHour) - Math.Max(hours.StartHour, _window.StartHour);
        for (StretchShape? shape = _index.ShapesOf(square.Square); shape is not null; shape = shape.Next)
            if (shared >= Math.Max(_leastHours, shape.LeastSlice))
                PushItem(shape, 0);
    }

    private void PushSquare(in SquareRef square)
    {
        DeliveryWindow hours = _index.HoursOf(square.Square);
        bool mayFit = _wantsWhole ? hours.Contains(_window) : hours.Overlaps(_window);
        if (mayFit)
            _candidates.Push(new Candidate { Rank = _index.BestOf(square.Square), Square = square });
    }

    private void PushItem(StretchShape shape, int item)
    {
        if (item < shape.Count)
            _candidates.Push(new Candidate { Rank = shape[item].Rank, Shape = shape, Item = item });
    }

    private struct Candidate : IBestFirst<Candidate>
    {
        public SellRank Rank;
        public SquareRef Square;

        /// <summary>Of an item: the shape that it is in; of a square null.</summary>
        public StretchShape? Shape;
        public int Item;

        public readonly bool IsBefore(in Candidate other) => Rank.IsBefore(other.Rank);
    }
}
