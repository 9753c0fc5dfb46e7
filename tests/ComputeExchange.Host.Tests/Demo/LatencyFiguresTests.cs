using ComputeExchange.Host.Demo.Report;
using Xunit;

namespace ComputeExchange.Host.Tests.Demo;

public class LatencyFiguresTests
{
    [Fact]
    public void A_percentile_is_the_least_latency_that_so_many_do_not_exceed()
    {
        TimeSpan[] latencies = [.. Enumerable.Range(1, 1000).Reverse().Select(micros => TimeSpan.FromMicroseconds(micros))];

        LatencyFigures figures = LatencyFigures.Of(clients: 2, inFlight: 4, TimeSpan.FromSeconds(2), latencies);

        Assert.Equal((500, 990, 999), (figures.P50Micros, figures.P99Micros, figures.P999Micros));
        Assert.Equal(500, figures.PerSecond);
    }

    [Fact]
    public void Nothing_measured_is_nothing_claimed()
    {
        LatencyFigures figures = LatencyFigures.Of(1, 1, TimeSpan.Zero, []);

        Assert.Equal((0, 0, 0, 0), (figures.P50Micros, figures.P99Micros, figures.P999Micros, figures.PerSecond));
    }
}
