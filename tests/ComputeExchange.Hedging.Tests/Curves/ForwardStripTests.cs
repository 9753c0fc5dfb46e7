using ComputeExchange.Hedging.Curves;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Curves;

public class ForwardStripTests
{
    [Fact]
    public void Terms_of_3_6_and_12_months_imply_the_months_between()
    {
        ForwardRate[] strip = ForwardStrip.Of([new(3, 5.73m), new(6, 5.64m), new(12, 5.39m)]);

        Assert.Equal([new(1, 3, 5.73m), new(4, 6, 5.55m), new(7, 12, 5.14m)], strip);
    }

    [Fact]
    public void Terms_out_of_order_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ForwardStrip.Of([new(6, 5m), new(3, 5m)]));
        Assert.Throws<ArgumentException>(() => ForwardStrip.Of([new(3, 5m), new(3, 5m)]));
        Assert.Throws<ArgumentException>(() => ForwardStrip.Of([new(0, 5m)]));
        Assert.Empty(ForwardStrip.Of([]));
    }
}
