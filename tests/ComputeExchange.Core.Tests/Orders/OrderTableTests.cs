using System.Runtime.CompilerServices;
using ComputeExchange.Core.Orders;
using Xunit;

namespace ComputeExchange.Core.Tests.Orders;

[Collection(Alone.Name)]
public class OrderTableTests
{
    [Fact]
    public void A_reference_to_a_row_outlasts_all_that_enters_after_it()
    {
        OrderTable orders = new();
        ref OrderRow early = ref orders.Row(orders.Add());
        for (int i = 0; i < 10_000; i++)
            orders.Row(orders.Add()).LimitTicks = i;

        early.LimitTicks = 77;

        Assert.True(Unsafe.AreSame(ref early, ref orders.Row(early.Number)));
        Assert.Equal(77, orders.Order(early.Number).LimitTicks);
    }

    [Fact]
    public void Each_row_and_its_order_know_their_number_and_share_their_fields()
    {
        OrderTable orders = new();
        for (int number = 1; number <= 5_000; number++)
            Assert.Equal(number, orders.Add());

        for (int number = 1; number <= 5_000; number++)
        {
            orders.Order(number).LimitTicks = number * 3;
            Assert.Equal(number, orders.Row(number).Number);
            Assert.Equal(number * 3, orders.Row(number).LimitTicks);
        }
    }

    [Fact]
    public unsafe void Each_row_is_two_whole_cache_lines()
    {
        OrderTable orders = new();
        for (int number = 1; number <= 1_000; number++)
            Assert.Equal(0, (nint)Unsafe.AsPointer(ref orders.Row(orders.Add())) % 64);

        Assert.Equal(128, Unsafe.SizeOf<OrderRow>());
    }

    [Fact]
    public void A_row_that_is_no_order_trades_nothing_and_stands_in_no_book()
    {
        OrderTable orders = new();
        ref OrderRow blank = ref orders.Row(orders.Add());

        Assert.False(blank.IsBasket);
        Assert.Null(orders.BookOf(blank));
        Assert.Null(orders.Contracts[blank.Traded]);
        Assert.Null(orders.Markets[-blank.Traded]);
    }

    [Fact]
    public void A_late_row_costs_as_much_memory_as_an_early_one()
    {
        const int Count = 150_000;
        OrderTable orders = new();
        long least = long.MaxValue, late = long.MaxValue;
        for (int number = 1; number <= Count; number++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            orders.Add();
            long made = GC.GetAllocatedBytesForCurrentThread() - before;
            if (made > 0)
                least = Math.Min(least, made);
            if (made > 0 && number > Count - 10_000)
                late = Math.Min(late, made);
        }

        Assert.Equal(least, late);
    }
}
