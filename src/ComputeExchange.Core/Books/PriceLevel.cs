namespace ComputeExchange.Core.Books;

/// <summary>The orders at one price, linked by place: first come, first served.</summary>
internal struct PriceLevel
{
    /// <summary>The price as seen from its side: higher is better.</summary>
    public int Rank;

    /// <summary>The numbers of the first and the last order.</summary>
    public int First;
    public int Last;

    /// <summary>What the orders show, in GPUs or lots.</summary>
    public long ShownQuantity;
}
