using System.Runtime.InteropServices;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Reports;

/// <summary>What is known of one session in one segment: enough to walk its reports backwards.</summary>
internal record struct SessionRange(long First, long Last, uint LastOffset);

/// <summary>One open segment of the report log and its share of the index: a few bytes a session, none a report.</summary>
/// <remarks>Guarded by the lock of its log, except for reads of its file.</remarks>
internal sealed class ReportSegment(long index, IStorageFile file, uint seed, int sessions) : IDisposable
{
    private int _readers;
    private bool _isRetired;

    public long Index => index;

    public IStorageFile File => file;

    public uint Seed => seed;

    public Dictionary<ushort, SessionRange> Sessions { get; } = new(sessions);

    /// <summary>The latest engine time that a record of it tells; 0 when none does.</summary>
    public long NewestNanos { get; set; }

    /// <summary>Whether it tells by itself where every session stands.</summary>
    public bool IsSelfContained { get; set; }

    public uint PreviousOffset(ushort session) =>
        Sessions.TryGetValue(session, out SessionRange range) ? range.LastOffset : 0;

    public void Add(ushort session, long number, long offset)
    {
        ref SessionRange range = ref CollectionsMarshal.GetValueRefOrAddDefault(Sessions, session, out bool isKnown);
        range = new SessionRange(isKnown ? range.First : number, number, checked((uint)offset));
    }

    public void BeginReading() => _readers++;

    public void EndReading()
    {
        _readers--;
        if (_isRetired && _readers == 0)
            file.Dispose();
    }

    /// <summary>Its file is deleted; the handle stays until the last reader is through.</summary>
    public void Retire()
    {
        _isRetired = true;
        if (_readers == 0)
            file.Dispose();
    }

    public void Dispose() => file.Dispose();
}
