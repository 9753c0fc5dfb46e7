using System.Text.Json;

namespace ComputeExchange.LoadTest.Core;

/// <summary>What one engine took for one workload in one round.</summary>
/// <param name="NanosPerMessage">Time a message, by <see cref="ThreadClock"/>.</param>
/// <param name="BytesPerMessage">Allocated by the applying thread.</param>
/// <param name="Collections">Collections of any generation while it ran.</param>
/// <param name="EventsPerMessage">Events told a message.</param>
/// <param name="TradesPerMessage">Trades a message.</param>
/// <param name="TimesNaive">How many times faster than the naive book of the same round.</param>
internal sealed record CoreSample(
    double NanosPerMessage, double BytesPerMessage, int Collections, double EventsPerMessage, double TradesPerMessage,
    double TimesNaive);

/// <summary>One row of the table: an engine on a workload, over rounds and launches.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Engine">naive, matching or apply.</param>
/// <param name="Samples">A sample a round.</param>
internal sealed record CoreRow(string Workload, string Engine, List<CoreSample> Samples)
{
    /// <summary>The fastest round.</summary>
    public double BestNanos => Samples.Min(sample => sample.NanosPerMessage);

    /// <summary>The round in the middle.</summary>
    public double MedianNanos => Median(sample => sample.NanosPerMessage);

    /// <summary>The ratio to the naive book of the same round, in the middle of all rounds.</summary>
    public double TimesNaive => Median(sample => sample.TimesNaive);

    /// <summary>A value in the middle of all rounds.</summary>
    public double Median(Func<CoreSample, double> of)
    {
        double[] values = [.. Samples.Select(of)];
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>The rows that another launch printed with `--json`.</summary>
    public static List<CoreRow> Read(string json) => JsonSerializer.Deserialize<List<CoreRow>>(json)!;

    /// <summary>The rows as one line of JSON.</summary>
    public static string Write(IReadOnlyList<CoreRow> rows) => JsonSerializer.Serialize(rows);
}
