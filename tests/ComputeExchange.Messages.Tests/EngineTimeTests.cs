using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Messages.Tests;

/// <summary>Engine time: hours, days and midnights, on both sides of 2020 and of 1970.</summary>
public sealed class EngineTimeTests
{
    private static readonly DateTime HourZero = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", 0)]
    [InlineData("2020-01-01T00:59:59Z", 0)]
    [InlineData("2020-01-01T01:00:00Z", 1)]
    [InlineData("2019-12-31T23:59:59Z", -1)]
    [InlineData("2019-12-31T23:00:00Z", -1)]
    [InlineData("2019-12-31T22:59:59Z", -2)]
    [InlineData("1970-01-01T00:00:00Z", -438_288)]
    [InlineData("1969-12-31T23:59:59Z", -438_289)]
    public void Hours_are_counted_from_2020_and_negative_before(string instant, int hour) =>
        Assert.Equal(hour, TimeOf(instant).Hour);

    [Theory]
    [InlineData("2026-07-01T12:00:00Z", "2026-07-02T00:00:00Z")]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")]
    [InlineData("2019-12-31T00:00:00Z", "2020-01-01T00:00:00Z")]
    [InlineData("2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z")]
    [InlineData("1969-06-30T00:00:00Z", "1969-07-01T00:00:00Z")]
    public void The_next_midnight_is_strictly_later(string instant, string midnight) =>
        Assert.Equal(TimeOf(midnight), TimeOf(instant).NextMidnight);

    [Fact]
    public void An_instant_lies_in_the_hour_and_day_that_a_calendar_says() =>
        Prop.ForAll(
            Gen.Choose(-900_000, 900_000).SelectMany(hour => Gen.Choose(0, 3_599).Select(second => (hour, second))).ToArbitrary(),
            static at =>
            {
                DateTime moment = HourZero.AddHours(at.hour).AddSeconds(at.second);
                EngineTime time = TimeOf(moment);
                Assert.Equal(at.hour, time.Hour);
                Assert.Equal((moment.Date - HourZero).Days, time.Day);
                Assert.Equal(TimeOf(moment.Date.AddDays(1)), time.NextMidnight);
                Assert.True(EngineTime.FromHour(time.Hour) <= time && time < EngineTime.FromHour(time.Hour + 1L));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Hours_beyond_what_nanoseconds_reach_are_cut_to_it()
    {
        Assert.Equal(EngineTime.Never, EngineTime.FromHour(long.MaxValue));
        Assert.True(EngineTime.FromHour(long.MinValue) < EngineTime.FromHour(-1_000_000));
        Assert.Equal(new EngineTime(long.MinValue).Hour, EngineTime.FromHour(new EngineTime(long.MinValue).Hour + 1).Hour - 1);
    }

    [Fact]
    public void The_last_midnight_that_can_be_said_is_never() =>
        Assert.Equal(EngineTime.Never, new EngineTime(long.MaxValue).NextMidnight);

    private static EngineTime TimeOf(string instant) => TimeOf(DateTimeOffset.Parse(instant).UtcDateTime);

    private static EngineTime TimeOf(DateTime moment) => new((moment - DateTime.UnixEpoch).Ticks * 100);
}
