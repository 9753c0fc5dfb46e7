using ComputeExchange.Disruptor;

namespace ComputeExchange.Engine;

/// <summary>How the path stands: how far each stage has come, and how much producers were held up.</summary>
/// <remarks>Each figure is exact; together they are not a snapshot of one instant.</remarks>
public readonly record struct EngineFigures
{
    /// <summary>The last command that is on disk.</summary>
    public long DurableSequence { get; init; }

    /// <summary>The last command all of whose events were told.</summary>
    public long PublishedSequence { get; init; }

    /// <summary>The last command that the newest snapshot holds; 0 when there is none.</summary>
    public long SnapshotSequence { get; init; }

    /// <summary>The last command all of whose reports are forced: no crash can take them any more.</summary>
    public long ReportsForcedSequence { get; init; }

    /// <summary>Slots that producers could claim in the command ring now.</summary>
    public int FreeCommandSlots { get; init; }

    /// <summary>Commands and queries that the journal is behind.</summary>
    public long JournalLag { get; init; }

    /// <summary>Commands and queries that matching is behind.</summary>
    public long MatchingLag { get; init; }

    /// <summary>Commands and queries that the publisher is behind.</summary>
    public long PublisherLag { get; init; }

    /// <summary>Events made and not told yet.</summary>
    public long EventLag { get; init; }

    /// <summary>Events told and not yet seen by the hedger.</summary>
    public long HedgerLag { get; init; }

    /// <summary>How often the hedger fell so far behind that it had to catch up from the journal.</summary>
    public long HedgerCatchUps { get; init; }

    /// <summary>Bytes that are left on the device, when it was last looked at.</summary>
    public long FreeBytes { get; init; }

    /// <summary>What that means.</summary>
    public SpaceStanding Space { get; init; }

    /// <summary>How far the wall clock is ahead of engine time; over <see cref="EngineOptions.ClockTolerance"/> either way,
    /// it was set while the engine ran, and an operator has to say whether it is right.</summary>
    public TimeSpan WallClockAhead { get; init; }

    /// <summary>How the stages held producers of commands up.</summary>
    public BackPressure CommandPressure { get; init; }

    /// <summary>How the publisher held matching up.</summary>
    public BackPressure EventPressure { get; init; }
}
