using ComputeExchange.Core.Orders;

namespace ComputeExchange.Core.Tests.Orders;

/// <summary>Orders as a test wants them, beside all rules of entry.</summary>
internal static class MadeOrders
{
    public static Order Make(this OrderTable orders, Action<Order> with)
    {
        Order made = orders.Order(orders.Add());
        with(made);
        return made;
    }
}
