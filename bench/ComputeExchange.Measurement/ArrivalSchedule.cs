namespace ComputeExchange.Measurement;

/// <summary>When the messages of an open-loop run are meant to be sent: at a rate of their own, whatever becomes of those before.</summary>
/// <remarks>A sender that waits for each answer asks nothing while the system stalls, and so counts one slow answer where its
/// users would have had thousands: that is coordinated omission. Here every latency counts from the intended time, so that a
/// message that was sent late, because those before it were late, counts its waiting too.</remarks>
public sealed class ArrivalSchedule
{
    private const double NanosPerSecond = 1e9;

    private readonly double _meanGapNanos;
    private readonly Random? _random;
    private double _next;

    private ArrivalSchedule(double perSecond, Random? random)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        _meanGapNanos = NanosPerSecond / perSecond;
        _random = random;
    }

    /// <summary>One after the other, always as far apart.</summary>
    public static ArrivalSchedule Even(double perSecond) => new(perSecond, random: null);

    /// <summary>As independent senders arrive: gaps drawn from an exponential distribution, from a seed.</summary>
    public static ArrivalSchedule Poisson(double perSecond, int seed) => new(perSecond, new Random(seed));

    /// <summary>Nanoseconds from the start of the run to the next message.</summary>
    public long Next()
    {
        long due = (long)_next;
        _next += _random is null ? _meanGapNanos : -Math.Log(1 - _random.NextDouble()) * _meanGapNanos;
        return due;
    }
}
