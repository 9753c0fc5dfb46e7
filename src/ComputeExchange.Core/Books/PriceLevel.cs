using ComputeExchange.Core.Orders;

namespace ComputeExchange.Core.Books;

/// <summary>The orders at one price, linked by place: first come, first served.</summary>
internal sealed class PriceLevel
{
    /// <summary>The price as seen from its side: higher is better.</summary>
    public int Rank;
    public Order? Head;
    public Order? Tail;

    /// <summary>What the orders show, in GPUs or lots; of a side of divisible offers this is not kept.</summary>
    public long ShownQuantity;
}
