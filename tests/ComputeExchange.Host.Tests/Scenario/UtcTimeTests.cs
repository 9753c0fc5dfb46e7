using System.Text;
using ComputeExchange.Host.Scenario;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("2026-08-01T12:00:00Z", 1_785_585_600_000_000_000)]
    [InlineData("2026-08-01T12:00Z", 1_785_585_600_000_000_000)]
    [InlineData("2026-08-01T12:00:00+00:00", 1_785_585_600_000_000_000)]
    [InlineData("2026-08-01T12:00:00.5Z", 1_785_585_600_500_000_000)]
    [InlineData("2026-08-01T12:00:00.123456789Z", 1_785_585_600_123_456_789)]
    [InlineData("1969-12-31T23:59:59.999999999Z", -1)]
    public void A_time_is_nanoseconds_since_the_epoch(string text, long nanos)
    {
        Assert.True(UtcTime.TryParse(Encoding.ASCII.GetBytes(text), out Int128 read));
        Assert.Equal((Int128)nanos, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("2026-08-01")]
    [InlineData("2026-08-01T12:00:00")]
    [InlineData("2026-08-01T12:00:00+01:00")]
    [InlineData("2026-08-01 12:00:00Z")]
    [InlineData("2026-8-1T12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-08-01T24:00:00Z")]
    [InlineData("2026-08-01T12:00:60Z")]
    [InlineData("2026-08-01T12:00:00.Z")]
    [InlineData("2026-08-01T12:00:00.1234567890Z")]
    [InlineData("2026-08-01T12:00.5Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    public void Anything_else_is_no_time(string text) =>
        Assert.False(UtcTime.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", 0, true)]
    [InlineData("2020-01-01T01:59:59.999999999Z", 1, false)]
    [InlineData("2019-12-31T23:00:00Z", -1, true)]
    [InlineData("2019-12-31T23:30:00Z", -1, false)]
    [InlineData("9999-12-31T23:00:00Z", 69_951_239, true)]
    public void Hours_are_counted_from_2020(string text, int hour, bool isWhole)
    {
        Assert.True(UtcTime.TryParse(Encoding.ASCII.GetBytes(text), out Int128 nanos));
        Assert.Equal(isWhole, UtcTime.IsWholeHour(nanos, out int read));
        Assert.Equal(hour, read);
    }

    [Theory]
    [InlineData(57_708, "2026-08-01T12:00:00Z")]
    [InlineData(-1, "2019-12-31T23:00:00Z")]
    [InlineData(69_951_239, "9999-12-31T23:00:00Z")]
    [InlineData(69_951_240, "10000-01-01T00:00:00Z")]
    public void An_hour_is_printed_as_its_start(int hour, string text)
    {
        Span<byte> printed = stackalloc byte[32];
        Assert.Equal(text, Encoding.ASCII.GetString(printed[..UtcTime.Format(hour, printed)]));
    }

    [Fact]
    public void Times_outside_of_engine_time_are_cut_to_it()
    {
        Assert.True(UtcTime.TryParse("9999-12-31T23:00:00Z"u8, out Int128 late));
        Assert.Equal(EngineTime.Never.Nanos - 1, UtcTime.ToEngineTime(late).Nanos);
        Assert.True(UtcTime.TryParse("0001-01-01T00:00:00Z"u8, out Int128 early));
        Assert.Equal(long.MinValue, UtcTime.ToEngineTime(early).Nanos);
    }
}
