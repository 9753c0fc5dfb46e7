using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>The orders that end at one time.</summary>
internal sealed class Deadline
{
    public EngineTime Time;
    public Order? First;
}

/// <summary>When open orders end. Most share a gate, a midnight or a month's end, so orders hang in lists by time, and
/// only the distinct times are kept in a heap: entering and leaving costs a look-up, not a sift. A time that its last order
/// has left stays for the next one, until most times are such.</summary>
internal sealed class Deadlines
{
    private const int EmptyTimesKept = 1_024;

    private readonly Dictionary<EngineTime, Deadline> _byTime = [];
    private readonly PriorityQueue<Deadline, EngineTime> _queue = new();
    private readonly Stack<Deadline> _pool = new();
    private readonly List<Deadline> _kept = [];
    private Deadline? _lastUsed;

    /// <summary>How many times have no order any more.</summary>
    private int _emptyTimes;

    /// <summary>How many times are kept.</summary>
    public int TimeCount => _byTime.Count;

    /// <summary>The next time at which an order may end; <see cref="EngineTime.Never"/> if none does.</summary>
    public EngineTime Next => _queue.TryPeek(out _, out EngineTime time) ? time : EngineTime.Never;

    public void Add(Order order)
    {
        EngineTime time = order.FirstDeadline;
        if (time == EngineTime.Never)
            return;
        Deadline deadline = At(time);
        order.Due = deadline;
        order.OfDeadline = new OrderLinks { Next = deadline.First };
        if (deadline.First is { } first)
            first.OfDeadline.Previous = order;
        else
            _emptyTimes--;
        deadline.First = order;
    }

    public void Remove(Order order)
    {
        if (order.Due is not { } deadline)
            return;
        ref OrderLinks links = ref order.OfDeadline;
        if (links.Previous is null)
            deadline.First = links.Next;
        else
            links.Previous.OfDeadline.Next = links.Next;
        if (links.Next is { } next)
            next.OfDeadline.Previous = links.Previous;
        links = default;
        order.Due = null;
        if (deadline.First is null)
            _emptyTimes++;
    }

    /// <summary>Takes the orders out that are due at or before a time, in entry order.</summary>
    public void TakeDue(EngineTime now, List<Order> into)
    {
        while (_queue.TryPeek(out Deadline? deadline, out EngineTime time) && time <= now)
        {
            _queue.Dequeue();
            _byTime.Remove(time);
            if (_lastUsed == deadline)
                _lastUsed = null;
            while (deadline.First is { } order)
            {
                Remove(order);
                into.Add(order);
            }
            _emptyTimes--;
            _pool.Push(deadline);
        }
        if (into.Count > 1)
            into.Sort(static (left, right) => left.Entry.CompareTo(right.Entry));
    }

    private Deadline At(EngineTime time)
    {
        if (_lastUsed is { } last && last.Time == time)
            return last;
        if (!_byTime.TryGetValue(time, out Deadline? deadline))
        {
            if (_emptyTimes > EmptyTimesKept && _emptyTimes > _byTime.Count / 2)
                DropEmptyTimes();
            _emptyTimes++;
            deadline = _pool.TryPop(out Deadline? used) ? used : new Deadline();
            deadline.Time = time;
            _byTime.Add(time, deadline);
            _queue.Enqueue(deadline, time);
        }
        return _lastUsed = deadline;
    }

    /// <summary>Forgets the times that no order ends at; what is left goes back into the heap.</summary>
    private void DropEmptyTimes()
    {
        while (_queue.TryDequeue(out Deadline? deadline, out EngineTime time))
        {
            if (deadline.First is not null)
            {
                _kept.Add(deadline);
                continue;
            }
            _byTime.Remove(time);
            _pool.Push(deadline);
        }
        foreach (Deadline deadline in _kept)
            _queue.Enqueue(deadline, deadline.Time);
        _kept.Clear();
        _emptyTimes = 0;
        _lastUsed = null;
    }
}
