using System.Numerics;
using ComputeExchange.Disruptor;
using ComputeExchange.Journal;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>How an engine is laid out. The defaults are kind to a machine of two cores; docs/ARCHITECTURE.md has the table.</summary>
public sealed record EngineOptions
{
    /// <summary>The most slots of any ring: 2^20.</summary>
    public const int RingSlotsMax = 1 << 20;

    /// <summary>Slots of the command ring, a power of two from 2; 4,096 unless set.</summary>
    public int CommandRingSlots { get; init; } = 4096;

    /// <summary>Slots of the event ring, a power of two from 2; 8,192 unless set.</summary>
    public int EventRingSlots { get; init; } = 8192;

    /// <summary>Slots of the ring that feeds the hedger, a power of two from 2; 4,096 unless set.</summary>
    public int HedgerRingSlots { get; init; } = 4096;

    /// <summary>How journal, matching and publisher wait for commands; blocking unless set.</summary>
    public WaitStrategyKind CommandWait { get; init; } = WaitStrategyKind.Blocking;

    /// <summary>How the publisher waits for events, and matching for room; blocking unless set.</summary>
    public WaitStrategyKind EventWait { get; init; } = WaitStrategyKind.Blocking;

    /// <summary>The most commands that are made durable together, from 1; 1,024 unless set.</summary>
    public int JournalBatchMax { get; init; } = 1024;

    /// <summary>The most commands that are matched between two looks at subscriptions, from 1; 256 unless set.</summary>
    public int MatchingBatchMax { get; init; } = 256;

    /// <summary>Rows of one page of open orders or positions, 1 to 1,000; 100 unless set.</summary>
    public int PageRows { get; init; } = 100;

    /// <summary>The most subscriptions to tops of one session, from 1; 64 unless set.</summary>
    public int SubscriptionsPerSession { get; init; } = 64;

    /// <summary>The most subscriptions to tops of all sessions, from 1; 4,096 unless set.</summary>
    public int SubscriptionsMax { get; init; } = 4096;

    /// <summary>The most tops looked at between two batches, from 1; 32 unless set.</summary>
    public int TopsPerBatch { get; init; } = 32;

    /// <summary>The least time between two answers to one subscription; 100 ms unless set, not negative.</summary>
    public TimeSpan TopInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A tick is sent when a deadline is due, else after this long without one; a minute unless set, at least 1 ms.</summary>
    public TimeSpan TickEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A snapshot is built each time so many commands more are durable; 1,000,000 unless set, 0 for only when asked.</summary>
    public long SnapshotEvery { get; init; } = 1_000_000;

    /// <summary>Whether the state that a snapshot was made of stays in memory for the next one. It takes as much memory again, and
    /// spares the collections that reading it anew would cause, which stop matching too. On unless set.</summary>
    public bool KeepSnapshotState { get; init; } = true;

    /// <summary>How long reports may stay unforced; the journal could make them again. A second unless set.</summary>
    public TimeSpan ReportSyncEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the wall clock may be from the monotonic clock of the machine before that is reported; 5 s unless set.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much room on the device is wanted.</summary>
    public SpaceOptions Space { get; init; } = new();

    /// <summary>On which processors the threads run.</summary>
    public PinningOptions Pinning { get; init; } = new();

    /// <summary>The journal's own options.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>The report log's own options.</summary>
    public ReportLogOptions Reports { get; init; } = new();

    /// <summary>The snapshots' own options.</summary>
    public SnapshotOptions Snapshots { get; init; } = new();

    /// <summary>The clock of producers' stamps. A simulation brings its own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A command that breaks an invariant and is not to be carried out, by an operator's decision; null for none.</summary>
    public long? SkipCommand { get; init; }

    /// <summary>Called before each command is carried out; for tests, which break invariants with it.</summary>
    internal Action<Command>? Probe { get; init; }

    /// <summary>Whether recovery reads the journal on a thread of its own; not in a simulation, where all is done on one.</summary>
    internal bool ReadsAhead { get; init; }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is allowed.</exception>
    public void Validate()
    {
        RequireRing(nameof(CommandRingSlots), CommandRingSlots);
        RequireRing(nameof(EventRingSlots), EventRingSlots);
        RequireRing(nameof(HedgerRingSlots), HedgerRingSlots);
        RequireWait(nameof(CommandWait), CommandWait);
        RequireWait(nameof(EventWait), EventWait);
        Require(JournalBatchMax >= 1, nameof(JournalBatchMax), JournalBatchMax, "at least 1");
        Require(MatchingBatchMax >= 1, nameof(MatchingBatchMax), MatchingBatchMax, "at least 1");
        Require(PageRows is >= 1 and <= 1000, nameof(PageRows), PageRows, "1 to 1000");
        Require(SubscriptionsPerSession >= 1, nameof(SubscriptionsPerSession), SubscriptionsPerSession, "at least 1");
        Require(SubscriptionsMax >= 1, nameof(SubscriptionsMax), SubscriptionsMax, "at least 1");
        Require(TopsPerBatch >= 1, nameof(TopsPerBatch), TopsPerBatch, "at least 1");
        Require(TopInterval >= TimeSpan.Zero, nameof(TopInterval), TopInterval, "not negative");
        Require(TickEvery >= TimeSpan.FromMilliseconds(1), nameof(TickEvery), TickEvery, "at least a millisecond");
        Require(SnapshotEvery >= 0, nameof(SnapshotEvery), SnapshotEvery, "0 or more");
        Require(ReportSyncEvery > TimeSpan.Zero, nameof(ReportSyncEvery), ReportSyncEvery, "positive");
        Require(ClockTolerance > TimeSpan.Zero, nameof(ClockTolerance), ClockTolerance, "positive");
        Pinning.Validate();
        Journal.Validate();
        Reports.Validate();
        Snapshots.Validate();
        Space.Validate(Journal.SegmentBytes + Reports.SegmentBytes);
    }

    private static void RequireRing(string option, int slots) => Require(
        slots is >= 2 and <= RingSlotsMax && BitOperations.IsPow2(slots), option, slots, $"a power of two from 2 to {RingSlotsMax}");

    private static void RequireWait(string option, WaitStrategyKind kind) =>
        Require(Enum.IsDefined(kind), option, kind, "Blocking, Yielding or BusySpin");

    private static void Require(bool holds, string option, object value, string allowed)
    {
        if (!holds)
            throw new ArgumentException($"{option} is {value}; it must be {allowed}.");
    }
}
