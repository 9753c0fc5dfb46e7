// The commands replay and verify of the host: the journal alone, read from the start as far as it reaches, every record
// checked, applied to a state of its own. It changes nothing on disk and takes no lock.

using System.Diagnostics;
using ComputeExchange.Core;
using ComputeExchange.Engine.Recovery;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>Where a replay stops, and how often it tells how far it is.</summary>
public sealed record ReplayOptions
{
    /// <summary>The last command to apply; all of them unless set.</summary>
    public long ThroughSequence { get; init; } = long.MaxValue;

    /// <summary>Stops before the first command stamped later than this; never unless set.</summary>
    public EngineTime ThroughTime { get; init; } = EngineTime.Never;

    /// <summary>Begins with the newest usable snapshot where the stop allows it: quicker, with fewer records checked and counted.
    /// Off unless set: then a snapshot is used only where the journal no longer reaches back to the first command.</summary>
    public bool FromSnapshot { get; init; }

    /// <summary>A hash that <see cref="IEngine.JournalHead"/> or a logon once told, to be met again; none unless set.</summary>
    public ChainHash? Sought { get; init; }

    /// <summary>Called before each command is carried out; for tests, which break invariants with it.</summary>
    internal Action<Command>? Probe { get; init; }

    /// <summary>Tells progress each time so many commands were applied, at least 1; 100,000 unless set.</summary>
    public long ProgressEvery { get; init; } = 100_000;
}

/// <summary>How far a replay is.</summary>
/// <param name="Sequence">The last command applied.</param>
/// <param name="Time">Engine time.</param>
public readonly record struct ReplayProgress(long Sequence, EngineTime Time);

/// <summary>What came out of a replay.</summary>
/// <param name="Exchange">The state where it stopped, to be looked at.</param>
/// <param name="SnapshotSequence">The snapshot that it began with; 0 when it began with an empty exchange.</param>
/// <param name="Figures">What was counted behind that.</param>
/// <param name="StateHash">The hash of the state.</param>
/// <param name="TornTail">What a crash had left behind the last record; null when nothing, or when it stopped earlier.</param>
/// <param name="Head">The hash over the journal up to the last whole batch that was passed.</param>
/// <param name="SoughtAt">The command at which the hash looked out for was met; -1 when it was not, or none was.</param>
/// <param name="Skipped">The commands that were not carried out, by an operator's decision that stands in the journal.</param>
public sealed record ReplayResult(
    Exchange Exchange, long SnapshotSequence, ReplayFigures Figures, ulong StateHash, TornTail? TornTail, JournalHead Head,
    long SoughtAt, IReadOnlyCollection<long> Skipped);

/// <summary>Replays the journal of a data directory.</summary>
public static class JournalReplay
{
    private const int LookEvery = 4096;

    /// <summary>Replays a journal into a new state, checking every record that it passes.</summary>
    /// <param name="storage">The data directory. It may be that of a running server; then give a
    /// <see cref="ReplayOptions.ThroughSequence"/> that is durable.</param>
    /// <param name="options">Where to stop.</param>
    /// <param name="progress">Told now and then; may be null.</param>
    /// <param name="onEvent">Told each event with its command; may be null.</param>
    /// <param name="cancellation">Ends it early, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="JournalDamagedException">A record is damaged, missing or no command.</exception>
    /// <exception cref="FormatVersionException">Another version of the program wrote a file.</exception>
    public static ReplayResult Run(
        IStorage storage, ReplayOptions options, Action<ReplayProgress>? progress = null, ReplayedEvent? onEvent = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ProgressEvery, 1);
        StartingState start = Begin(storage, options);
        Exchange exchange = start.Exchange;
        long snapshotSequence = exchange.Sequence;
        SkippedCommands skipped = SkippedCommands.Read(storage, snapshotSequence + 1);
        ReplayFigures figures = new();
        long started = Stopwatch.GetTimestamp();
        using JournalReader reader = JournalReader.Open(
            storage, snapshotSequence + 1, options.ThroughSequence, options.Sought);
        using CommandReplay replay = new(reader, exchange, (in command, in happened) =>
        {
            figures.Count(happened, exchange.View);
            onEvent?.Invoke(command, happened);
        })
        {
            Snapshot = start.Snapshot,
            Skipped = skipped,
            Probe = options.Probe,
            ReadsAhead = true,
            // Which command is the first too late, only reading it tells; and the head is told of where it stopped.
            ReadsOneByOne = options.ThroughTime != EngineTime.Never,
        };
        while (replay.Read() && replay.Command.Header.Time <= options.ThroughTime)
        {
            replay.Apply();
            figures.Count(replay.Command);
            if (exchange.Sequence % options.ProgressEvery == 0)
                progress?.Invoke(new ReplayProgress(exchange.Sequence, exchange.Time));
            if (exchange.Sequence % LookEvery == 0)
                cancellation.ThrowIfCancellationRequested();
        }

        figures.Elapsed = Stopwatch.GetElapsedTime(started);
        progress?.Invoke(new ReplayProgress(exchange.Sequence, exchange.Time));
        return new ReplayResult(exchange, snapshotSequence, figures, exchange.StateHash(), reader.TornTail,
            new JournalHead(reader.ChainedThrough, reader.Chain), reader.SoughtAt,
            [.. skipped.Sequences.Where(sequence => sequence <= exchange.Sequence)]);
    }

    private static StartingState Begin(IStorage storage, ReplayOptions options)
    {
        long first;
        using (JournalReader reader = JournalReader.Open(storage))
            first = reader.FirstSequence;
        if (first <= 1 && !options.FromSnapshot)
            return StartingState.Empty;
        SnapshotStore store = new(storage);
        if (options.FromSnapshot)
            return BeforeStop(store, options, options.ThroughSequence);
        // The oldest snapshot that the journal goes on from, so that as many records as can be are checked.
        foreach (long sequence in store.Sequences)
            if (sequence + 1 >= first && sequence <= options.ThroughSequence)
                return BeforeStop(store, options, sequence);
        return StartingState.Empty;
    }

    private static StartingState BeforeStop(SnapshotStore store, ReplayOptions options, long notAfter)
    {
        StartingState state = StartingState.Load(store, notAfter, hedger: null, isStart: true);
        return state.Exchange.Time <= options.ThroughTime ? state : StartingState.Empty;
    }
}
