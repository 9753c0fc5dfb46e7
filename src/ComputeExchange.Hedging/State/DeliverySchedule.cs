using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>GPUs bought (+) or sold (-) in each hour to come, kept as the hours at which their number changes.</summary>
/// <remarks>Windows share their ends, so there are far fewer changes than windows. Allocates only to grow.</remarks>
internal sealed class DeliverySchedule
{
    private int[] _hour = new int[8];
    private long[] _change = new long[8];
    private int _count;

    /// <summary>The hour that has been passed to; hours before it are delivered.</summary>
    public int PassedTo { get; private set; } = int.MinValue;

    /// <summary>The GPUs of the hour <see cref="PassedTo"/>.</summary>
    public long Current { get; private set; }

    public int ChangeCount => _count;

    public (int Hour, long Change) this[int index] => (_hour[index], _change[index]);

    /// <summary>Adds GPUs to every hour of a window that has not passed.</summary>
    public void Add(DeliveryWindow window, long gpus)
    {
        ChangeBy(Math.Max(window.StartHour, PassedTo), gpus);
        ChangeBy(Math.Max(window.EndHour, PassedTo), -gpus);
    }

    /// <summary>Lets the hours before one go, and returns the GPU-hours that they held.</summary>
    public long PassTo(int hour)
    {
        if (hour <= PassedTo)
            return 0;
        long delivered = 0;
        int passed = 0;
        for (; passed < _count && _hour[passed] <= hour; passed++)
        {
            delivered += Until(_hour[passed]);
            PassedTo = _hour[passed];
            Current += _change[passed];
        }
        delivered += Until(hour);
        PassedTo = hour;
        if (passed > 0)
            RemoveFirst(passed);
        return delivered;
    }

    /// <summary>Sets the passed hour and its GPUs, as a snapshot tells them; changes are added after.</summary>
    public void Restore(int passedTo, long current) => (PassedTo, Current, _count) = (passedTo, current, 0);

    public void ChangeBy(int hour, long by)
    {
        if (hour == PassedTo)
        {
            Current += by;
            return;
        }
        int at = Array.BinarySearch(_hour, 0, _count, hour);
        if (at < 0)
            Insert(at = ~at, hour);
        _change[at] += by;
        if (_change[at] == 0)
            Remove(at);
    }

    // Before the first pass the hours reach back without end, and all of them hold nothing.
    private long Until(int hour) => Current == 0 ? 0 : Current * ((long)hour - PassedTo);

    private void Insert(int at, int hour)
    {
        if (_count == _hour.Length)
        {
            Array.Resize(ref _hour, _count * 2);
            Array.Resize(ref _change, _count * 2);
        }
        Array.Copy(_hour, at, _hour, at + 1, _count - at);
        Array.Copy(_change, at, _change, at + 1, _count - at);
        _hour[at] = hour;
        _change[at] = 0;
        _count++;
    }

    private void Remove(int at)
    {
        _count--;
        Array.Copy(_hour, at + 1, _hour, at, _count - at);
        Array.Copy(_change, at + 1, _change, at, _count - at);
    }

    private void RemoveFirst(int removed)
    {
        _count -= removed;
        Array.Copy(_hour, removed, _hour, 0, _count);
        Array.Copy(_change, removed, _change, 0, _count);
    }
}
