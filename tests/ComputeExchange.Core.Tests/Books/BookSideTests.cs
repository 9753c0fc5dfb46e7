using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Tests.Orders;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Books;

/// <summary>One side of a book against a list that is sorted anew each time.</summary>
public sealed class BookSideTests
{
    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void A_side_is_in_price_time_order_whatever_comes_and_goes(Side side) =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).ListOf(200).ToArbitrary(),
            draws =>
            {
                OrderTable orders = new();
                BookSide book = new(side, orders);
                List<Order> reference = [];
                long place = 0;
                foreach (int draw in draws)
                {
                    if (draw % 3 == 0 && reference.Count > 0)
                    {
                        Order removed = reference[draw / 3 % reference.Count];
                        book.Remove(ref removed.Row);
                        reference.Remove(removed);
                        continue;
                    }
                    Order order = orders.Make(order =>
                    {
                        order.Side = side;
                        order.LimitTicks = 1 + draw / 3 % 60;
                        order.Place = ++place;
                        order.Shown = 1 + draw % 9;
                    });
                    book.Append(ref order.Row);
                    reference.Add(order);
                }
                AssertSame(book, reference, side);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_side_is_walked_by_where_orders_stand_also_while_a_trial_gives_one_another_limit()
    {
        OrderTable table = new();
        BookSide book = new(Side.Sell, table);
        Order[] orders = [.. Enumerable.Range(1, 3).Select(price => table.Make(order => order.LimitTicks = price))];
        foreach (Order order in orders)
            book.Append(ref order.Row);
        orders[2].LimitTicks = 1;

        Assert.Equal([orders[1], orders[2], null], new[] { book.After(orders[0]), book.After(orders[1]), book.After(orders[2]) });
    }

    private static void AssertSame(BookSide book, List<Order> reference, Side side)
    {
        int sign = side == Side.Buy ? -1 : 1;
        Order[] expected = [.. reference.OrderBy(order => order.LimitTicks * sign).ThenBy(order => order.Place)];
        List<Order> walked = [];
        for (Order? order = book.First; order is not null; order = book.After(order))
            walked.Add(order);
        Assert.Equal(expected, walked);
        Assert.Equal(expected.Select(order => order.LimitTicks).Distinct().Count(), book.LevelCount);
        Assert.Equal(expected.Length == 0, book.IsEmpty);
        foreach (IGrouping<int, Order> level in expected.GroupBy(order => order.LimitTicks))
        {
            Assert.Equal(new PriceQuantity(new Price(level.Key), level.Sum(order => order.Shown)), book.Top);
            foreach (Order order in level)
                book.Remove(ref order.Row);
        }
        Assert.Equal(default, book.Top);
    }
}
