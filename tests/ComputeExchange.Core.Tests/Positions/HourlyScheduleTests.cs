using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Positions;

/// <summary>A schedule against one number for each hour, as hours are added and pass.</summary>
public sealed class HourlyScheduleTests
{
    private const int Hours = 60;

    [Fact]
    public void A_schedule_is_what_one_number_for_each_hour_would_be() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).ListOf(120).ToArbitrary(),
            static draws =>
            {
                HourlySchedule schedule = new();
                Int128[] hourly = new Int128[Hours];
                int passed = 0;
                foreach (int draw in draws)
                {
                    if (draw % 10 == 0)
                        passed = Pass(schedule, hourly, passed, Math.Min(passed + draw / 10 % 4, Hours));
                    else
                        Add(schedule, hourly, passed, draw);
                    AssertSame(schedule, hourly, passed, draw);
                }
                Assert.Equal(Sum(hourly, passed, Hours), schedule.PassTo(Hours + 5));
                Assert.Equal((0, 0), (schedule.ChangeCount, (int)schedule.Current));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Time_that_goes_back_changes_nothing()
    {
        HourlySchedule schedule = new();
        schedule.Add(new DeliveryWindow(0, 10), 3);
        Assert.Equal(15, (int)schedule.PassTo(5));
        Assert.Equal(0, (int)schedule.PassTo(4));
        Assert.Equal(15, (int)schedule.SumOver(0, 10));
    }

    private static void Add(HourlySchedule schedule, Int128[] hourly, int passed, int draw)
    {
        int from = draw / 10 % Hours, length = 1 + draw / 600 % (Hours - from);
        Int128 amount = draw % 7 == 0 ? -3 : draw % 5 + 1;
        schedule.Add(new DeliveryWindow(from, length), amount);
        for (int hour = Math.Max(from, passed); hour < from + length; hour++)
            hourly[hour] += amount;
    }

    private static int Pass(HourlySchedule schedule, Int128[] hourly, int passed, int to)
    {
        Assert.Equal(Sum(hourly, passed, to), schedule.PassTo(to));
        hourly.AsSpan(0, to).Clear();
        return to;
    }

    private static void AssertSame(HourlySchedule schedule, Int128[] hourly, int passed, int draw)
    {
        int from = draw % Hours, to = from + draw / 60 % (Hours - from + 1);
        Assert.Equal(Sum(hourly, Math.Max(from, passed), Math.Max(to, passed)), schedule.SumOver(from, to));
        Assert.Equal(Sum(hourly, passed, Hours), schedule.SumOver(0, Hours));
    }

    private static Int128 Sum(Int128[] hourly, int from, int to)
    {
        Int128 sum = 0;
        for (int hour = from; hour < to; hour++)
            sum += hourly[hour];
        return sum;
    }
}
