using ComputeExchange.Engine;

namespace ComputeExchange.Simulation.Tests.Server;

/// <summary>Passes on what the engine tells, and keeps the hash of every event told until it is audited.</summary>
internal sealed class ListenerTee(IEngineListener next, TraceHash trace) : IEngineListener
{
    /// <summary>Events told and not audited yet.</summary>
    public List<ulong> Told { get; } = [];

    /// <summary>The last event that was told, by its command and its place in that; of nothing before the first.</summary>
    public (long Sequence, int Index) Last { get; private set; } = (0, -1);

    public void OnEvent(in Command command, in Event happened)
    {
        ulong hash = EventHash.Of(happened);
        Told.Add(hash);
        trace.Add(hash);
        Last = (happened.Header.Sequence, happened.Header.Index);
        next.OnEvent(command, happened);
    }

    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded)
    {
        trace.Add(reportNumber);
        trace.Add(encoded);
        next.OnReport(session, reportNumber, encoded);
    }

    public void OnAnswer(in Query query, in Answer answer) => next.OnAnswer(query, answer);

    public void OnSnapshot(long sequence)
    {
        trace.Add(sequence);
        next.OnSnapshot(sequence);
    }

    public void OnBatchEnd() => next.OnBatchEnd();

    public void OnHalted(Exception? reason) => next.OnHalted(reason);
}
