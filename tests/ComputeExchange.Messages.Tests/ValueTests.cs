using Xunit;

namespace ComputeExchange.Messages.Tests;

/// <summary>Prices, money and windows.</summary>
public sealed class ValueTests
{
    [Fact]
    public void A_price_is_a_whole_number_of_ticks()
    {
        Assert.Equal(25_000, Price.FromDollars(2.50m).Ticks);
        Assert.Equal("2.5", new Price(25_000).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.FromDollars(2.50001m));
        Assert.Throws<OverflowException>(() => Price.FromDollars(1_000_000m));
        Assert.True(new Price(1).CompareTo(new Price(2)) < 0);
    }

    [Fact]
    public void Money_never_wraps()
    {
        Assert.Equal(new Money(3), new Money(1) + new Money(2));
        Assert.Equal(new Money(-1), new Money(1) - new Money(2));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Equal(100_000_000_000m, Money.MaxOrderValue.Dollars);
    }

    [Fact]
    public void A_window_is_half_open()
    {
        DeliveryWindow day = new(0, 24);

        Assert.Equal(24, day.EndHour);
        Assert.True(day.Contains(day) && day.Contains(new DeliveryWindow(23, 1)) && !day.Contains(new DeliveryWindow(23, 2)));
        Assert.True(day.Overlaps(new DeliveryWindow(23, 2)) && !day.Overlaps(new DeliveryWindow(24, 1)));
        Assert.False(new DeliveryWindow(-1, 1).Overlaps(day));
        Assert.Equal(day, DeliveryWindow.Between(0, 24));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(0, DeliveryWindow.MaxHours, true)]
    [InlineData(0, DeliveryWindow.MaxHours + 1, false)]
    [InlineData(int.MaxValue, 1, false)]
    [InlineData(int.MinValue, -1, false)]
    public void A_valid_window_has_1_to_65_535_hours_and_an_end_that_can_be_counted(int start, int hours, bool valid) =>
        Assert.Equal(valid, new DeliveryWindow(start, hours).IsValid);

    [Fact]
    public void A_basket_lists_the_months_whose_bits_are_set()
    {
        DefineBasket basket = new() { FirstMonth = new DeliveryMonth(79), ListedMonths = 0b101 | 1UL << 63 };

        Assert.Equal([79, 81, 142], Enumerable.Range(0, 300).Where(index => basket.Lists(new DeliveryMonth(index))));
    }
}
