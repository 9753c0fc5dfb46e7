// Skipping is the last resort: it changes what happened. So it is taken only for the one command at which a replay stops, only
// as long as nobody was told anything that it did, and it is written into the journal before anything is built on it.

using ComputeExchange.Core;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Recovery;

/// <summary>An operator's decision not to carry out a command that breaks an invariant.</summary>
internal sealed class SkipDecision(IStorage storage, EngineOptions options, JournalWriter journal, ReportLog reports)
{
    /// <summary>Checks the decision and journals it; nothing happens when it was taken before.</summary>
    /// <exception cref="CommandSkipException">The command is not one that stops a start, or was partly told.</exception>
    /// <exception cref="BreakingCommandException">An earlier command stops the start.</exception>
    public void Take(long sequence, SkippedCommands skipped)
    {
        if (skipped.Contains(sequence) || SkippedCommands.Read(storage, journal.FirstSequence).Contains(sequence))
            return;
        if (sequence < 1 || sequence > journal.LastSequence)
            throw new CommandSkipException(sequence, $"the journal ends with command {journal.LastSequence}.");
        if (reports.LastCommand >= sequence)
            throw new CommandSkipException(sequence, "a report of it, or of a later command, was told already; that stands.");
        if (!Breaks(sequence, skipped))
            throw new CommandSkipException(sequence, "carrying it out breaks nothing.");
        byte[] record = new byte[CommandRecord.SkipBytes];
        CommandRecord.WriteSkip(record, options.Clock.EngineNow(), sequence);
        journal.Append(journal.LastSequence + 1, record, default);
        journal.Flush();
        journal.Chain();
        skipped.Add(sequence);
    }

    private bool Breaks(long sequence, SkippedCommands skipped)
    {
        SnapshotStore store = new(storage, options.Snapshots);
        StartingState start = StartingState.Load(store, sequence - 1, hedger: null, isStart: true);
        if (start.Exchange.Sequence + 1 < journal.FirstSequence)
            throw new CommandSkipException(sequence, "the journal no longer reaches back to it, so it is in a snapshot.");
        using JournalReader reader = JournalReader.Open(storage, start.Exchange.Sequence + 1, sequence);
        using CommandReplay replay = new(reader, start.Exchange, onEvent: null)
        {
            Snapshot = start.Snapshot,
            Skipped = skipped.Reaching(storage, start.Exchange.Sequence + 1, journal.LastSequence),
            Probe = options.Probe,
        };
        try
        {
            replay.Run();
            return false;
        }
        catch (BreakingCommandException breaking) when (breaking.Sequence == sequence)
        {
            return true;
        }
    }
}
