namespace ComputeExchange.Core.Orders;

/// <summary>The orders of one owner, linked in entry order: an order that enters anew goes to the end.</summary>
internal struct OrderList
{
    /// <summary>The numbers of the first and the last; 0 for none.</summary>
    public int First;
    public int Last;

    public int Count;
}
