namespace ComputeExchange.Simulation.Tests.Network;

// A connection keeps the order of its bytes, as TCP does: a piece arrives when it has come all the way, and never before the one
// written before it. Two connections keep no order between each other, which is what reconnecting clients make of that.

/// <summary>One direction of a connection: bytes under way, each piece with the time at which it arrives.</summary>
internal sealed class OneWay(VirtualClock clock, Random chance, NetworkFaults faults, int capacityBytes)
{
    private const long Never = long.MaxValue;
    private const int StallFactor = 100;
    private const int Ended = -1;

    private readonly Queue<(long ArrivesAt, byte[] Bytes)> _underWay = new();
    private long _lastArrival;
    private int _heldBytes;
    private int _takenOfFirst;
    private long _readerLearnsAt = Never;
    private long _writerLearnsAt = Never;
    private bool _isCut;

    /// <summary>Until when nothing arrives.</summary>
    public long PartitionedUntil { get; set; }

    /// <summary>Bytes taken; 0 when there is no room; less than 0 once the writer has learned that the line is gone.</summary>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (clock.Nanos >= _writerLearnsAt)
            return Ended;
        if (_isCut)
            return bytes.Length;
        int taken = Math.Min(bytes.Length, capacityBytes - _heldBytes);
        if (taken <= 0)
            return 0;
        bool stalls = chance.Next(1_000) < faults.StallsInThousand;
        long delay = chance.NextInt64(1, faults.MaxDelayNanos + 1) * (stalls ? StallFactor : 1);
        _lastArrival = Math.Max(_lastArrival, clock.Nanos + delay);
        _underWay.Enqueue((_lastArrival, bytes[..taken].ToArray()));
        _heldBytes += taken;
        return taken;
    }

    /// <summary>Bytes that have arrived; 0 when there are none; less than 0 once nothing will come any more.</summary>
    public int Read(Span<byte> into)
    {
        if (into.Length > 1 && chance.Next(1_000) < faults.ShortReadsInThousand)
            into = into[..chance.Next(1, Math.Min(into.Length, 64))];
        int taken = 0;
        long now = clock.Nanos;
        while (taken < into.Length && now >= PartitionedUntil
            && _underWay.TryPeek(out (long ArrivesAt, byte[] Bytes) first) && first.ArrivesAt <= now)
        {
            int count = Math.Min(first.Bytes.Length - _takenOfFirst, into.Length - taken);
            first.Bytes.AsSpan(_takenOfFirst, count).CopyTo(into[taken..]);
            taken += count;
            _takenOfFirst += count;
            if (_takenOfFirst < first.Bytes.Length)
                break;
            _underWay.Dequeue();
            _takenOfFirst = 0;
        }

        _heldBytes -= taken;
        return taken == 0 && _underWay.Count == 0 && now >= _readerLearnsAt ? Ended : taken;
    }

    /// <summary>The writer has closed: what is under way still arrives, and then the end.</summary>
    public void Close()
    {
        _writerLearnsAt = clock.Nanos;
        long endArrives = clock.Nanos + chance.NextInt64(1, faults.MaxDelayNanos + 1);
        _readerLearnsAt = Math.Min(_readerLearnsAt, Math.Max(_lastArrival, endArrives));
    }

    /// <summary>The reader has closed: nobody reads what is under way, and the writer learns of it.</summary>
    public void Abandon()
    {
        _isCut = true;
        _underWay.Clear();
        _writerLearnsAt = Math.Min(_writerLearnsAt, clock.Nanos + chance.NextInt64(1, faults.MaxDelayNanos + 1));
    }

    /// <summary>The line breaks: what is under way is lost from some byte on, and each end learns of it at its own time, or only
    /// by hearing nothing any more.</summary>
    public void Cut(long readerLearnsAt, long writerLearnsAt)
    {
        if (_isCut)
            return;
        _isCut = true;
        int kept = chance.Next(_underWay.Count + 1);
        (long ArrivesAt, byte[] Bytes)[] all = [.. _underWay];
        _underWay.Clear();
        foreach ((long at, byte[] bytes) in all.Take(kept))
            _underWay.Enqueue((at, bytes));
        if (kept < all.Length && kept > 0 && chance.Next(2) == 0)
            _underWay.Enqueue((all[kept].ArrivesAt, all[kept].Bytes[..chance.Next(1, all[kept].Bytes.Length + 1)]));
        if (kept == 0)
            _takenOfFirst = 0;
        _readerLearnsAt = Math.Min(_readerLearnsAt, readerLearnsAt);
        _writerLearnsAt = Math.Min(_writerLearnsAt, writerLearnsAt);
    }
}
