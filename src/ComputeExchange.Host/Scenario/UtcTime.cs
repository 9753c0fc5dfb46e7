using System.Globalization;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>Times as scenarios write them: ISO 8601, UTC, `2026-08-01T12:00:00Z`, with up to nine decimals of a second.</summary>
internal static class UtcTime
{
    private const int NanosPerTick = 100;
    private const int MaxDecimals = 9;
    private const int HoursPer400Years = 146_097 * EngineTime.HoursPerDay;
    private static readonly DateTime HourZero = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int LastFourDigitHour = (int)((DateTime.MaxValue - HourZero).Ticks / TimeSpan.TicksPerHour);

    /// <summary>Nanoseconds since the Unix epoch; wider than engine time, which ends in the year 2262.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Int128 nanos)
    {
        nanos = 0;
        if (text.EndsWith("Z"u8))
            text = text[..^1];
        else if (text.EndsWith("+00:00"u8))
            text = text[..^6];
        else
            return false;
        if (!TryReadFraction(ref text, out long fractionNanos) || !HasShape(text))
            return false;

        string form = text.Length == "yyyy-MM-ddTHH:mm".Length ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss";
        Span<char> characters = stackalloc char[text.Length];
        for (int i = 0; i < text.Length; i++)
            characters[i] = (char)text[i];
        if (!DateTime.TryParseExact(characters, form, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time))
            return false;
        nanos = (Int128)(time - DateTime.UnixEpoch).Ticks * NanosPerTick + fractionNanos;
        return true;
    }

    /// <summary>Engine time; what lies outside of its range is cut to it.</summary>
    public static EngineTime ToEngineTime(Int128 nanos) =>
        new((long)Int128.Clamp(nanos, long.MinValue, EngineTime.Never.Nanos - 1));

    /// <summary>The hour that the time lies in, counted from 2020-01-01T00Z, and whether it is that hour's start.</summary>
    public static bool IsWholeHour(Int128 nanos, out int hour)
    {
        Int128 sinceZero = nanos - EngineTime.HourZeroNanos;
        Int128 rest = sinceZero % EngineTime.NanosPerHour;
        Int128 hours = sinceZero / EngineTime.NanosPerHour;
        hour = (int)(rest < 0 ? hours - 1 : hours);
        return rest == 0;
    }

    /// <summary>Writes an hour counted from 2020-01-01T00Z as `2026-08-01T12:00:00Z` and returns the length.</summary>
    /// <remarks>A window that starts in the year 9999 may reach past it: the calendar repeats every 400 years.</remarks>
    public static int Format(int hour, Span<byte> destination)
    {
        int cycles = hour > LastFourDigitHour ? (hour - LastFourDigitHour - 1) / HoursPer400Years + 1 : 0;
        DateTime time = HourZero.AddHours(hour - (long)cycles * HoursPer400Years);
        int year = time.Year + cycles * 400;
        System.Text.Unicode.Utf8.TryWrite(destination, CultureInfo.InvariantCulture,
            $"{year:D4}-{time.Month:D2}-{time.Day:D2}T{time.Hour:D2}:00:00Z", out int length);
        return length;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, out long nanos)
    {
        nanos = 0;
        int point = text.IndexOf((byte)'.');
        if (point < 0)
            return true;
        ReadOnlySpan<byte> decimals = text[(point + 1)..];
        text = text[..point];
        if (decimals.Length is < 1 or > MaxDecimals || text.Length != "yyyy-MM-ddTHH:mm:ss".Length
            || decimals.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        for (int i = 0; i < MaxDecimals; i++)
            nanos = nanos * 10 + (i < decimals.Length ? decimals[i] - (byte)'0' : 0);
        return true;
    }

    private static bool HasShape(ReadOnlySpan<byte> text) =>
        (text.Length == "yyyy-MM-ddTHH:mm".Length || text.Length == "yyyy-MM-ddTHH:mm:ss".Length)
        && !text.ContainsAnyExceptInRange((byte)'-', (byte)'T');
}
