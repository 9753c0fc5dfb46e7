namespace ComputeExchange.Core.Orders;

/// <summary>The open orders of one participant, linked in entry order: an order that enters anew goes to the end.</summary>
internal sealed class OwnerList
{
    private readonly LinkedOrders _links = new();
    private int _first;
    private int _last;

    public Order? First => _links.At(_first);

    public int Count { get; private set; }

    /// <summary>The order that was entered next after another.</summary>
    public Order? After(Order order) => _links.After(order.OwnerLink);

    public void Append(Order order)
    {
        order.OwnerLink = _links.Append(order, ref _first, ref _last);
        Count++;
    }

    public void Remove(Order order)
    {
        _links.Remove(order.OwnerLink, ref _first, ref _last);
        Count--;
    }
}
