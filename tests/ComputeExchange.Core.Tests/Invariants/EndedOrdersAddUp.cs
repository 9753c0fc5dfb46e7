namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>What was filled and what was cancelled make what was ordered, for every order that has ended.</summary>
internal sealed class EndedOrdersAddUp : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        foreach (OrderAccount ended in count.Touched)
            if (!ended.IsOpen && ended.Order.Filled + ended.Cancelled != ended.Ordered)
                return $"{ended} ended with {ended.Order.Filled} filled and {ended.Cancelled} cancelled of {ended.Ordered}";
        return null;
    }
}
