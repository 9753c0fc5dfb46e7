using ComputeExchange.Journal;

namespace ComputeExchange.Engine.Stages;

/// <summary>What journal and report log need done beside the way of a command, and what may take milliseconds each: next segments
/// made ready, old ones removed, reports forced onto the device.</summary>
/// <remarks>For one thread, on which nobody waits. Journal segments go only when the report log is forced as far as they reach.
/// </remarks>
internal sealed class UpkeepStage(JournalWriter journal, ReportLog reports, EngineOptions options)
{
    // A full report segment is forced by the publisher before the next one begins: it should find little to do.
    private const long UnforcedBytesMax = 4 * 1024 * 1024;

    private long _nextSync;
    private long _removeBefore;

    /// <summary>Whether a segment fills faster than the next one is made ready: worth another step at once.</summary>
    public bool IsPressed => journal.IsNextSegmentBehind || reports.IsNextSegmentBehind;

    /// <summary>Held by whoever removes snapshots or segments, and by whoever reads some that must not go meanwhile.</summary>
    public Lock Removals { get; } = new();

    /// <summary>Lets journal segments go all of whose records are before a sequence, at the next step. Any thread may ask.</summary>
    public void RemoveBefore(long sequence) => Volatile.Write(ref _removeBefore, sequence);

    /// <summary>A step towards the next segment, and old ones removed.</summary>
    public void KeepJournal()
    {
        journal.PrepareNextSegment();
        long before = Volatile.Read(ref _removeBefore);
        if (before <= 0 || !Removals.TryEnter())
            return;
        try
        {
            journal.RemoveSegmentsBefore(before);
            Interlocked.CompareExchange(ref _removeBefore, 0, before);
        }
        finally
        {
            Removals.Exit();
        }
    }

    /// <summary>Reports forced when it is time; else a step towards the next segment.</summary>
    public void KeepReports()
    {
        bool isTime = reports.CompleteThrough > reports.SyncedThrough && options.Clock.GetTimestamp() >= _nextSync;
        if (isTime || reports.UnforcedBytes >= UnforcedBytesMax)
            Sync();
        else
            reports.PrepareNextSegment();
    }

    private void Sync()
    {
        reports.Sync();
        reports.Trim(reports.NewestNanos);
        long ticks = (long)(options.ReportSyncEvery.TotalSeconds * options.Clock.TimestampFrequency);
        _nextSync = options.Clock.GetTimestamp() + ticks;
    }
}
