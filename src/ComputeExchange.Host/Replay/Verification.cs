// A journal is right when every record is what was written and is a command that follows the one before; a snapshot is right
// when its bytes are what was written and its state is the one that the journal leads to. Segments that are no longer there
// were covered by a snapshot, which the replay then begins with.

using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Host.Replay;

/// <summary>What became of one snapshot.</summary>
/// <param name="Sequence">What it is as of.</param>
/// <param name="StateHash">The hash of the state in it.</param>
/// <param name="IsReached">Whether the journal still leads to it, so that the two could be compared.</param>
internal sealed record VerifiedSnapshot(long Sequence, ulong StateHash, bool IsReached);

/// <summary>Checks every record and every snapshot of a data directory.</summary>
/// <param name="Replay">The replay of the journal.</param>
/// <param name="Snapshots">All snapshots up to where it stopped, each whole and as the journal has it.</param>
internal sealed record Verification(ReplayResult Replay, IReadOnlyList<VerifiedSnapshot> Snapshots)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="JournalDamagedException">A file is damaged; the message names it and the offset.</exception>
    /// <exception cref="SnapshotFormatException">The content of a snapshot cannot be read.</exception>
    /// <exception cref="FormatVersionException">Another version of the program wrote a file.</exception>
    public static Verification Run(
        IStorage storage, ReplayOptions options, Action<ReplayProgress> progress, CancellationToken cancellation)
    {
        ReplayResult result = JournalReplay.Run(storage, options, progress, cancellation: cancellation);
        if (options.Sought is { } sought && result.SoughtAt < 0)
            throw new JournalDamagedException(
                "journal", 0, $"nowhere up to command {result.Exchange.Sequence} has it the hash {sought}: "
                + "something was changed, cut off or exchanged since that was told.");
        SnapshotStore store = new(storage);
        List<VerifiedSnapshot> snapshots = [];
        foreach (long sequence in store.Sequences.Where(each => each <= result.Exchange.Sequence))
            snapshots.Add(Check(storage, store, sequence, result, progress, cancellation));
        bool isWhole = options with { Sought = null } == new ReplayOptions();
        if (isWhole && store.Sequences is [.., long newest] && newest > result.Exchange.Sequence)
            throw new JournalDamagedException(
                "journal", 0, $"it ends with command {result.Exchange.Sequence}, and a snapshot holds {newest}.");
        return new Verification(result, snapshots);
    }

    private static VerifiedSnapshot Check(
        IStorage storage, SnapshotStore store, long sequence, ReplayResult result,
        Action<ReplayProgress> progress, CancellationToken cancellation)
    {
        using Snapshot snapshot = store.Open(sequence);
        Exchange held = Exchange.Load(snapshot.Content);
        ulong hash = held.StateHash();
        if (sequence < result.SnapshotSequence)
            return new VerifiedSnapshot(sequence, hash, IsReached: false);
        ReplayResult led = sequence == result.Exchange.Sequence
            ? result
            : JournalReplay.Run(
                storage, new ReplayOptions { ThroughSequence = sequence }, progress, cancellation: cancellation);
        if (led.Head != new JournalHead(sequence, snapshot.Journal))
            throw new JournalDamagedException(
                snapshot.File, 0, $"it stands on a journal with the hash {snapshot.Journal}, and this one has {led.Head.Hash}.");
        return led.StateHash == hash
            ? new VerifiedSnapshot(sequence, hash, IsReached: true)
            : throw new JournalDamagedException(
                snapshot.File, 0, $"its state has the hash {hash:x16}, and the journal leads to {led.StateHash:x16}.");
    }
}
