namespace ComputeExchange.Core.Orders;

/// <summary>The links of lists that an order is in one of at a time, by its number: first come, first served.</summary>
/// <remarks>Links that were fields of the rows would cost a cache line for each neighbour of an order that comes or goes; here eight
/// share one. The link of number 0, nobody's, is written like any other, so that nothing is guessed about the ends of a list.</remarks>
internal sealed class LinkedOrders
{
    private Link[] _links = new Link[1];

    /// <summary>The number of the order behind another; 0 for none.</summary>
    public int After(int order) => _links[order].Next;

    /// <summary>Makes room for orders up to a number.</summary>
    public void MakeRoom(int mostNumber)
    {
        if (mostNumber >= _links.Length)
            Array.Resize(ref _links, Math.Max(mostNumber + 1, _links.Length * 2));
    }

    /// <summary>Puts an order last in a list.</summary>
    public void Append(int order, ref int first, ref int last)
    {
        int before = last;
        At(order) = new Link { Next = 0, Previous = before };
        At(before).Next = order;
        first = before == 0 ? order : first;
        last = order;
    }

    public void Remove(int order, ref int first, ref int last)
    {
        Link link = At(order);
        At(link.Previous).Next = link.Next;
        At(link.Next).Previous = link.Previous;
        first = first == order ? link.Next : first;
        last = last == order ? link.Previous : last;
    }

    /// <summary>Begins to fetch an order's links.</summary>
    public void Foresee(int order) => Prefetch.Element(_links, order);

    private ref Link At(int order) => ref _links[order];

    private struct Link
    {
        public int Next;
        public int Previous;
    }
}
