using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>The open orders: found by owner and id, listed by owner in entry order, counted by market, quotes by contract.</summary>
/// <param name="table">Where they are.</param>
/// <param name="key">What ids are hashed under; it makes no difference to anything but time.</param>
internal sealed class OrderDirectory(OrderTable table, ulong key) : IOrderDirectory
{
    private readonly OrderIndex _index = new(table, key);

    /// <summary>How many orders are open.</summary>
    public int Count => _index.Count;

    /// <summary>The open order of an owner and id.</summary>
    public Order? Find(Participant owner, in ClOrdId id) => table.OrderOrNone(NumberOf(owner, id));

    /// <summary>Its number; 0 for none.</summary>
    public int NumberOf(Participant owner, in ClOrdId id) => _index.Find(owner.Id, id);

    /// <summary>The same, where the hash of the id is known (<see cref="HashOf"/>).</summary>
    public int NumberOf(Participant owner, in ClOrdId id, int hash) => _index.Find(owner.Id, id, hash);

    /// <summary>What an owner's id is found under: who looks it up and then enters it computes it once.</summary>
    public int HashOf(Participant owner, in ClOrdId id) => _index.Hash(owner.Id, id);

    /// <summary>Begins to fetch where an id of a hash is looked up.</summary>
    public void ForeseeBucket(int hash) => _index.ForeseeBucket(hash);

    /// <summary>The number of an order, most likely the one of an id of this hash; 0 for none.</summary>
    public int FirstOf(int hash) => _index.FirstOf(hash);

    /// <summary>Makes room for so many orders to come.</summary>
    public void Expect(int orders) => _index.Expect(orders);

    /// <inheritdoc/>
    public void Add(ref OrderRow order)
    {
        _index.Add(ref order);
        AddToOwner(order);
        if (!order.IsBasket)
            CountInMarkets(order, +1);
        else if (order.IsQuote)
            table.ContractOf(order).SetQuote(order);
    }

    /// <inheritdoc/>
    public void Remove(ref OrderRow order)
    {
        _index.Remove(ref order);
        RemoveFromOwner(order);
        if (!order.IsBasket)
            CountInMarkets(order, -1);
        else if (order.IsQuote)
            table.ContractOf(order).ClearQuote(order);
    }

    public void Rename(Order order, in ClOrdId id)
    {
        _index.Remove(ref order.Row);
        order.ClOrdId = id;
        order.Row.IdHash = 0;
        _index.Add(ref order.Row);
    }

    /// <summary>An order has entered anew: it is its owner's last.</summary>
    public void MoveToEnd(in OrderRow order)
    {
        RemoveFromOwner(order);
        AddToOwner(order);
    }

    private void CountInMarkets(in OrderRow order, int by)
    {
        if (order.HasTerms)
            table.Order(order.Number).CountInMarkets(by);
        else
            table.MarketOf(order).CountOrder(by);
    }

    private void AddToOwner(in OrderRow order)
    {
        ref OrderList list = ref table.OwnerOf(order).Orders;
        table.OfOwners.Append(order.Number, ref list.First, ref list.Last);
        list.Count++;
    }

    private void RemoveFromOwner(in OrderRow order)
    {
        ref OrderList list = ref table.OwnerOf(order).Orders;
        table.OfOwners.Remove(order.Number, ref list.First, ref list.Last);
        list.Count--;
    }
}
