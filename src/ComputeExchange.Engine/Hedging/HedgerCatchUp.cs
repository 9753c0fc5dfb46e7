using ComputeExchange.Core;
using ComputeExchange.Engine.Recovery;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Engine.Hedging;

/// <summary>Gives a hedger the events that it missed, by making them again from the journal.</summary>
/// <remarks>What it begins with is there, since nothing goes that is behind the hedger's fold; while it reads, nothing goes at
/// all.</remarks>
internal sealed class HedgerCatchUp(IStorage storage, EngineOptions options, Lock removals, SkippedCommands skipped)
{
    /// <summary>Hands over all events behind a place, up to the end of a command.</summary>
    public void Run(long through, IHedger hedger, ExecPlace folded)
    {
        using Lock.Scope nothingGoes = removals.EnterScope();
        SnapshotStore store = new(storage, options.Snapshots);
        StartingState start = StartingState.Load(store, folded.Sequence - 1, hedger: null);
        Exchange exchange = start.Exchange;
        using JournalReader reader = JournalReader.Open(storage, exchange.Sequence + 1, through);
        using CommandReplay replay = new(reader, exchange, (in command, in happened) =>
        {
            if (folded.IsBefore(happened))
                hedger.OnEvent(command, happened);
        })
        {
            Snapshot = start.Snapshot,
            Skipped = skipped.Reaching(storage, exchange.Sequence + 1, through),
        };
        replay.RunBeside();
    }
}
