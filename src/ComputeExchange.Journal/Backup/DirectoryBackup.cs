// A server that runs writes, and deletes, while its directory is copied. What makes the copy consistent is the order: snapshots,
// then the report log, which tells a command that was durable by then, then the journal up to exactly that command (or up to the
// newest snapshot copied, if that is later). Whatever is written meanwhile is behind that. A segment that is deleted between
// being listed and being opened is behind the snapshots by then: the copy begins again.

using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>What a backup holds.</summary>
/// <param name="FirstSequence">The first record of the journal in it.</param>
/// <param name="LastSequence">The last one: all up to it was durable when the backup began, and nothing after it is there.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">How many bytes, room reserved included.</param>
public sealed record BackupResult(long FirstSequence, long LastSequence, int Files, long Bytes);

/// <summary>Copies the data directory of a server, running or not, as of one command.</summary>
public static class DirectoryBackup
{
    /// <summary>How often it begins again when files were deleted under its hands.</summary>
    public const int AttemptsMax = 5;

    private const string JournalLock = "journal.lock";

    /// <summary>Makes the copy; every byte of it is forced.</summary>
    /// <param name="source">The data directory.</param>
    /// <param name="target">An empty directory; whatever is in it is deleted.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="JournalDamagedException">A file is not what was written.</exception>
    /// <exception cref="IOException">Something cannot be read or written, or files keep vanishing.</exception>
    public static BackupResult Run(IStorage source, IStorage target, CancellationToken cancellation = default)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                foreach (string name in target.List(""))
                    target.Delete(name);
                return Attempt(new FileCopy(source, target, cancellation));
            }
            catch (FileNotFoundException) when (attempt < AttemptsMax)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static BackupResult Attempt(FileCopy copy)
    {
        // Without a server nobody tells what was durable, and everything that is whole is; and none may start meanwhile.
        using IDisposable? stopped = TryLock(copy.Source);
        long newestSnapshot = 0;
        foreach (long sequence in new SnapshotStore(copy.Source).Sequences)
        {
            copy.Whole(SegmentName.Of("snapshot-", sequence, ".snap"));
            newestSnapshot = sequence;
        }

        foreach (long index in SegmentName.Numbers(copy.Source, SegmentName.ReportPrefix, SegmentName.SegmentEnding))
            copy.Whole(SegmentName.Of(SegmentName.ReportPrefix, index, SegmentName.SegmentEnding));
        copy.Target.SyncDirectory();
        long through = stopped is null ? Math.Max(newestSnapshot, ReportedThrough(copy.Target)) : long.MaxValue;
        (long first, long last) = CopyJournal(copy, through);
        if (newestSnapshot > last)
            throw new JournalDamagedException(
                "journal", 0, $"it ends with record {last}, and a snapshot holds {newestSnapshot}.");
        copy.Target.SyncDirectory();
        return new BackupResult(first, last, copy.Files, copy.Bytes);
    }

    private static IDisposable? TryLock(IStorage source)
    {
        try
        {
            return source.Lock(JournalLock);
        }
        catch (DataDirectoryInUseException)
        {
            return null;
        }
    }

    /// <summary>The last command all of whose reports are in the copy; it was durable before the first of them was written.</summary>
    private static long ReportedThrough(IStorage target)
    {
        using ReportLog copied = ReportLog.Open(target, new ReportLogOptions());
        return copied.CompleteThrough;
    }

    private static (long First, long Last) CopyJournal(FileCopy copy, long through)
    {
        // The reader finds where record `through` ends; it looks at nothing behind it, where the server may be writing.
        using JournalReader reader = JournalReader.Open(copy.Source, through == long.MaxValue ? 0 : through, through);
        while (reader.Read())
        {
        }

        long last = reader.NextSequence - 1;
        // Those behind the last record wanted were begun meanwhile; without a server the last one may be empty, and is the last.
        List<long> segments = [.. reader.FirstSequences.Where(
            first => through == long.MaxValue || first <= Math.Max(last, reader.FirstSequence))];
        foreach (long first in segments)
        {
            string name = SegmentName.Of(SegmentName.JournalPrefix, first, SegmentName.SegmentEnding);
            if (first == segments[^1])
                copy.Prefix(name, reader.EndOffset);
            else
                copy.Whole(name);
        }

        return (reader.FirstSequence, last);
    }
}
