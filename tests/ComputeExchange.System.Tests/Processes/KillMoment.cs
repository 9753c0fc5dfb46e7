namespace ComputeExchange.SystemTests.Processes;

/// <summary>A moment at which a server is killed.</summary>
internal enum KillMoment
{
    /// <summary>Now, whatever it does.</summary>
    Any,

    /// <summary>As it begins to write a snapshot.</summary>
    Snapshot,

    /// <summary>As its journal goes on in a new segment.</summary>
    SegmentChange,
}

/// <summary>Waits for moments by watching the names in a data directory: what is named then is not finished.</summary>
internal static class KillMoments
{
    /// <summary>Kills when the moment has come; a server under load that does not let it come is a failure.</summary>
    public static async Task KillAtAsync(this ServerProcess server, KillMoment moment, string dataPath)
    {
        if (moment == KillMoment.Any)
        {
            server.Kill();
            return;
        }

        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int seen = 0;
        void Look(FileSystemEventArgs change)
        {
            if (!IsIt(moment, change) || Interlocked.Exchange(ref seen, 1) != 0)
                return;
            server.Kill();
            killed.SetResult();
        }

        using FileSystemWatcher names = new(dataPath) { NotifyFilter = NotifyFilters.FileName };
        names.Created += (_, change) => Look(change);
        names.Renamed += (_, change) => Look(change);
        names.EnableRaisingEvents = true;
        await killed.Task.WaitAsync(HostProgram.Limit);
    }

    private static bool IsIt(KillMoment moment, FileSystemEventArgs change) => moment == KillMoment.Snapshot
        ? change is { ChangeType: WatcherChangeTypes.Created, Name: "snapshot.tmp" }
        : change is RenamedEventArgs { OldName: "journal-next.tmp" };
}
