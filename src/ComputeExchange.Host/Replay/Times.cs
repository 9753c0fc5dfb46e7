using System.Globalization;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Replay;

/// <summary>Times and windows as people read them.</summary>
internal static class Times
{
    private const int NanosPerTick = 100;
    private const int HourBytes = 24;

    /// <summary>Engine time, ISO 8601 in UTC, to the microsecond.</summary>
    public static string Of(EngineTime time) => time == EngineTime.Never
        ? "never"
        : DateTime.UnixEpoch.AddTicks(time.Nanos / NanosPerTick)
            .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>A window: its start and its hours.</summary>
    public static string Of(DeliveryWindow window)
    {
        Span<byte> start = stackalloc byte[HourBytes];
        int length = Scenario.UtcTime.Format(window.StartHour, start);
        return $"{System.Text.Encoding.ASCII.GetString(start[..length])} +{window.Hours}h";
    }
}
