using System.Diagnostics;

namespace ComputeExchange.LoadTest.Pauses;

/// <summary>A pause of the collector: how long, and between which looks it was seen.</summary>
/// <param name="From">The look before it, a timestamp.</param>
/// <param name="To">The look that saw it.</param>
/// <param name="Length">How long all threads stood; of several pauses between two looks, together.</param>
internal sealed record Pause(long From, long To, TimeSpan Length);

/// <summary>A thread that looks every two milliseconds whether the collector has paused the process, and for how long.</summary>
internal sealed class PauseWatch : IDisposable
{
    private const int LookEveryMillis = 2;

    private readonly Thread _thread;
    private readonly TimeSpan _before = GC.GetTotalPauseDuration();
    private readonly int[] _collectionsBefore = [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];
    private volatile bool _isStopping;

    public PauseWatch()
    {
        _thread = new Thread(Look) { IsBackground = true, Name = "pauses" };
        _thread.Start();
    }

    /// <summary>The pauses so far; to be read when the watch has ended.</summary>
    public List<Pause> Pauses { get; } = new(capacity: 1_024);

    /// <summary>All pauses together.</summary>
    public TimeSpan Total => GC.GetTotalPauseDuration() - _before;

    /// <summary>Collections of any generation.</summary>
    public int Collections => GC.CollectionCount(0) - _collectionsBefore[0];

    /// <summary>Collections of each generation; one of an older generation counts for the younger ones too.</summary>
    public string CollectionsByGeneration => string.Join(
        ", ", _collectionsBefore.Select(static (before, generation) => GC.CollectionCount(generation) - before));

    public void Dispose()
    {
        _isStopping = true;
        _thread.Join();
    }

    private void Look()
    {
        TimeSpan known = _before;
        long last = Stopwatch.GetTimestamp();
        while (!_isStopping)
        {
            Thread.Sleep(LookEveryMillis);
            TimeSpan total = GC.GetTotalPauseDuration();
            long now = Stopwatch.GetTimestamp();
            if (total > known)
                Pauses.Add(new Pause(last, now, total - known));
            (known, last) = (total, now);
        }
    }
}
