namespace ComputeExchange.Measurement;

/// <summary>A thread that does nothing but sleep a millisecond at a time, and counts by how much it wakes too late: what the
/// machine and the runtime keep any thread from running, whatever the program under test does.</summary>
/// <remarks>A pause is the program's own where this thread ran on through it. As in an open loop, a sleep that took many times its
/// length counts for each of those that it kept from happening. The first of its sleeps are not counted. A collection stops it
/// as it stops all threads of its process: to tell the machine's stalls from those, let it run in another process.</remarks>
public sealed class HiccupMeter : IDisposable
{
    /// <summary>How long it sleeps at a time.</summary>
    public const long IntervalNanos = 1_000_000;

    private const int Uncounted = 10;

    private readonly IMeasuringClock _clock;
    private readonly Action _sleep;
    private readonly Action<long>? _tell;
    private readonly Lock _lock = new();
    private readonly LatencyHistogram _hiccups = new();
    private readonly Thread? _thread;
    private volatile bool _isStopping;
    private long _largestSinceAsked;

    /// <summary>Starts the thread, at the highest priority that it can have.</summary>
    /// <param name="tell">Told each hiccup as it ends, on the meter's thread; may be null.</param>
    public HiccupMeter(Action<long>? tell = null)
        : this(new MachineClock(), () => Thread.Sleep(1))
    {
        _tell = tell;
        _thread = new Thread(Run) { IsBackground = true, Name = "hiccups", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>A meter without a thread, whose sleeps the caller makes: for tests.</summary>
    internal HiccupMeter(IMeasuringClock clock, Action sleep)
    {
        _clock = clock;
        _sleep = sleep;
    }

    /// <summary>The largest hiccup since this was last asked, in nanoseconds.</summary>
    public long TakeLargest()
    {
        lock (_lock)
        {
            long largest = _largestSinceAsked;
            _largestSinceAsked = 0;
            return largest;
        }
    }

    /// <summary>A copy of all hiccups so far.</summary>
    public LatencyHistogram Snapshot()
    {
        LatencyHistogram copy = new();
        lock (_lock)
            copy.Merge(_hiccups);
        return copy;
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _thread?.Join();
    }

    /// <summary>One sleep, and what it took too long.</summary>
    internal void Step()
    {
        long before = _clock.Nanos;
        _sleep();
        long late = Math.Max(0, _clock.Nanos - before - IntervalNanos);
        lock (_lock)
        {
            _largestSinceAsked = Math.Max(_largestSinceAsked, late);
            for (long left = late; left >= 0; left -= IntervalNanos)
                _hiccups.Record(left);
        }
        _tell?.Invoke(late);
    }

    private void Run()
    {
        for (int i = 0; i < Uncounted; i++)
            _sleep();
        while (!_isStopping)
            Step();
    }
}
