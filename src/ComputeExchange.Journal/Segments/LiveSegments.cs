namespace ComputeExchange.Journal.Segments;

/// <summary>The first sequence of each segment that is there, in order: one thread begins them, another lets them go.</summary>
internal sealed class LiveSegments(IEnumerable<long> firsts)
{
    private readonly Lock _gate = new();
    private readonly List<long> _firsts = [.. firsts];

    public int Count
    {
        get
        {
            lock (_gate)
                return _firsts.Count;
        }
    }

    /// <summary>The first sequence of the oldest.</summary>
    public long First
    {
        get
        {
            lock (_gate)
                return _firsts[0];
        }
    }

    public void Add(long first)
    {
        lock (_gate)
            _firsts.Add(first);
    }

    /// <summary>Whether all records of the oldest are before a sequence; the newest always stays.</summary>
    public bool IsOldestBefore(long sequence, out long first)
    {
        lock (_gate)
        {
            first = _firsts[0];
            return _firsts.Count > 1 && _firsts[1] <= sequence;
        }
    }

    public void RemoveOldest()
    {
        lock (_gate)
            _firsts.RemoveAt(0);
    }
}
