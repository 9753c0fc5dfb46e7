using ComputeExchange.Engine;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>What a live run told, in order, for other runs to be held against. Used again for the next seed.</summary>
internal sealed class EventRecord : IEngineListener
{
    private readonly List<ulong> _events = [];
    private readonly List<long> _sequences = [];

    /// <summary>One hash an event, over all of its fields.</summary>
    public IReadOnlyList<ulong> Events => _events;

    /// <summary>Over all reports as they were told: whose, which number, every byte.</summary>
    public TraceHash Reports { get; private set; } = new();

    /// <summary>The command that an event belongs to.</summary>
    public long SequenceOf(int index) => _sequences[index];

    /// <summary>The place of the first event behind a command; behind the last event where there is none.</summary>
    public int FirstBehind(long sequence)
    {
        int index = 0;
        while (index < _sequences.Count && _sequences[index] <= sequence)
            index++;
        return index;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _events.Clear();
        _sequences.Clear();
        Reports = new TraceHash();
    }

    public void OnEvent(in Command command, in Event happened)
    {
        _events.Add(EventHash.Of(happened));
        _sequences.Add(happened.Header.Sequence);
    }

    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded) =>
        Reports.AddReport(session, reportNumber, encoded);

    public void OnAnswer(in Query query, in Answer answer)
    {
    }

    public void OnBatchEnd()
    {
    }

    public void OnHalted(Exception? reason) => Assert.Fail($"the engine halted: {reason}");
}
