using System.Runtime.CompilerServices;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>Open orders by participant and ClOrdId: open addressing with linear probing and backward-shift deletion.</summary>
/// <remarks>Grows by doubling when half full; neither a look-up nor a change allocates otherwise. The hash is kept beside the
/// reference, so that a probe touches an order only when it is very likely the right one, and in the order, so that leaving
/// needs no id.</remarks>
internal sealed class OrderIndex
{
    private const int InitialCapacity = 1 << 12;
    private const int MostExpected = 1 << 20;

    private Slot[] _slots = new Slot[InitialCapacity];

    public int Count { get; private set; }

    public Order? Find(Participant owner, in ClOrdId id)
    {
        Slot[] slots = _slots;
        int hash = Hash(owner, id);
        for (int at = hash & slots.Length - 1; ; at = at + 1 & slots.Length - 1)
        {
            ref Slot slot = ref slots[at];
            if (slot.Order is not { } order)
                return null;
            if (slot.Hash == hash && order.ClOrdId == id && order.Owner == owner)
                return order;
        }
    }

    public void Add(Order order)
    {
        if (Count + 1 > _slots.Length / 2)
            Grow();
        order.IdHash = Hash(order.Owner, order.ClOrdId);
        Insert(order);
        Count++;
    }

    /// <summary>Makes room for so many orders, but not for more than <see cref="MostExpected"/>: a count may be wrong.</summary>
    public void Expect(int orders)
    {
        while (_slots.Length / 2 < Math.Min(orders, MostExpected))
            Grow();
    }

    public void Remove(Order order)
    {
        Slot[] slots = _slots;
        int at = order.IdHash & slots.Length - 1;
        while (slots[at].Order != order)
        {
            Invariant.Require(slots[at].Order is not null, "an open order is in the index");
            at = at + 1 & slots.Length - 1;
        }
        CloseGap(slots, at);
        Count--;
    }

    private static void CloseGap(Slot[] slots, int gap)
    {
        int mask = slots.Length - 1;
        for (int at = gap + 1 & mask; slots[at].Order is not null; at = at + 1 & mask)
        {
            int home = slots[at].Hash & mask;
            if ((at - home & mask) < (at - gap & mask))
                continue;
            slots[gap] = slots[at];
            gap = at;
        }
        slots[gap] = default;
    }

    private void Insert(Order order)
    {
        Slot[] slots = _slots;
        int at = order.IdHash & slots.Length - 1;
        while (slots[at].Order is not null)
            at = at + 1 & slots.Length - 1;
        slots[at] = new Slot { Order = order, Hash = order.IdHash };
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (ref Slot slot in old.AsSpan())
            if (slot.Order is { } order)
                Insert(order);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(Participant owner, in ClOrdId id) =>
        unchecked(id.GetHashCode() ^ owner.Id.Value * (int)0x9E3779B1);

    private struct Slot
    {
        public Order? Order;
        public int Hash;
    }
}
