using ComputeExchange.Engine;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>The hash of every event, in order, of a live run or of a replay.</summary>
internal sealed class EventRecord : IEngineListener
{
    /// <summary>One hash an event, over all of its fields.</summary>
    public List<ulong> Events { get; } = [];

    /// <summary>The command that each belongs to.</summary>
    public List<long> Sequences { get; } = [];

    public void Add(in Event happened)
    {
        Events.Add(EventHash.Of(happened));
        Sequences.Add(happened.Header.Sequence);
    }

    /// <summary>The events behind a command.</summary>
    public IEnumerable<ulong> Behind(long sequence) => Events.Where((_, i) => Sequences[i] > sequence);

    public void OnEvent(in Command command, in Event happened) => Add(happened);

    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded)
    {
    }

    public void OnAnswer(in Query query, in Answer answer)
    {
    }

    public void OnBatchEnd()
    {
    }

    public void OnHalted(Exception? reason) => Assert.Fail($"the engine halted: {reason}");
}
