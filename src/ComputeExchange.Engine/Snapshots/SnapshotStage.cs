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
    private readonly Func<long> _reportsSynced;
    private readonly Func<long> _hedgerFolded;
    private readonly UpkeepStage _upkeep;
    private readonly SnapshotStore _store;
    private readonly SkippedCommands _skipped;
    private StartingState? _kept;
    private long _lastSequence;
    private int _requests;

    /// <param name="storage">The data directory.</param>
    /// <param name="options">How often, and how many are kept.</param>
    /// <param name="hedger">Makes the fold that goes into a snapshot; null for none.</param>
    /// <param name="skipped">The commands that are not carried out.</param>
    /// <param name="journal">Says how far the journal is durable.</param>
    /// <param name="upkeep">Removes journal segments.</param>
    /// <param name="reportsSynced">How far the report log is forced: the journal is kept from there on.</param>
    /// <param name="hedgerFolded">How far the hedger is: it may have to begin again with a snapshot before that.</param>
    public SnapshotStage(
        IStorage storage, EngineOptions options, Func<IHedger>? hedger, SkippedCommands skipped, JournalStage journal, UpkeepStage upkeep,
        Func<long> reportsSynced, Func<long> hedgerFolded)
    {
        (_storage, _options, _hedger, _journal) = (storage, options, hedger, journal);
        (_upkeep, _reportsSynced, _hedgerFolded) = (upkeep, reportsSynced, hedgerFolded);
        _skipped = skipped;
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
        long through = ThroughForcedReports(durable);
        if (through < 0)
        {
            if (isAsked)
                Request();
            return false;
        }

        try
        {
            if (through > LastSequence)
                Build(through);
            Listener?.OnSnapshot(LastSequence);
        }
        catch (IOException)
        {
            Listener?.OnSnapshot(0);
        }

        return true;
    }

    /// <summary>How far a snapshot may go now; -1 when it has to wait. Reports that a power cut takes are made again from a snapshot
    /// before them, and of those that stay one must be: the one before this, or, where no other is kept, this one.</summary>
    private long ThroughForcedReports(long durable)
    {
        long forced = _reportsSynced();
        if (durable <= LastSequence)
            return durable;
        if (_options.Snapshots.Keep == 1)
            return forced > LastSequence ? Math.Min(durable, forced) : -1;
        return forced >= LastSequence ? durable : -1;
    }

    private void Build(long through)
    {
        StartingState state = _kept ?? StartingState.Load(_store, through, _hedger);
        _kept = null;
        ReplayedEvent? onEvent = state.Hedger is null ? null : state.Hedger.OnEvent;
        ChainHash journal;
        SkippedCommands skipped = _skipped.Reaching(_storage, state.Exchange.Sequence + 1, through);
        using (JournalReader reader = JournalReader.Open(_storage, state.Exchange.Sequence + 1, through))
        {
            using CommandReplay replay = new(reader, state.Exchange, onEvent) { Snapshot = state.Snapshot, Skipped = skipped };
            replay.RunBeside();
            journal = reader.Chain;
        }

        string file = _store.Add(through, journal, into => SnapshotContent.Save(into, state.Exchange, state.Hedger));
        // Reading a state anew makes collections that stop matching for longer the larger it is; going on with it makes none.
        if (_options.KeepSnapshotState)
            _kept = state with { Snapshot = new SnapshotOrigin(file, journal) };
        Volatile.Write(ref _lastSequence, through);
        LetGo();
    }

    /// <summary>Lets go of what neither a restart nor the hedger needs; next time, while the hedger is reading.</summary>
    private void LetGo()
    {
        if (!_upkeep.Removals.TryEnter())
            return;
        try
        {
            long needed = _store.RemoveBeyondKept(neededAt: _hedgerFolded() - 1);
            _upkeep.RemoveBefore(Math.Min(needed, _reportsSynced() + 1));
        }
        finally
        {
            _upkeep.Removals.Exit();
        }
    }
}
