namespace ComputeExchange.Core.Orders;

/// <summary>Whoever must know which orders are open. Matching does not: it is told of an order, and looks none up.</summary>
internal interface IOrderDirectory
{
    /// <summary>An order is open from now on; orders come in entry order.</summary>
    void Add(ref OrderRow order);

    /// <summary>An order is over.</summary>
    void Remove(ref OrderRow order);
}
