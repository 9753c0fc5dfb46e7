// The journal is what happened; everything else is made of it again. Order matters: the journal is opened first, because it
// holds the lock and cuts the torn tail; then the report log says how far it is complete; then a snapshot is chosen that both
// can be continued from.

using ComputeExchange.Core;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Engine.Stages;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Recovery;

/// <summary>Rebuilds the state of a data directory.</summary>
internal static class EngineRecovery
{
    /// <exception cref="DataDirectoryInUseException">Another server has it open.</exception>
    /// <exception cref="JournalDamagedException">What was once durable is damaged or missing.</exception>
    /// <exception cref="FormatVersionException">Another version of the program wrote a file.</exception>
    public static RecoveredState Recover(IStorage storage, EngineOptions options, Func<IHedger>? hedger)
    {
        SnapshotStore store = new(storage, options.Snapshots);
        long newestSnapshot = store.Sequences is [.., long newest] ? newest : 0;
        SkippedCommands skipped = new(newestSnapshot + 1);
        JournalWriter journal = JournalWriter.Open(storage, options.Journal, newestSnapshot + 1, skipped.Look);
        ReportLog? reports = null;
        try
        {
            if (newestSnapshot > journal.LastSequence)
                throw Missing(journal, $"it ends with command {journal.LastSequence}, and a snapshot holds {newestSnapshot}.");
            reports = ReportLog.Open(storage, options.Reports);
            // Reports are written of durable commands only: the log is a witness of how far the journal once was.
            if (reports.CompleteThrough > journal.LastSequence)
                throw Missing(journal, $"it ends with command {journal.LastSequence}, and {reports.CompleteThrough} was reported.");
            if (options.SkipCommand is { } skip)
                new SkipDecision(storage, options, journal, reports).Take(skip, skipped);
            return Replay(storage, store, journal, reports, options, hedger, skipped);
        }
        catch
        {
            reports?.Dispose();
            journal.Dispose();
            throw;
        }
    }

    private static RecoveredState Replay(
        IStorage storage, SnapshotStore store, JournalWriter journal, ReportLog reports, EngineOptions options, Func<IHedger>? hedger,
        SkippedCommands skipped)
    {
        StartingState start = ChooseStart(store, journal, reports, hedger);
        Exchange exchange = start.Exchange;
        long snapshotSequence = exchange.Sequence;
        if (journal.FirstSequence > snapshotSequence + 1)
            throw Missing(journal, $"command {snapshotSequence + 1} is needed, and it begins with {journal.FirstSequence}.");
        skipped = skipped.Reaching(storage, snapshotSequence + 1, journal.LastSequence);
        SkipLostReports(exchange, reports);
        ReportStage reportStage = new(reports);
        long reported = reports.CompleteThrough;
        using (JournalReader reader = JournalReader.Open(storage, snapshotSequence + 1, journal.LastSequence))
        {
            using CommandReplay replay = new(reader, exchange, (in command, in happened) =>
            {
                if (happened.Header.Sequence > reported)
                    reportStage.Tell(happened, listener: null);
                start.Hedger?.OnEvent(command, happened);
            })
            {
                Snapshot = start.Snapshot,
                Skipped = skipped,
                Probe = options.Probe,
                ReadsAhead = options.ReadsAhead,
            };
            replay.Run();
        }

        reports.Complete(journal.LastSequence, exchange.Time.Nanos);
        RecoveryReport report = new(
            snapshotSequence, journal.LastSequence, exchange.Time, exchange.StateHash(), journal.Recovery.TornTail,
            Math.Max(0, journal.LastSequence - Math.Max(reported, snapshotSequence)), skipped.Sequences);
        return new RecoveredState(exchange, start.Hedger, journal, reports, reportStage, report, skipped);
    }

    /// <summary>The newest snapshot from which the missing reports can be made too; where the journal no longer reaches back
    /// to one, the newest of all, and those reports are gone.</summary>
    private static StartingState ChooseStart(SnapshotStore store, JournalWriter journal, ReportLog reports, Func<IHedger>? hedger)
    {
        long notAfter = Math.Min(reports.CompleteThrough, journal.LastSequence);
        bool reachesBack = journal.FirstSequence <= 1
            || store.Sequences.Any(sequence => sequence <= notAfter && sequence + 1 >= journal.FirstSequence);
        return StartingState.Load(store, reachesBack ? notAfter : journal.LastSequence, hedger, isStart: true);
    }

    private static void SkipLostReports(Exchange exchange, ReportLog reports)
    {
        for (ushort id = 1; id <= exchange.View.SessionCount; id++)
            if (exchange.View.TryGetSession(new SessionId(id), out SessionStanding standing)
                && reports.LastReport(id) < standing.LastReport)
                reports.StartAt(id, standing.LastReport + 1);
    }

    private static JournalDamagedException Missing(JournalWriter journal, string reason) =>
        new($"journal from {journal.FirstSequence}", 0, reason);
}
