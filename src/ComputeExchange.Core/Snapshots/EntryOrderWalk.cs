using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Every open order in entry order: the owners' lists are in entry order already, so they are merged, which takes
/// room for the owners only, not for the orders.</summary>
internal sealed class EntryOrderWalk
{
    /// <summary>The next order of each owner, as a heap with the earliest at the front.</summary>
    private readonly Order[] _heap;
    private int _count;

    public EntryOrderWalk(ReferenceData reference)
    {
        _heap = new Order[reference.Participants.Count];
        for (int id = 1; id <= reference.Participants.Count; id++)
            if (reference.Orders.FirstOf(reference.Participants[id]!) is { } first)
                _heap[_count++] = first;
        for (int at = _count / 2 - 1; at >= 0; at--)
            SiftDown(at);
    }

    /// <summary>The next order, or null behind the last.</summary>
    public Order? Take()
    {
        if (_count == 0)
            return null;
        Order taken = _heap[0];
        _heap[0] = taken.NextOfOwner ?? _heap[--_count];
        SiftDown(0);
        return taken;
    }

    private void SiftDown(int at)
    {
        Order moved = _heap[at];
        while (true)
        {
            int child = at * 2 + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && _heap[child + 1].Entry < _heap[child].Entry)
                child++;
            if (_heap[child].Entry >= moved.Entry)
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = moved;
    }
}
