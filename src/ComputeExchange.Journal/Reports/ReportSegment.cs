using System.Runtime.InteropServices;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Reports;

/// <summary>What is known of one session in one segment: enough to walk its reports backwards, from the last one or from any
/// that is marked.</summary>
/// <param name="First">The first report.</param>
/// <param name="Last">The last one.</param>
/// <param name="LastOffset">Where that is.</param>
/// <param name="Marks">Where every <see cref="MarkEvery"/>th is; a copy of the range shares it with the segment, so it is read
/// under the lock of the log.</param>
internal record struct SessionRange(long First, long Last, uint LastOffset, List<uint>? Marks)
{
    /// <summary>A reader walks back over at most so many reports at once.</summary>
    public const int MarkEvery = 64;

    /// <summary>Where to begin walking back to a report: at the first marked one from it on, or at the last.</summary>
    public readonly uint OffsetBehind(long number)
    {
        long mark = (number - First) / MarkEvery;
        return Marks is not null && mark >= 0 && mark < Marks.Count ? Math.Min(Marks[(int)mark], LastOffset) : LastOffset;
    }
}

/// <summary>One open segment of the report log and its share of the index: a few bytes a session, and four for every
/// <see cref="SessionRange.MarkEvery"/> reports.</summary>
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
        if (!isKnown)
            range.First = number;
        range.Last = number;
        range.LastOffset = checked((uint)offset);
        if ((number - range.First + 1) % SessionRange.MarkEvery == 0)
            (range.Marks ??= []).Add(range.LastOffset);
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
