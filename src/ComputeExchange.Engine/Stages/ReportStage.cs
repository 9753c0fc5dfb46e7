using ComputeExchange.Engine.Ring;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Stages;

/// <summary>Makes execution reports of events, each once: the same bytes go into the report log and to the listener.</summary>
/// <remarks>For one thread: the publisher's, or that of the recovery.</remarks>
internal sealed class ReportStage(ReportLog log)
{
    private readonly byte[] _encoded = new byte[ExecutionReportCodec.MaxBodyBytes];
    private long _newestNanos;

    /// <summary>Reports an event to the sessions of its sides.</summary>
    public void Tell(in Event happened, IEngineListener? listener)
    {
        _newestNanos = happened.Header.Time.Nanos;
        Tell(happened, Side.Buy, listener);
        if (happened.Kind == EventKind.Trade)
            Tell(happened, Side.Sell, listener);
    }

    /// <summary>Notes that all reports up to a command are in the log.</summary>
    public void EndBatch(long sequence) => log.Complete(sequence, _newestNanos);

    /// <summary>Forces what is there at the end of a run; what fails now is made again from the journal.</summary>
    public void SyncIfPossible()
    {
        try
        {
            log.Sync();
        }
        catch (IOException)
        {
        }
    }

    private void Tell(in Event happened, Side side, IEngineListener? listener)
    {
        if (!ExecutionReportCodec.IsReported(happened, side, out SessionId session, out long number))
            return;
        int bytes = ExecutionReportCodec.Encode(happened, side, _encoded);
        if (bytes == 0)
            throw new InvalidOperationException($"Event {happened.Header.Sequence}.{happened.Header.Index} has no encoding.");
        log.Append(session.Value, number, happened.Header.Sequence, _encoded.AsSpan(0, bytes));
        listener?.OnReport(session, number, _encoded.AsSpan(0, bytes));
    }
}
