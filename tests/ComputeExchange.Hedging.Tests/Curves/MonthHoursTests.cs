using ComputeExchange.Hedging.Curves;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Curves;

public class MonthHoursTests
{
    [Fact]
    public void November_2026_has_720_hours_252_of_them_peak()
    {
        MonthHours november = MonthHours.Of(2026, 11);

        Assert.Equal(720, november.Total);
        Assert.Equal(252, november.Peak);
        Assert.Equal(468, november.OffPeak);
    }

    [Fact]
    public void A_leap_February_has_a_day_more()
    {
        Assert.Equal(696, MonthHours.Of(2028, 2).Total);
        Assert.Equal(672, MonthHours.Of(2027, 2).Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => MonthHours.Of(2026, 13));
    }
}
