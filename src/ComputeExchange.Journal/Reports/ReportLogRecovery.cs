namespace ComputeExchange.Journal;

/// <summary>What was found when a report log was opened.</summary>
/// <param name="CompleteThrough">The last command all of whose reports are there; the engine replays from the next one.
/// Reports it makes again that are there already are passed over by <see cref="ReportLog.Append"/>.</param>
/// <param name="Sessions">The number of sessions known.</param>
/// <param name="Segments">The number of segments.</param>
/// <param name="TornTail">What was cut off; null when nothing was.</param>
public sealed record ReportLogRecovery(long CompleteThrough, int Sessions, int Segments, TornTail? TornTail);
