using ComputeExchange.Journal;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>What a start found and did.</summary>
/// <param name="SnapshotSequence">The snapshot that it began with; 0 when it began with an empty exchange.</param>
/// <param name="LastSequence">The last command of the journal, up to which the state was rebuilt.</param>
/// <param name="Time">Engine time as of then.</param>
/// <param name="StateHash">The hash of the state as of then.</param>
/// <param name="TornTail">What a crash had left behind the last command; null when nothing.</param>
/// <param name="ReportsMadeAgain">How many commands' reports were made again into the report log.</param>
/// <param name="Skipped">The commands behind the snapshot that were not carried out, by an operator's decision.</param>
public sealed record RecoveryReport(
    long SnapshotSequence, long LastSequence, EngineTime Time, ulong StateHash, TornTail? TornTail, long ReportsMadeAgain,
    IReadOnlyCollection<long> Skipped)
{
    /// <summary>How many commands were replayed.</summary>
    public long ReplayedCommands => LastSequence - SnapshotSequence;
}
