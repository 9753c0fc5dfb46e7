using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Every open order in entry order: the owners' lists are in entry order already, so they are merged, which takes
/// room for the owners only, not for the orders.</summary>
internal sealed class EntryOrderWalk
{
    private readonly OrderTable _orders;

    /// <summary>The next order of each owner.</summary>
    private readonly BestFirst<Entered> _next = new();

    public EntryOrderWalk(ReferenceData reference)
    {
        _orders = reference.Orders;
        for (int id = 1; id <= reference.Participants.Count; id++)
            if (reference.Participants[id]!.Orders.First is not 0 and int first)
                _next.Push(EnteredAs(first));
    }

    /// <summary>The number of the next order; 0 behind the last.</summary>
    public int Take()
    {
        if (_next.Count == 0)
            return 0;
        int taken = _next.Best.Order;
        if (_orders.NextOfOwner(taken) is not 0 and int next)
            _next.ReplaceBest(EnteredAs(next));
        else
            _next.Pop();
        return taken;
    }

    private Entered EnteredAs(int order) => new(order, _orders.Row(order).Entry);

    private readonly record struct Entered(int Order, long Entry) : IBestFirst<Entered>
    {
        public bool IsBefore(in Entered other) => Entry < other.Entry;
    }
}
