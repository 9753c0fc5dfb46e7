namespace ComputeExchange.Core.Orders;

/// <summary>An order and its neighbours in one list.</summary>
internal struct OrderLink
{
    public Order Order;

    /// <summary>Where the next and the previous link are; 0 at the ends.</summary>
    public int Next;
    public int Previous;
}

/// <summary>The links of any number of lists of orders, in one array of their own.</summary>
/// <remarks>Links that were fields of the orders would cost a cache line for each neighbour of an order that comes or goes, and a
/// call into the garbage collector's write barrier for each reference that changes; here neighbours are numbers, and many links
/// share a line.</remarks>
internal sealed class LinkedOrders
{
    private const int InitialLinks = 8;

    /// <summary>The first stands for none.</summary>
    private OrderLink[] _links = new OrderLink[InitialLinks];
    private int _made = 1;
    private int _firstFree;

    /// <summary>The order of a link; null for none.</summary>
    public Order? At(int link) => link == 0 ? null : _links[link].Order;

    /// <summary>The order behind that of a link.</summary>
    public Order? After(int link) => At(_links[link].Next);

    /// <summary>Puts an order last in a list, and returns its link.</summary>
    public int Append(Order order, ref int first, ref int last)
    {
        int at = _firstFree;
        if (at != 0)
            _firstFree = _links[at].Next;
        else
            at = Make();
        OrderLink[] links = _links;
        ref OrderLink link = ref links[at];
        link.Order = order;
        link.Next = 0;
        link.Previous = last;
        if (last != 0)
            links[last].Next = at;
        else
            first = at;
        last = at;
        return at;
    }

    public void Remove(int at, ref int first, ref int last)
    {
        OrderLink[] links = _links;
        ref OrderLink link = ref links[at];
        if (link.Previous != 0)
            links[link.Previous].Next = link.Next;
        else
            first = link.Next;
        if (link.Next != 0)
            links[link.Next].Previous = link.Previous;
        else
            last = link.Previous;
        link.Next = _firstFree;
        _firstFree = at;
    }

    private int Make()
    {
        if (_made == _links.Length)
            Array.Resize(ref _links, _made * 2);
        return _made++;
    }
}
