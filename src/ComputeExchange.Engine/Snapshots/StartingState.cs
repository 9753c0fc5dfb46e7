using ComputeExchange.Core;
using ComputeExchange.Engine.Recovery;
using ComputeExchange.Journal;

namespace ComputeExchange.Engine.Snapshots;

/// <summary>A state to replay from: the newest usable snapshot, or an empty exchange.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Hedger">What the hedger had folded with it; null where there is none.</param>
/// <param name="Snapshot">Which snapshot that was; null for an empty exchange.</param>
internal sealed record StartingState(Exchange Exchange, IHedger? Hedger, SnapshotOrigin? Snapshot)
{
    /// <summary>A market in which nothing has happened yet.</summary>
    public static StartingState Empty => new(new Exchange(IdKey.OfThisProcess), null, null);

    /// <summary>Loads the newest usable snapshot that is not after a sequence; an empty state when there is none.</summary>
    /// <param name="store">The snapshots.</param>
    /// <param name="notAfter">The last sequence of use.</param>
    /// <param name="hedger">Makes the hedger whose fold is wanted too; null for none.</param>
    /// <param name="isStart">Whether this process serves nobody yet, so that memory may be managed for the loading alone;
    /// otherwise no other thread is to be stopped for long.</param>
    public static StartingState Load(SnapshotStore store, long notAfter, Func<IHedger>? hedger, bool isStart = false)
    {
        using Snapshot? snapshot = store.OpenNewest(notAfter).Snapshot;
        using CollectionsHeldBack? heldBack = isStart && snapshot is not null ? new(snapshot.Content.Length) : null;
        IHedger? fold = hedger?.Invoke();
        if (snapshot is null)
            return new StartingState(new Exchange(IdKey.OfThisProcess), fold, null);
        // A snapshot that was made without a hedger is of no use to one: it needs all that happened.
        Stream content = isStart ? snapshot.Content : new WatchedStream(snapshot.Content, new ShortPauses().Look);
        return SnapshotContent.Load(content, fold) is { } exchange
            ? new StartingState(exchange, fold, new SnapshotOrigin(snapshot.File, snapshot.Journal))
            : new StartingState(new Exchange(IdKey.OfThisProcess), hedger?.Invoke(), null);
    }
}

/// <summary>The snapshot that a replay begins with.</summary>
/// <param name="File">Its name.</param>
/// <param name="Journal">The hash of the journal that it stands on: the records behind it must go on from there.</param>
internal sealed record SnapshotOrigin(string File, ChainHash Journal);
