namespace ComputeExchange.Journal;

/// <summary>How the report log is laid out and how long it keeps reports. Checked when it is opened.</summary>
public sealed record ReportLogOptions
{
    /// <summary>The smallest segment: room for the state of all 65,536 sessions and the largest report.</summary>
    public const long MinSegmentBytes = 4 * 1024 * 1024;

    /// <summary>The size of a new segment in bytes; 32 MiB unless set.</summary>
    public long SegmentBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>The size of the write buffer; 256 KiB unless set.</summary>
    public int BufferBytes { get; init; } = 256 * 1024;

    /// <summary>Reports older than this may go; 72 hours unless set.</summary>
    public TimeSpan RetainFor { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Reports with at least so many newer ones of their session may go; 1,000,000 unless set.</summary>
    public long RetainReportsPerSession { get; init; } = 1_000_000;

    /// <summary>The identity of a log that does not exist yet; a random one unless set.</summary>
    public Guid? LogId { get; init; }

    /// <summary>The clock of the creation times in segment headers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and what is allowed.</exception>
    public void Validate()
    {
        if (SegmentBytes is < MinSegmentBytes or > JournalLimits.MaxSegmentBytes)
            throw new ArgumentException(
                $"SegmentBytes is {SegmentBytes}; allowed are {MinSegmentBytes} to {JournalLimits.MaxSegmentBytes}.");
        if (BufferBytes is < Reports.ReportLogWriter.MaxRecordBytes or > JournalLimits.MaxBufferBytes)
            throw new ArgumentException(
                $"BufferBytes is {BufferBytes}; allowed are {Reports.ReportLogWriter.MaxRecordBytes}"
                + $" to {JournalLimits.MaxBufferBytes}.");
        if (RetainFor <= TimeSpan.Zero || RetainReportsPerSession < 1)
            throw new ArgumentException("RetainFor and RetainReportsPerSession are positive.");
    }

    internal long NowNanos() => checked((Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
