using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>An amount for each hour to come, kept as the hours at which it changes.</summary>
/// <remarks>Serves credit (dollars used in each undelivered hour) and exposure (GPUs bought or sold in it). Windows share
/// their ends, so there are far fewer changes than windows.</remarks>
internal sealed class HourlySchedule
{
    /// <summary>The bounds of a month of daily windows: few schedules ever have more.</summary>
    private const int InitialChanges = 32;

    private int[] _hour = new int[InitialChanges];
    private Int128[] _change = new Int128[InitialChanges];
    private int _first;

    /// <summary>The hour that has been passed to; hours before it are gone.</summary>
    public int PassedTo { get; private set; } = int.MinValue;

    /// <summary>How many changes there are after <see cref="PassedTo"/>.</summary>
    public int ChangeCount => _end - _first;

    /// <summary>The amount of the hour <see cref="PassedTo"/>.</summary>
    public Int128 Current { get; private set; }

    private int _end;

    public int HourAt(int index) => _hour[_first + index];

    public Int128 ChangeAt(int index) => _change[_first + index];

    /// <summary>Adds an amount to every hour of a window.</summary>
    public void Add(DeliveryWindow window, Int128 perHour)
    {
        ChangeBy(Math.Max(window.StartHour, PassedTo), perHour);
        ChangeBy(Math.Max(window.EndHour, PassedTo), -perHour);
    }

    /// <summary>Lets the hours before one go, and returns the sum of what they held.</summary>
    public Int128 PassTo(int hour)
    {
        if (hour <= PassedTo)
            return 0;
        Int128 sum = 0;
        while (_first < _end && _hour[_first] <= hour)
        {
            sum += Current * Elapsed(_hour[_first]);
            PassedTo = _hour[_first];
            Current += _change[_first++];
        }
        sum += Current * Elapsed(hour);
        PassedTo = hour;
        if (_first == _end)
            _first = _end = 0;
        return sum;
    }

    /// <summary>The sum over the hours of a window that have not passed.</summary>
    public Int128 SumOver(int startHour, int endHour)
    {
        Int128 sum = 0;
        Int128 amount = Current;
        int from = PassedTo;
        for (int i = _first; i <= _end; i++)
        {
            int to = i < _end ? _hour[i] : int.MaxValue;
            if (amount != 0)
                sum += amount * Math.Max(0L, (long)Math.Min(to, endHour) - Math.Max(from, startHour));
            if (i == _end)
                break;
            amount += _change[i];
            from = to;
        }
        return sum;
    }

    /// <summary>Sets everything, as a snapshot tells it: the passed hour and its amount; changes are added after.</summary>
    public void Restore(int passedTo, Int128 current)
    {
        (PassedTo, Current, _first, _end) = (passedTo, current, 0, 0);
    }

    public void ChangeBy(int hour, Int128 by)
    {
        if (hour == PassedTo)
        {
            Current += by;
            return;
        }
        int at = LowerBound(hour);
        if (at == _end || _hour[at] != hour)
            Insert(at, hour);
        at = LowerBound(hour);
        _change[at] += by;
        if (_change[at] == 0)
            Remove(at);
    }

    private Int128 Elapsed(int toHour) => Current == 0 ? 0 : (long)toHour - PassedTo;

    private int LowerBound(int hour)
    {
        int low = _first, high = _end;
        while (low < high)
        {
            int middle = low + high >>> 1;
            if (_hour[middle] < hour)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Insert(int at, int hour)
    {
        if (_end == _hour.Length)
            at -= MakeRoom();
        _hour.AsSpan(at, _end - at).CopyTo(_hour.AsSpan(at + 1));
        _change.AsSpan(at, _end - at).CopyTo(_change.AsSpan(at + 1));
        _hour[at] = hour;
        _change[at] = 0;
        _end++;
    }

    private void Remove(int at)
    {
        _hour.AsSpan(at + 1, _end - at - 1).CopyTo(_hour.AsSpan(at));
        _change.AsSpan(at + 1, _end - at - 1).CopyTo(_change.AsSpan(at));
        _end--;
    }

    /// <summary>Moves the live changes to the front, or grows when they fill the array; returns how far they moved.</summary>
    private int MakeRoom()
    {
        int moved = _first;
        if (moved == 0)
        {
            Array.Resize(ref _hour, _hour.Length * 2);
            Array.Resize(ref _change, _change.Length * 2);
            return 0;
        }
        _hour.AsSpan(_first, _end - _first).CopyTo(_hour);
        _change.AsSpan(_first, _end - _first).CopyTo(_change);
        _first = 0;
        _end -= moved;
        return moved;
    }
}
