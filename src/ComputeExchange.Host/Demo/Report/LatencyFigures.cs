namespace ComputeExchange.Host.Demo.Report;

/// <summary>Times from sending a request to its durable acknowledgement.</summary>
/// <param name="Clients">How many clients sent at once.</param>
/// <param name="InFlight">How many requests each had under way at most.</param>
/// <param name="Requests">How many requests were acknowledged.</param>
/// <param name="Seconds">From the first one sent to the last one acknowledged.</param>
/// <param name="P50Micros">Half took no longer, microseconds.</param>
/// <param name="P99Micros">99 of 100 took no longer.</param>
/// <param name="P999Micros">999 of 1,000 took no longer.</param>
internal sealed record LatencyFigures(
    int Clients, int InFlight, int Requests, double Seconds, double P50Micros, double P99Micros, double P999Micros)
{
    /// <summary>Requests a second; 0 of none.</summary>
    public double PerSecond => Seconds > 0 ? Requests / Seconds : 0;

    /// <summary>Figures of a run.</summary>
    /// <param name="clients">How many clients sent at once.</param>
    /// <param name="inFlight">How many requests each had under way at most.</param>
    /// <param name="elapsed">From the first one sent to the last one acknowledged.</param>
    /// <param name="latencies">Of each request; sorted here.</param>
    public static LatencyFigures Of(int clients, int inFlight, TimeSpan elapsed, TimeSpan[] latencies)
    {
        Array.Sort(latencies);
        return new LatencyFigures(
            clients, inFlight, latencies.Length, elapsed.TotalSeconds,
            Percentile(latencies, 500), Percentile(latencies, 990), Percentile(latencies, 999));
    }

    /// <summary>The least latency that so many thousandths do not exceed (nearest rank).</summary>
    private static double Percentile(TimeSpan[] sorted, int thousandths)
    {
        if (sorted.Length == 0)
            return 0;
        int rank = (int)(((long)sorted.Length * thousandths + 999) / 1000);
        return sorted[Math.Max(rank, 1) - 1].TotalMicroseconds;
    }
}
