using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Orders;

/// <summary>When orders end, and that times which no order ends at any more are forgotten.</summary>
public sealed class DeadlinesTests
{
    private readonly OrderTable _orders = new();
    private readonly Deadlines _deadlines = new();

    [Fact]
    public void Times_that_orders_came_and_left_with_are_not_kept_for_ever()
    {
        Order stays = OrderUntil(1_000_000_000, entry: 1);
        _deadlines.Add(stays);
        for (int i = 1; i <= 100_000; i++)
        {
            Order leaves = OrderUntil(2_000_000_000 + i, entry: i + 1);
            _deadlines.Add(leaves);
            _deadlines.Remove(leaves);
        }

        Assert.InRange(_deadlines.TimeCount, 1, 3_000);
        Assert.Equal(stays.ExpireTime, _deadlines.Next);
    }

    [Fact]
    public void Orders_are_due_in_entry_order_also_after_times_were_forgotten()
    {
        List<Order> open = [];
        for (int i = 1; i <= 20_000; i++)
        {
            Order order = OrderUntil(1 + i * 7_919L % 5_003, entry: i);
            _deadlines.Add(order);
            if (i % 4 == 0)
                open.Add(order);
            else
                _deadlines.Remove(order);
        }
        for (int i = 1; i <= 5_000; i++)
        {
            Order brief = OrderUntil(10_000 + i, entry: 20_000 + i);
            _deadlines.Add(brief);
            _deadlines.Remove(brief);
        }

        List<Order> due = [];
        _deadlines.TakeDue(new EngineTime(2_500), due);
        Assert.Equal(open.Where(order => order.ExpireTime.Nanos <= 2_500), due);
        due.Clear();
        _deadlines.TakeDue(new EngineTime(5_003), due);
        Assert.Equal(open.Where(order => order.ExpireTime.Nanos > 2_500), due);
        Assert.All(open, order => Assert.Null(order.Due));
    }

    private Order OrderUntil(long nanos, long entry) => _orders.Make(order =>
    {
        order.Entry = entry;
        order.Terms = new WindowTerms { IsComplex = true };
        order.Gate = EngineTime.Never;
        order.TimeInForce = TimeInForce.GoodTillDate;
        order.ExpireTime = new EngineTime(nanos);
    });
}
