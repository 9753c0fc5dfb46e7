using ComputeExchange.Engine.Recovery;
using ComputeExchange.Engine.Stages;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Engine.Snapshots;

/// <summary>Builds a snapshot by replaying the one before and the journal behind it, beside the running engine; then lets go
/// of the segments that no snapshot and no report needs any more.</summary>
internal sealed class SnapshotStage
{
    private readonly IStorage _storage;
    private readonly EngineOptions _options;
    private readonly Func<IHedger>? _hedger;
    private readonly JournalStage _journal;
    private readonly ReportLog _reports;
    private readonly SnapshotStore _store;
    private long _lastSequence;
    private int _requests;

    public SnapshotStage(
        IStorage storage, EngineOptions options, Func<IHedger>? hedger, JournalStage journal, ReportLog reports)
    {
        (_storage, _options, _hedger, _journal, _reports) = (storage, options, hedger, journal, reports);
        _store = new SnapshotStore(storage, options.Snapshots);
        _lastSequence = _store.Sequences is [.., long newest] ? newest : 0;
    }

    /// <summary>Who hears of snapshots.</summary>
    public IEngineListener? Listener { get; set; }

    /// <summary>The last command that the newest snapshot holds. Any thread may read it.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    public void Request() => Interlocked.Increment(ref _requests);

    /// <summary>Builds a snapshot if one was asked for or is due. A device that is full or fails costs the snapshot only.</summary>
    public bool TryStep()
    {
        long durable = _journal.DurableSequence;
        bool isAsked = Interlocked.Exchange(ref _requests, 0) > 0;
        bool isDue = _options.SnapshotEvery > 0 && durable - LastSequence >= _options.SnapshotEvery;
        if (!isAsked && !isDue)
            return false;
        try
        {
            if (durable > LastSequence)
                Build(durable);
            Listener?.OnSnapshot(LastSequence);
        }
        catch (IOException)
        {
            Listener?.OnSnapshot(0);
        }

        return true;
    }

    private void Build(long through)
    {
        StartingState state = StartingState.Load(_store, through, _hedger);
        ReplayedEvent? onEvent = state.Hedger is null ? null : state.Hedger.OnEvent;
        ChainHash journal;
        using (JournalReader reader = JournalReader.Open(_storage, state.Exchange.Sequence + 1, through))
        {
            new CommandReplay(reader, state.Exchange, onEvent) { Snapshot = state.Snapshot }.Run();
            journal = reader.Chain;
        }

        _store.Write(through, journal, into => SnapshotContent.Save(into, state.Exchange, state.Hedger));
        Volatile.Write(ref _lastSequence, through);
        _journal.RemoveBefore(Math.Min(_store.FirstSequenceNeeded, _reports.SyncedThrough + 1));
    }
}
