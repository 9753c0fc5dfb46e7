using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>The orders that end at one time.</summary>
internal sealed class Deadline
{
    public EngineTime Time;
    public Order? First;
}

/// <summary>When open orders end. Most share a gate, a midnight or a month's end, so orders hang in lists by time, and
/// only the distinct times are kept in a heap: entering and leaving costs a look-up, not a sift.</summary>
internal sealed class Deadlines
{
    private readonly Dictionary<EngineTime, Deadline> _byTime = [];
    private readonly PriorityQueue<Deadline, EngineTime> _queue = new();
    private readonly Stack<Deadline> _pool = new();
    private Deadline? _lastUsed;

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
            deadline = _pool.TryPop(out Deadline? used) ? used : new Deadline();
            deadline.Time = time;
            _byTime.Add(time, deadline);
            _queue.Enqueue(deadline, time);
        }
        return _lastUsed = deadline;
    }
}
