using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Every open order in entry order: the owners' lists are in entry order already, so they are merged, which takes
/// room for the owners only, not for the orders.</summary>
internal sealed class EntryOrderWalk
{
    /// <summary>The next order of each owner.</summary>
    private readonly BestFirst<Entered> _next = new();

    public EntryOrderWalk(ReferenceData reference)
    {
        for (int id = 1; id <= reference.Participants.Count; id++)
            if (reference.Orders.FirstOf(reference.Participants[id]!) is { } first)
                _next.Push(new Entered(first, first.Entry));
    }

    /// <summary>The next order, or null behind the last.</summary>
    public Order? Take()
    {
        if (_next.Count == 0)
            return null;
        Order taken = _next.Best.Order;
        if (taken.NextOfOwner is { } next)
            _next.ReplaceBest(new Entered(next, next.Entry));
        else
            _next.Pop();
        return taken;
    }

    private readonly record struct Entered(Order Order, long Entry) : IBestFirst<Entered>
    {
        public bool IsBefore(in Entered other) => Entry < other.Entry;
    }
}
