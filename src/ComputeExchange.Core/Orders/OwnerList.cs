namespace ComputeExchange.Core.Orders;

/// <summary>The open orders of one participant, linked in entry order: an order that enters anew goes to the end.</summary>
internal sealed class OwnerList
{
    public Order? First { get; private set; }

    public Order? Last { get; private set; }

    public int Count { get; private set; }

    public void Append(Order order)
    {
        order.OfOwner.Previous = Last;
        order.OfOwner.Next = null;
        if (Last is null)
            First = order;
        else
            Last.OfOwner.Next = order;
        Last = order;
        Count++;
    }

    public void Remove(Order order)
    {
        ref OrderLinks links = ref order.OfOwner;
        if (links.Previous is null)
            First = links.Next;
        else
            links.Previous.OfOwner.Next = links.Next;
        if (links.Next is null)
            Last = links.Previous;
        else
            links.Next.OfOwner.Previous = links.Previous;
        links = default;
        Count--;
    }
}
