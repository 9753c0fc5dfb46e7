using ComputeExchange.Engine;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>Holds another run of the same commands against the record of the first, event by event as they come.</summary>
internal sealed class EventComparison(EventRecord live, string what) : IEngineListener
{
    private int _first = -1;
    private int _next;

    /// <summary>Over all reports, as <see cref="EventRecord.Reports"/>.</summary>
    public TraceHash Reports { get; } = new();

    /// <summary>The next event of the other run. Its first may be any that comes first of its command.</summary>
    public void Compare(in Event happened)
    {
        if (_first < 0)
            _next = _first = live.FirstBehind(happened.Header.Sequence - 1);
        if (_next >= live.Events.Count)
            Assert.Fail($"the {what} has a {happened.Kind} of command {happened.Header.Sequence} behind the last event");
        if (live.Events[_next] != EventHash.Of(happened))
            Assert.Fail($"event {_next} of the {what}, of command {live.SequenceOf(_next)}, differs: a {happened.Kind} of "
                + $"command {happened.Header.Sequence}");
        _next++;
    }

    /// <summary>The other run is over: it must have had every event behind the command that it began with.</summary>
    public void End(long begunBehind)
    {
        int first = live.FirstBehind(begunBehind);
        if (_first < 0)
            _next = _first = first;
        Assert.True(_first == first, $"the {what} begins with event {_first}, not {first}");
        Assert.True(_next == live.Events.Count, $"the {what} ends before event {_next} of {live.Events.Count}");
    }

    public void OnEvent(in Command command, in Event happened) => Compare(happened);

    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded) =>
        Reports.AddReport(session, reportNumber, encoded);

    public void OnAnswer(in Query query, in Answer answer)
    {
    }

    public void OnBatchEnd()
    {
    }

    public void OnHalted(Exception? reason) => Assert.Fail($"the engine halted in the {what}: {reason}");
}
