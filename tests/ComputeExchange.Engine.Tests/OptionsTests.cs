namespace ComputeExchange.Engine.Tests;

public class OptionsTests
{
    [Fact]
    public void The_defaults_work() => new EngineOptions().Validate();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(EngineOptions.RingSlotsMax * 2)]
    public void A_ring_has_a_power_of_two_of_slots(int slots)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new EngineOptions { EventRingSlots = slots }.Validate());
        Assert.Equal($"EventRingSlots is {slots}; it must be a power of two from 2 to 1048576.", refused.Message);
    }

    [Fact]
    public void What_cannot_work_is_refused_by_name()
    {
        Refuses(new EngineOptions { PageRows = 0 }, "PageRows");
        Refuses(new EngineOptions { MatchingBatchMax = 0 }, "MatchingBatchMax");
        Refuses(new EngineOptions { SnapshotEvery = -1 }, "SnapshotEvery");
        Refuses(new EngineOptions { TickEvery = TimeSpan.Zero }, "TickEvery");
        Refuses(new EngineOptions { TopInterval = TimeSpan.FromTicks(-1) }, "TopInterval");
    }

    private static void Refuses(EngineOptions options, string name) =>
        Assert.StartsWith(name, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
}
