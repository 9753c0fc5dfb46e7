using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Books;

/// <summary>The books of a market by window, against a sorted set.</summary>
public sealed class WindowIndexTests
{
    [Fact]
    public void Books_are_found_by_window_and_walked_by_start_then_end() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).ListOf(120).ToArbitrary(),
            static draws =>
            {
                WindowIndex index = new(new OrderTable());
                Dictionary<DeliveryWindow, ForwardBook> reference = [];
                foreach (int draw in draws)
                {
                    DeliveryWindow window = new(draw / 2 % 12, 1 + draw / 24 % 6);
                    if (draw % 2 == 0)
                        Open(index, reference, window);
                    else
                        Close(index, reference, window);
                }
                AssertSame(index, reference);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_book_with_an_order_in_it_is_not_forgotten()
    {
        OrderTable orders = new();
        WindowIndex index = new(orders);
        ForwardBook book = index.Open(new DeliveryWindow(0, 1));
        ref OrderRow order = ref orders.Row(orders.Add());
        order.LimitTicks = 1;
        book.Bids.Append(ref order);
        index.CloseIfEmpty(book);
        Assert.Same(book, index.Find(book.Window));
        book.Bids.Remove(ref order);
        index.CloseIfEmpty(book);

        Assert.Null(index.Find(book.Window));
    }

    private static void Open(WindowIndex index, Dictionary<DeliveryWindow, ForwardBook> reference, DeliveryWindow window)
    {
        ForwardBook book = index.Open(window);
        Assert.Equal(window, book.Window);
        Assert.True(reference.TryAdd(window, book) || reference[window] == book);
    }

    private static void Close(WindowIndex index, Dictionary<DeliveryWindow, ForwardBook> reference, DeliveryWindow window)
    {
        Assert.Equal(reference.GetValueOrDefault(window), index.Find(window));
        if (reference.Remove(window, out ForwardBook? book))
            index.CloseIfEmpty(book);
    }

    private static void AssertSame(WindowIndex index, Dictionary<DeliveryWindow, ForwardBook> reference)
    {
        DeliveryWindow[] expected = [.. reference.Keys.OrderBy(window => window.StartHour).ThenBy(window => window.Hours)];
        Assert.Equal(expected, Enumerable.Range(0, index.Count).Select(at => index[at].Window));
        for (int hour = -1; hour < 14; hour++)
            Assert.Equal(expected.Count(window => window.StartHour < hour), index.FirstFrom(hour));
    }
}
