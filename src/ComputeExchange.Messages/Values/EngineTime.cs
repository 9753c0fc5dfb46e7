namespace ComputeExchange.Messages;

/// <summary>Engine time: nanoseconds since the Unix epoch, UTC. Carried by every command; the core reads no clock.</summary>
/// <param name="Nanos">Nanoseconds since 1970-01-01T00Z.</param>
public readonly record struct EngineTime(long Nanos) : IComparable<EngineTime>
{
    /// <summary>Nanoseconds in one second.</summary>
    public const long NanosPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds in one hour.</summary>
    public const long NanosPerHour = 3_600 * NanosPerSecond;

    /// <summary>Hours in a UTC day.</summary>
    public const int HoursPerDay = 24;

    /// <summary>2020-01-01T00Z, the hour that delivery windows are counted from, in nanoseconds since the Unix epoch.</summary>
    public const long HourZeroNanos = 1_577_836_800L * NanosPerSecond;

    private const long LastHour = (long.MaxValue - HourZeroNanos) / NanosPerHour;
    private const long FirstHour = long.MinValue / NanosPerHour - HourZeroNanos / NanosPerHour;

    /// <summary>Later than every time that a command can carry: the deadline of what never ends.</summary>
    public static readonly EngineTime Never = new(long.MaxValue);

    /// <summary>The hour that this instant lies in, counted from 2020-01-01T00Z; negative before.</summary>
    public int Hour
    {
        get
        {
            (long hours, long rest) = Math.DivRem(Nanos, NanosPerHour);
            return (int)(hours - HourZeroNanos / NanosPerHour - (rest < 0 ? 1 : 0));
        }
    }

    /// <summary>The UTC day that this instant lies in, counted from 2020-01-01.</summary>
    public int Day => FloorDivide(Hour, HoursPerDay);

    /// <summary>The next UTC midnight, strictly later than this instant.</summary>
    public EngineTime NextMidnight => FromHour((Day + 1L) * HoursPerDay);

    /// <summary>The start of an hour counted from 2020-01-01T00Z; hours outside of what nanoseconds reach are cut to it.</summary>
    /// <remarks>Of the first hours the product wraps and the sum wraps back: what comes out is in range.</remarks>
    public static EngineTime FromHour(long hour) =>
        hour > LastHour ? Never : new(unchecked(HourZeroNanos + Math.Max(hour, FirstHour) * NanosPerHour));

    /// <summary>Whether the left instant is before the right one.</summary>
    public static bool operator <(EngineTime left, EngineTime right) => left.Nanos < right.Nanos;

    /// <summary>Whether the left instant is after the right one.</summary>
    public static bool operator >(EngineTime left, EngineTime right) => left.Nanos > right.Nanos;

    /// <summary>Whether the left instant is not after the right one.</summary>
    public static bool operator <=(EngineTime left, EngineTime right) => left.Nanos <= right.Nanos;

    /// <summary>Whether the left instant is not before the right one.</summary>
    public static bool operator >=(EngineTime left, EngineTime right) => left.Nanos >= right.Nanos;

    /// <inheritdoc/>
    public int CompareTo(EngineTime other) => Nanos.CompareTo(other.Nanos);

    /// <summary>The nanoseconds, as text.</summary>
    /// <remarks>A record's own form would print the next midnight, and that one's next, for ever.</remarks>
    public override string ToString() => Nanos.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int FloorDivide(int value, int by) => value >= 0 ? value / by : -((by - 1 - value) / by);
}
