namespace ComputeExchange.Journal;

/// <summary>What a search for the newest usable snapshot found.</summary>
/// <param name="Snapshot">It; null when there is none.</param>
/// <param name="Damaged">The newer ones that were passed over, and why: worth telling an operator.</param>
public sealed record SnapshotLoad(Snapshot? Snapshot, IReadOnlyList<JournalDamagedException> Damaged);
