using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>Open orders by participant and ClOrdId: a table of chains.</summary>
/// <remarks>A bucket is four bytes, the number of an order, and the next of its chain stands in the order's row: what comes is put in
/// front, and what goes is most often there, so that neither looks for a free place. With four times as many buckets as orders most
/// of those that are asked for an unknown id are empty. Grows by doubling; nothing allocates otherwise.</remarks>
internal sealed class OrderIndex(OrderTable table, ulong key)
{
    private const int InitialBuckets = 1 << 11;

    /// <summary>Up to so many buckets there are four for an order, beyond that two, which spares the caches.</summary>
    private const int FewBuckets = 1 << 16;

    private int[] _buckets = new int[InitialBuckets];

    public int Count { get; private set; }

    /// <summary>The number of an order; 0 for none.</summary>
    public int Find(ParticipantId owner, in ClOrdId id) => Find(owner, id, Hash(owner, id));

    /// <summary>The same by an id's <see cref="Hash(ParticipantId, in ClOrdId)"/>.</summary>
    public int Find(ParticipantId owner, in ClOrdId id, int hash)
    {
        int number = BucketOf(hash);
        while (number != 0)
        {
            ref readonly OrderRow order = ref table.Row(number);
            if (order.IdHash == hash && order.ClOrdId == id && order.Owner == owner)
                break;
            number = order.NextOfHash;
        }
        return number;
    }

    /// <summary>Begins to fetch the bucket of a hash.</summary>
    public void ForeseeBucket(int hash) => Prefetch.Element(_buckets, hash & _buckets.Length - 1);

    /// <summary>The number of the first order in the bucket of a hash; 0 for none.</summary>
    public int FirstOf(int hash) => BucketOf(hash);

    /// <summary>Adds an order under the hash of its id, which is taken now unless it was before.</summary>
    public void Add(ref OrderRow order)
    {
        if (Count == Room)
            Grow();
        if (order.IdHash == 0)
            order.IdHash = Hash(order.Owner, order.ClOrdId);
        Insert(ref order);
        Count++;
    }

    /// <summary>Makes room for so many orders.</summary>
    public void Expect(int orders)
    {
        while (Room < orders)
            Grow();
    }

    public void Remove(ref OrderRow order)
    {
        ref int at = ref BucketOf(order.IdHash);
        while (at != order.Number)
        {
            Invariant.Require(at != 0, "an open order is in the index");
            at = ref table.Row(at).NextOfHash;
        }
        at = order.NextOfHash;
        Count--;
    }

    private int Room => _buckets.Length <= FewBuckets ? _buckets.Length / 4 : _buckets.Length / 2;

    private ref int BucketOf(int hash)
    {
        int[] buckets = _buckets;
        return ref buckets[hash & buckets.Length - 1];
    }

    private void Insert(ref OrderRow order)
    {
        ref int bucket = ref BucketOf(order.IdHash);
        order.NextOfHash = bucket;
        bucket = order.Number;
    }

    private void Grow()
    {
        int[] old = _buckets;
        _buckets = new int[old.Length * 2];
        foreach (int first in old)
        {
            for (int number = first; number != 0;)
            {
                ref OrderRow order = ref table.Row(number);
                number = order.NextOfHash;
                Insert(ref order);
            }
        }
    }

    /// <summary>Under a key that nobody outside knows: chosen ids would otherwise share one chain, which each command walks.</summary>
    internal static int Hash(ulong key, ParticipantId owner, in ClOrdId id) => unchecked((int)id.HashUnder(key, (ulong)owner.Value << 32));

    /// <summary>What an id of an owner is found under.</summary>
    public int Hash(ParticipantId owner, in ClOrdId id) => Hash(key, owner, id);
}
