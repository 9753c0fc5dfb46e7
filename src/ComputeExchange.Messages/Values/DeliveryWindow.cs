namespace ComputeExchange.Messages;

/// <summary>A delivery window: whole hours, half-open [start, start + hours), UTC.</summary>
/// <remarks>A command may carry any pair of numbers; only <see cref="IsValid"/> windows ever enter a book.</remarks>
/// <param name="StartHour">The first hour, counted from 2020-01-01T00Z.</param>
/// <param name="Hours">The length in hours: 1 to <see cref="MaxHours"/> when valid.</param>
public readonly record struct DeliveryWindow(int StartHour, int Hours)
{
    /// <summary>The longest window, in hours.</summary>
    public const int MaxHours = 65_535;

    /// <summary>The first hour that a window may have: 0001-01-01T00Z, where the calendar of contract months begins.</summary>
    public const int FirstHour = -17_698_176;

    /// <summary>The last hour that a window may end at: 9999-01-01T00Z, where the calendar of contract months ends.</summary>
    public const int LastHour = 69_942_480;

    /// <summary>The hour after the last one.</summary>
    public int EndHour => StartHour + Hours;

    /// <summary>Whether the length lies between 1 and <see cref="MaxHours"/>, and every hour between <see cref="FirstHour"/> and
    /// <see cref="LastHour"/>, so that each has a month.</summary>
    public bool IsValid => Hours is >= 1 and <= MaxHours && StartHour >= FirstHour && StartHour <= LastHour - Hours;

    /// <summary>A window from its first hour to the hour after its last.</summary>
    public static DeliveryWindow Between(int startHour, int endHour) => new(startHour, endHour - startHour);

    /// <summary>Whether every hour of <paramref name="other"/> is one of this window.</summary>
    public bool Contains(DeliveryWindow other) => StartHour <= other.StartHour && other.EndHour <= EndHour;

    /// <summary>Whether the two windows share an hour.</summary>
    public bool Overlaps(DeliveryWindow other) => StartHour < other.EndHour && other.StartHour < EndHour;
}
