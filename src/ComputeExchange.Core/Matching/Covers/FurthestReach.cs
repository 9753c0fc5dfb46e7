namespace ComputeExchange.Core.Matching.Covers;

/// <summary>Of intervals that were noted best first: whether a better one contains another, with no longer a least slice. For
/// each hour it knows which of those that begin there or earlier ends last.</summary>
/// <remarks>It may miss one, when another that reaches further has a longer least slice; those of the shortest are kept apart,
/// so that they are never missed. What is missed costs time and nothing else.</remarks>
internal sealed class FurthestReach
{
    public const int None = -1;

    private Interval[] _ofAny = [];
    private Interval[] _ofShortest = [];
    private int _shortest;

    /// <summary>Begins with nothing noted.</summary>
    /// <param name="hours">Hours are counted from 0 to this.</param>
    /// <param name="shortest">The shortest least slice that an interval can have.</param>
    public void Begin(int hours, int shortest)
    {
        if (_ofAny.Length < hours)
        {
            int room = Math.Max(hours, _ofAny.Length * 2);
            (_ofAny, _ofShortest) = (new Interval[room], new Interval[room]);
        }
        _shortest = shortest;
        Interval nothing = new(None, 0, 0);
        _ofAny.AsSpan(0, hours).Fill(nothing);
        _ofShortest.AsSpan(0, hours).Fill(nothing);
    }

    /// <summary>An interval noted before that contains another; or None.</summary>
    public int Find(int start, int end, int leastHours)
    {
        ref readonly Interval shortest = ref _ofShortest[start];
        if (shortest.End >= end)
            return shortest.Id;
        ref readonly Interval any = ref _ofAny[start];
        return any.End >= end && any.LeastHours <= leastHours ? any.Id : None;
    }

    /// <summary>Notes an interval, worse than all that have been noted.</summary>
    public void Note(int id, int start, int end, int leastHours)
    {
        Interval interval = new(id, end, leastHours);
        Extend(_ofAny, start, interval);
        if (leastHours == _shortest)
            Extend(_ofShortest, start, interval);
    }

    private static void Extend(Interval[] furthest, int start, in Interval interval)
    {
        for (int t = start; t < interval.End && furthest[t].End < interval.End; t++)
            furthest[t] = interval;
    }

    private readonly record struct Interval(int Id, int End, int LeastHours);
}
