namespace ComputeExchange.Journal;

/// <summary>How a journal is laid out. Checked when the journal is opened.</summary>
public sealed record JournalOptions
{
    /// <summary>The size of a new segment in bytes, header included; 64 MiB unless set. Existing ones keep theirs.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The size of the write buffer, and so the most bytes of one batch; 1 MiB unless set.</summary>
    public int BufferBytes { get; init; } = 1024 * 1024;

    /// <summary>The sequence of the first record of a journal that does not exist yet; 1 unless set.</summary>
    public long FirstSequence { get; init; } = 1;

    /// <summary>Keeps all segments for audit: <see cref="JournalWriter.RemoveSegmentsBefore"/> then removes none.</summary>
    public bool KeepForAudit { get; init; }

    /// <summary>The identity of a journal that does not exist yet; a random one unless set. Every segment carries it,
    /// so that a segment of another journal is not taken for one of this.</summary>
    public Guid? JournalId { get; init; }

    /// <summary>The clock of the creation times in segment headers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and what is allowed.</exception>
    public void Validate()
    {
        if (SegmentBytes is < JournalLimits.MinSegmentBytes or > JournalLimits.MaxSegmentBytes)
            throw new ArgumentException(
                $"SegmentBytes is {SegmentBytes}; allowed are {JournalLimits.MinSegmentBytes}"
                + $" to {JournalLimits.MaxSegmentBytes}.");
        if (BufferBytes is < JournalLimits.MaxRecordBytes or > JournalLimits.MaxBufferBytes)
            throw new ArgumentException(
                $"BufferBytes is {BufferBytes}; allowed are {JournalLimits.MaxRecordBytes} to {JournalLimits.MaxBufferBytes}.");
        if (FirstSequence < 1)
            throw new ArgumentException($"FirstSequence is {FirstSequence}; it is at least 1.");
    }

    internal long NowNanos() => checked((Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
