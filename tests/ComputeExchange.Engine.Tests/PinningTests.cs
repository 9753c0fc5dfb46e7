using ComputeExchange.Engine.Threads;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public class PinningTests
{
    [Fact]
    public void Threads_run_where_they_are_told_to()
    {
        if (!OperatingSystem.IsLinux())
            return;
        int processor = ProcessorAffinity.Allowed()[^1];
        AffinityListener listener = new();
        EngineOptions options = EngineFixture.Options(new SimulatedClock()) with
        {
            Pinning = new PinningOptions { Journal = processor, Publisher = processor },
        };
        using ThreadedEngine engine = ThreadedEngine.Open(new SimulatedStorage(), options);
        engine.Listen(listener);
        engine.Start();
        foreach (Command command in new RandomFlow(81).Opening())
            engine.Submit(command);
        Assert.True(engine.Stop(60_000));
        Assert.NotEmpty(listener.Seen);
        Assert.All(listener.Seen, allowed => Assert.Equal([processor], allowed));
    }

    [Fact]
    public void A_processor_that_the_process_may_not_use_is_refused_by_name()
    {
        PinningOptions pinning = new() { Matching = 1_023 };
        ArgumentException refused = Assert.Throws<ArgumentException>(pinning.Validate);
        Assert.StartsWith("Pinning:Matching is 1023; ", refused.Message, StringComparison.Ordinal);
    }

    private sealed class AffinityListener : RecordingListener
    {
        public List<IReadOnlyList<int>> Seen { get; } = [];

        public override void OnEvent(in Command command, in Event happened)
        {
            if (OperatingSystem.IsLinux())
                Seen.Add(ProcessorAffinity.Allowed());
        }
    }
}
