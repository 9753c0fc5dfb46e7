using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>One value of a history.</summary>
/// <param name="Time">When it was entered.</param>
/// <param name="NanoDollars">The value in units of 1e-9 $.</param>
public readonly record struct HistoryValue(EngineTime Time, long NanoDollars);

/// <summary>The last values that were entered, at most <see cref="Limits.HistoryLength"/>.</summary>
internal class ReferenceHistory
{
    private HistoryValue[] _values = [];
    private int _next;

    public int Count { get; private set; }

    /// <summary>A value, the oldest kept at 0.</summary>
    public HistoryValue this[int index] => _values[(_next - Count + index + _values.Length) % _values.Length];

    public void Add(HistoryValue value)
    {
        if (_values.Length == 0)
            _values = new HistoryValue[Limits.HistoryLength];
        _values[_next] = value;
        _next = (_next + 1) % _values.Length;
        Count = Math.Min(Count + 1, _values.Length);
    }
}

/// <summary>The index values of a basket, and of them the last of each UTC day, from which contracts are settled.</summary>
internal sealed class IndexHistory : ReferenceHistory
{
    /// <summary>Days that are kept: more than two months, so that a month's days and the one before are there at its end.</summary>
    public const int MaxDays = 80;

    private readonly DayValue[] _days = new DayValue[MaxDays];

    public int DayCount { get; private set; }

    public DayValue DayAt(int index) => _days[index];

    public void AddDay(DayValue value)
    {
        if (DayCount > 0 && _days[DayCount - 1].Day == value.Day)
        {
            _days[DayCount - 1] = value;
            return;
        }
        if (DayCount == MaxDays)
        {
            Array.Copy(_days, 1, _days, 0, MaxDays - 1);
            DayCount--;
        }
        _days[DayCount++] = value;
    }

    /// <summary>The mean over the days of a month, a day without a value taking the day before's, rounded to 0.0001 $,
    /// halves away from zero; null when no value was entered by the month's end. Days before the first value do not count.</summary>
    public Price? SettlementPrice(DeliveryMonth month)
    {
        const long NanosPerTick = 100_000;
        int firstDay = month.StartHour / EngineTime.HoursPerDay, endDay = month.EndHour / EngineTime.HoursPerDay;
        Int128 sum = 0;
        int days = 0, next = 0;
        long? value = null;
        for (int day = firstDay; day < endDay; day++)
        {
            for (; next < DayCount && _days[next].Day <= day; next++)
                value = _days[next].NanoDollars;
            if (value is not { } known)
                continue;
            sum += known;
            days++;
        }
        if (days == 0)
            return null;
        Int128 divisor = (Int128)days * NanosPerTick;
        return new Price((int)((sum * 2 + divisor) / (divisor * 2)));
    }
}

/// <summary>The last value of a UTC day.</summary>
/// <param name="Day">The day, counted from 2020-01-01.</param>
/// <param name="NanoDollars">The value in units of 1e-9 $.</param>
internal readonly record struct DayValue(int Day, long NanoDollars);
