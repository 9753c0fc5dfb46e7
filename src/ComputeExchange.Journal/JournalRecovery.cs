namespace ComputeExchange.Journal;

/// <summary>What was found when a journal was opened.</summary>
/// <param name="FirstSequence">The first record that is still there, or will be the first of all.</param>
/// <param name="LastSequence">The last record; <paramref name="FirstSequence"/> - 1 when there is none.</param>
/// <param name="Segments">The number of segments.</param>
/// <param name="TornTail">What was cut off behind the last record; null when nothing was.</param>
public sealed record JournalRecovery(long FirstSequence, long LastSequence, int Segments, TornTail? TornTail);

/// <summary>Looks at header and body of a record while a journal is opened; they are valid during the call only.</summary>
public delegate void JournalRecordLook(ReadOnlySpan<byte> payload);
