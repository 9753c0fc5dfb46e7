namespace ComputeExchange.Journal;

/// <summary>How many snapshots are kept, and how their headers are stamped.</summary>
public sealed record SnapshotOptions
{
    /// <summary>How many are kept, the newest ones; 2 unless set, 1 to 1,000.</summary>
    public int Keep { get; init; } = 2;

    /// <summary>The clock of the creation times in headers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">The message names the value and what is allowed.</exception>
    public void Validate()
    {
        if (Keep is < 1 or > 1000)
            throw new ArgumentException($"Keep is {Keep}; allowed are 1 to 1000.");
    }
}
