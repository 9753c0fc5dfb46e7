namespace ComputeExchange.Hedging.Curves;

/// <summary>The hours of a calendar month, UTC, split as power markets split them.</summary>
/// <param name="Total">All hours.</param>
/// <param name="Peak">Hours of Monday to Friday from 08:00 to 20:00 (12 x 5; holidays count as what weekday they are).</param>
public readonly record struct MonthHours(int Total, int Peak)
{
    private const int HoursPerDay = 24;
    private const int FirstPeakHour = 8;
    private const int EndPeakHour = 20;

    /// <summary>All hours that are not peak.</summary>
    public int OffPeak => Total - Peak;

    /// <summary>Counts the hours of a month.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public static MonthHours Of(int year, int month)
    {
        int days = DateTime.DaysInMonth(year, month);
        int weekdays = 0;
        for (int day = 1; day <= days; day++)
        {
            if (new DateOnly(year, month, day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                weekdays++;
        }
        return new MonthHours(days * HoursPerDay, weekdays * (EndPeakHour - FirstPeakHour));
    }
}
