using System.Runtime.CompilerServices;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>Open orders by participant and ClOrdId: open addressing with linear probing and backward-shift deletion.</summary>
/// <remarks>Grows by doubling at three quarters full; neither a look-up nor a change allocates otherwise. The hash is kept
/// beside the reference, so that a probe touches an order only when it is very likely the right one.</remarks>
internal sealed class OrderIndex
{
    private const int InitialCapacity = 1 << 12;
    private const int MostExpected = 1 << 20;

    private Slot[] _slots = new Slot[InitialCapacity];
    private int _mask = InitialCapacity - 1;

    public int Count { get; private set; }

    public Order? Find(Participant owner, in ClOrdId id)
    {
        uint hash = Hash(owner, id);
        for (int at = (int)(hash & (uint)_mask); ; at = at + 1 & _mask)
        {
            ref Slot slot = ref _slots[at];
            if (slot.Order is null)
                return null;
            if (slot.Hash == hash && slot.Order.ClOrdId == id && slot.Order.Owner == owner)
                return slot.Order;
        }
    }

    public void Add(Order order)
    {
        if (Count + 1 > _slots.Length / 4 * 3)
            Grow();
        Insert(order, Hash(order.Owner, order.ClOrdId));
        Count++;
    }

    /// <summary>Makes room for so many orders, but not for more than <see cref="MostExpected"/>: a count may be wrong.</summary>
    public void Expect(int orders)
    {
        while (_slots.Length / 4 * 3 < Math.Min(orders, MostExpected))
            Grow();
    }

    public void Remove(Order order)
    {
        int at = (int)(Hash(order.Owner, order.ClOrdId) & (uint)_mask);
        while (_slots[at].Order != order)
        {
            Invariant.Require(_slots[at].Order is not null, "an open order is in the index");
            at = at + 1 & _mask;
        }
        CloseGap(at);
        Count--;
    }

    private void CloseGap(int gap)
    {
        for (int at = gap + 1 & _mask; _slots[at].Order is not null; at = at + 1 & _mask)
        {
            int home = (int)(_slots[at].Hash & (uint)_mask);
            if ((at - home & _mask) < (at - gap & _mask))
                continue;
            _slots[gap] = _slots[at];
            gap = at;
        }
        _slots[gap] = default;
    }

    private void Insert(Order order, uint hash)
    {
        int at = (int)(hash & (uint)_mask);
        while (_slots[at].Order is not null)
            at = at + 1 & _mask;
        _slots[at] = new Slot { Order = order, Hash = hash };
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        _mask = _slots.Length - 1;
        foreach (ref Slot slot in old.AsSpan())
            if (slot.Order is not null)
                Insert(slot.Order, slot.Hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(Participant owner, in ClOrdId id) =>
        unchecked((uint)id.GetHashCode() ^ owner.Id.Value * 0x9E3779B1u);

    private struct Slot
    {
        public Order? Order;
        public uint Hash;
    }
}
