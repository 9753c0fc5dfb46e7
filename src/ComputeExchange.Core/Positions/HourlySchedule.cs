using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>An amount for each hour to come, kept as the hours at which it changes.</summary>
/// <remarks>Serves credit (dollars used in each undelivered hour) and exposure (GPUs bought or sold in it). Windows share
/// their ends, so there are far fewer changes than windows.</remarks>
internal sealed class HourlySchedule
{
    /// <summary>The bounds of a month of daily windows: few schedules ever have more.</summary>
    private const int InitialChanges = 32;

    private int[] _hour = SortedInts.Make(InitialChanges);
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
            Clear();
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
        (PassedTo, Current) = (passedTo, current);
        Clear();
    }

    public void ChangeBy(int hour, Int128 by)
    {
        if (hour == PassedTo)
        {
            Current += by;
            return;
        }
        int at = SortedInts.LowerBound(_hour, _first, ChangeCount, hour);
        if (_hour[at] != hour)
            at = Insert(at, hour);
        _change[at] += by;
        if (_change[at] == 0)
            Remove(at);
    }

    private Int128 Elapsed(int toHour) => Current == 0 ? 0 : (long)toHour - PassedTo;

    /// <summary>Makes a change of nothing, and gives its place.</summary>
    private int Insert(int at, int hour)
    {
        if (_end == _change.Length)
            at -= MakeRoom();
        Shift.Up(_hour, at, _end - at);
        Shift.Up(_change, at, _end - at);
        _hour[at] = hour;
        _change[at] = 0;
        _end++;
        return at;
    }

    private void Remove(int at)
    {
        _end--;
        Shift.Down(_hour, at, _end - at);
        Shift.Down(_change, at, _end - at);
        _hour[_end] = SortedInts.Nothing;
    }

    private void Clear()
    {
        _hour.AsSpan(0, _end).Fill(SortedInts.Nothing);
        _first = _end = 0;
    }

    /// <summary>Moves the live changes to the front, or grows when they fill the array; returns how far they moved.</summary>
    private int MakeRoom()
    {
        int moved = _first;
        if (moved == 0)
        {
            SortedInts.Grow(ref _hour, _change.Length * 2);
            Array.Resize(ref _change, _change.Length * 2);
            return 0;
        }
        _hour.AsSpan(_first, _end - _first).CopyTo(_hour);
        _change.AsSpan(_first, _end - _first).CopyTo(_change);
        _first = 0;
        _end -= moved;
        _hour.AsSpan(_end, moved).Fill(SortedInts.Nothing);
        return moved;
    }
}
