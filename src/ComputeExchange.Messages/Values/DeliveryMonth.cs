namespace ComputeExchange.Messages;

/// <summary>A calendar month, UTC.</summary>
/// <param name="Index">Months since January 2020; may be negative.</param>
public readonly record struct DeliveryMonth(int Index) : IComparable<DeliveryMonth>
{
    private const int FirstYear = 2020;
    private const int MonthsPerYear = 12;
    private static readonly DateTime HourZero = new(FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The lowest index that names a month of the calendar: January of year 1.</summary>
    public const int MinIndex = (1 - FirstYear) * MonthsPerYear;

    /// <summary>The highest index that a contract may have: December 9998.</summary>
    public const int MaxIndex = (9999 - FirstYear) * MonthsPerYear - 1;

    /// <summary>The year.</summary>
    public int Year => First.Year;

    /// <summary>The month of the year, 1 to 12.</summary>
    public int Month => First.Month;

    /// <summary>The first hour, counted from 2020-01-01T00Z.</summary>
    public int StartHour => HourOf(First);

    /// <summary>The hour after the last one.</summary>
    public int EndHour => HourOf(First.AddMonths(1));

    private DateTime First => HourZero.AddMonths(Index);

    /// <summary>A month from year and month of the year.</summary>
    public static DeliveryMonth Of(int year, int month) => new((year - FirstYear) * MonthsPerYear + month - 1);

    /// <summary>The month that an hour counted from 2020-01-01T00Z lies in.</summary>
    public static DeliveryMonth OfHour(int hour)
    {
        DateTime time = HourZero.AddHours(hour);
        return Of(time.Year, time.Month);
    }

    /// <inheritdoc/>
    public int CompareTo(DeliveryMonth other) => Index.CompareTo(other.Index);

    /// <summary>The month as yyyy-MM.</summary>
    public override string ToString() => First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    private static int HourOf(DateTime time) => (int)((time - HourZero).Ticks / TimeSpan.TicksPerHour);
}
