using ComputeExchange.Core;
using ComputeExchange.Engine.Stages;
using ComputeExchange.Journal;

namespace ComputeExchange.Engine.Recovery;

/// <summary>What an engine starts from: the state as of the last durable command, and the files to go on with.</summary>
internal sealed record RecoveredState(
    Exchange Exchange, IHedger? Hedger, JournalWriter Journal, ReportLog Reports, ReportStage ReportStage, RecoveryReport Report,
    SkippedCommands Skipped)
    : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Reports.Dispose();
        Journal.Dispose();
    }
}
