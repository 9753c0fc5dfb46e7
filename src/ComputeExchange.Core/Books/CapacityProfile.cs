using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>What is left of a divisible sell: GPUs for each hour of its window, as runs of equal hours.</summary>
/// <remarks>Kept run by run, a month costs what its changes cost. Any sales that respect a profile hour by hour can be
/// placed on its machines, taken in order of start, with no job moving while it runs (interval graphs are perfect), so
/// the profile is all there is to know.
/// <code>
/// window   [0, 24) of 64 GPUs, after selling 64 on [12, 24) and 32 on [4, 12):
/// run        0        1        2
/// start      0        4        12       (24)
/// GPUs       64       32       0
/// </code></remarks>
internal sealed class CapacityProfile
{
    private const int InitialRuns = 4;

    private int[] _start = new int[InitialRuns];
    private int[] _gpus = new int[InitialRuns];
    private int _end;

    /// <summary>How many runs of equal hours there are.</summary>
    public int RunCount { get; private set; }

    /// <summary>Unsold GPU-hours.</summary>
    public long GpuHours { get; private set; }

    public DeliveryWindow Window => DeliveryWindow.Between(_start[0], _end);

    public DeliveryWindow RunAt(int run) => DeliveryWindow.Between(_start[run], EndOf(run));

    public int GpusAt(int run) => _gpus[run];

    /// <summary>Sets the whole window to one quantity.</summary>
    public void Fill(DeliveryWindow window, int gpus)
    {
        RunCount = 1;
        _start[0] = window.StartHour;
        _gpus[0] = gpus;
        _end = window.EndHour;
        GpuHours = (long)gpus * window.Hours;
    }

    /// <summary>Sets the runs one after another, as a snapshot tells them.</summary>
    public void AppendRun(int startHour, int endHour, int gpus, bool isFirst)
    {
        if (isFirst)
        {
            RunCount = 0;
            GpuHours = 0;
        }
        EnsureRoom(1);
        _start[RunCount] = startHour;
        _gpus[RunCount] = gpus;
        RunCount++;
        _end = endHour;
        GpuHours += (long)gpus * (endHour - startHour);
    }

    public void CopyFrom(CapacityProfile other)
    {
        if (_start.Length < other.RunCount)
        {
            _start = new int[other._start.Length];
            _gpus = new int[other._gpus.Length];
        }
        other._start.AsSpan(0, other.RunCount).CopyTo(_start);
        other._gpus.AsSpan(0, other.RunCount).CopyTo(_gpus);
        (RunCount, GpuHours, _end) = (other.RunCount, other.GpuHours, other._end);
    }

    /// <summary>The least hour over a window; 0 when the window reaches outside of this one.</summary>
    public int Least(DeliveryWindow window)
    {
        if (window.StartHour < _start[0] || window.EndHour > _end)
            return 0;
        int least = int.MaxValue;
        for (int run = RunOf(window.StartHour); run < RunCount && _start[run] < window.EndHour; run++)
            least = Math.Min(least, _gpus[run]);
        return least;
    }

    /// <summary>Sells GPUs over a window.</summary>
    public void Take(DeliveryWindow window, int gpus)
    {
        Invariant.Require(gpus > 0 && gpus <= Least(window), "no hour of a profile is oversold");
        int first = SplitAt(window.StartHour);
        int last = SplitAt(window.EndHour);
        for (int run = first; run < last; run++)
            _gpus[run] -= gpus;
        GpuHours -= (long)gpus * window.Hours;
        MergeAround(first, last);
    }

    /// <summary>The run that an hour of the window lies in.</summary>
    public int RunOf(int hour)
    {
        int low = 0, high = RunCount - 1;
        while (low < high)
        {
            int middle = low + high + 1 >>> 1;
            if (_start[middle] <= hour)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private int EndOf(int run) => run + 1 < RunCount ? _start[run + 1] : _end;

    /// <summary>Makes a run begin at an hour and returns it; the window's end is the run behind the last.</summary>
    private int SplitAt(int hour)
    {
        if (hour == _end)
            return RunCount;
        int run = RunOf(hour);
        if (_start[run] == hour)
            return run;
        EnsureRoom(1);
        int at = run + 1;
        Shift.Up(_start, at, RunCount - at);
        Shift.Up(_gpus, at, RunCount - at);
        _start[at] = hour;
        _gpus[at] = _gpus[run];
        RunCount++;
        return at;
    }

    /// <summary>Joins equal neighbours; only the two ends of a sale can have become equal to theirs.</summary>
    private void MergeAround(int first, int last)
    {
        if (last < RunCount && last > 0 && _gpus[last] == _gpus[last - 1])
            RemoveRun(last);
        if (first > 0 && first < RunCount && _gpus[first] == _gpus[first - 1])
            RemoveRun(first);
    }

    private void RemoveRun(int run)
    {
        Shift.Down(_start, run, RunCount - run - 1);
        Shift.Down(_gpus, run, RunCount - run - 1);
        RunCount--;
    }

    private void EnsureRoom(int more)
    {
        if (RunCount + more <= _start.Length)
            return;
        Array.Resize(ref _start, _start.Length * 2);
        Array.Resize(ref _gpus, _gpus.Length * 2);
    }
}
