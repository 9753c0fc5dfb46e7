namespace ComputeExchange.Journal.Reports;

/// <summary>For each of the 65,536 sessions the first report that is still there and the last one.</summary>
internal sealed class SessionNumbers
{
    private readonly long[] _first = new long[ushort.MaxValue + 1];
    private readonly long[] _last = new long[ushort.MaxValue + 1];

    public int Known { get; private set; }

    public long First(ushort session) => Math.Max(1, Volatile.Read(ref _first[session]));

    public long Last(ushort session) => Volatile.Read(ref _last[session]);

    public bool IsKnown(int session) => _first[session] != 0;

    public void Add(ushort session, long number)
    {
        if (_first[session] == 0)
            Begin(session, number);
        Volatile.Write(ref _last[session], number);
    }

    /// <summary>The next report of a session has this number, and no earlier one counts as there if that leaves a gap.</summary>
    /// <returns>Whether earlier ones were forgotten.</returns>
    public bool StartAt(ushort session, long number)
    {
        if (_first[session] != 0 && _last[session] == number - 1)
            return false;
        Begin(session, number);
        Volatile.Write(ref _last[session], number - 1);
        return true;
    }

    /// <summary>The reports up to this one are deleted.</summary>
    public void Forget(ushort session, long through)
    {
        if (_first[session] <= through)
            Volatile.Write(ref _first[session], through + 1);
    }

    private void Begin(ushort session, long number)
    {
        if (_first[session] == 0)
            Known++;
        Volatile.Write(ref _first[session], number);
    }
}
