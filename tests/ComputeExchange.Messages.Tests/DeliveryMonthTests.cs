using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Messages.Tests;

public sealed class DeliveryMonthTests
{
    [Fact]
    public void January_2020_is_month_0_and_begins_with_hour_0()
    {
        DeliveryMonth month = DeliveryMonth.Of(2020, 1);

        Assert.Equal((0, 0, 744), (month.Index, month.StartHour, month.EndHour));
    }

    [Fact]
    public void November_2026_has_720_hours()
    {
        DeliveryMonth month = DeliveryMonth.Of(2026, 11);

        Assert.Equal(720, month.EndHour - month.StartHour);
        Assert.Equal((2026, 11, "2026-11"), (month.Year, month.Month, month.ToString()));
    }

    [Fact]
    public void A_leap_february_has_696_hours() =>
        Assert.Equal(696, DeliveryMonth.Of(2028, 2).EndHour - DeliveryMonth.Of(2028, 2).StartHour);

    [Fact]
    public void Months_follow_each_other_without_gap_before_2020_too() =>
        Prop.ForAll(
            Gen.Choose(DeliveryMonth.MinIndex, DeliveryMonth.MaxIndex - 1).ToArbitrary(),
            static index =>
            {
                DeliveryMonth month = new(index);
                Assert.Equal(month.EndHour, new DeliveryMonth(index + 1).StartHour);
                Assert.Equal(month, DeliveryMonth.OfHour(month.StartHour));
                Assert.Equal(month, DeliveryMonth.OfHour(month.EndHour - 1));
                Assert.Equal(month, DeliveryMonth.Of(month.Year, month.Month));
            }).QuickCheckThrowOnFailure();
}
