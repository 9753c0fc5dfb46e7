using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
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
                BookSide book = new(side);
                List<Order> reference = [];
                long place = 0;
                foreach (int draw in draws)
                {
                    if (draw % 3 == 0 && reference.Count > 0)
                    {
                        Order removed = reference[draw / 3 % reference.Count];
                        book.Remove(removed);
                        reference.Remove(removed);
                        continue;
                    }
                    Order order = new() { Side = side, LimitTicks = 1 + draw / 3 % 60, Place = ++place, Shown = 1 + draw % 9 };
                    book.Append(order);
                    reference.Add(order);
                }
                AssertSame(book, reference, side);
            }).QuickCheckThrowOnFailure();

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
            PriceLevel of = level.First().Level!;
            Assert.Equal(level.Key, book.PriceOf(of));
            Assert.Equal(level.Sum(order => order.Shown), of.ShownQuantity);
        }
    }
}
