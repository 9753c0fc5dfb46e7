using System.Runtime.CompilerServices;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>Open orders by participant and ClOrdId: open addressing with linear probing and backward-shift deletion.</summary>
/// <remarks>A slot is eight bytes, a hash and an order's number, so that the index of many orders stays in a near cache, and so
/// that what comes and goes moves no reference. A probe touches an order only when it is very likely the right one; a hash in
/// the order spares its leaving the id. Grows by doubling when half full; nothing allocates otherwise.</remarks>
internal sealed class OrderIndex
{
    private const int InitialCapacity = 1 << 11;
    private const int MostExpected = 1 << 20;

    private Slot[] _slots = new Slot[InitialCapacity];

    /// <summary>Orders by number. A pooled order keeps the number that it got when it was first here; 0 is nobody's.</summary>
    private Order[] _byNumber = new Order[InitialCapacity];
    private int _lastNumber;

    public int Count { get; private set; }

    public Order? Find(Participant owner, in ClOrdId id)
    {
        Slot[] slots = _slots;
        int hash = Hash(owner, id);
        for (int at = hash & slots.Length - 1; ; at = at + 1 & slots.Length - 1)
        {
            Slot slot = slots[at];
            if (slot.Number == 0)
                return null;
            if (slot.Hash == hash && _byNumber[slot.Number] is { } order && order.ClOrdId == id && order.Owner == owner)
                return order;
        }
    }

    /// <summary>Begins to fetch the slot of an id.</summary>
    public void ForeseeSlot(Participant owner, in ClOrdId id) => Prefetch.Begin(ref _slots[Hash(owner, id) & _slots.Length - 1]);

    /// <summary>Begins to fetch the order that the slot of an id names, most likely the one.</summary>
    public void ForeseeOrder(Participant owner, in ClOrdId id)
    {
        int number = _slots[Hash(owner, id) & _slots.Length - 1].Number;
        if (number != 0)
            _byNumber[number].Foresee();
    }

    public void Add(Order order)
    {
        if (Count + 1 > _slots.Length / 2)
            Grow();
        if (order.IndexNumber == 0)
            Number(order);
        order.IdHash = Hash(order.Owner, order.ClOrdId);
        Insert(new Slot { Hash = order.IdHash, Number = order.IndexNumber });
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
        while (slots[at].Number != order.IndexNumber)
        {
            Invariant.Require(slots[at].Number != 0, "an open order is in the index");
            at = at + 1 & slots.Length - 1;
        }
        CloseGap(slots, at);
        Count--;
    }

    private static void CloseGap(Slot[] slots, int gap)
    {
        int mask = slots.Length - 1;
        for (int at = gap + 1 & mask; slots[at].Number != 0; at = at + 1 & mask)
        {
            int home = slots[at].Hash & mask;
            if ((at - home & mask) < (at - gap & mask))
                continue;
            slots[gap] = slots[at];
            gap = at;
        }
        slots[gap] = default;
    }

    private void Insert(Slot slot)
    {
        Slot[] slots = _slots;
        int at = slot.Hash & slots.Length - 1;
        while (slots[at].Number != 0)
            at = at + 1 & slots.Length - 1;
        slots[at] = slot;
    }

    private void Number(Order order)
    {
        if (++_lastNumber == _byNumber.Length)
            Array.Resize(ref _byNumber, _byNumber.Length * 2);
        _byNumber[_lastNumber] = order;
        order.IndexNumber = _lastNumber;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (Slot slot in old)
            if (slot.Number != 0)
                Insert(slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(Participant owner, in ClOrdId id) =>
        unchecked(id.GetHashCode() ^ owner.Id.Value * (int)0x9E3779B1);

    private struct Slot
    {
        public int Hash;
        public int Number;
    }
}
