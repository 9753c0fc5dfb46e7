using System.Diagnostics;

namespace ComputeExchange.LoadTest.Core;

/// <summary>The `core` command: naive book, matching alone and the whole of `Apply` in one table, over several launches, since
/// each launch lays out code and memory anew.</summary>
internal static class CoreComparison
{
    private const int DefaultMessages = 500_000;
    private const int DefaultRounds = 3;
    private const int DefaultLaunches = 3;

    /// <summary>Rounds until the compiler has done with the code of all engines: it compiles in the background, twice.</summary>
    private const int RoundsToWarmUp = 3;

    /// <summary>A message of F2 takes ten times as long as others: a fifth of the messages tell as much.</summary>
    private const int WindowTermsFraction = 5;

    /// <summary>Runs the launches and prints the table, or, as one of the launches, its rows as JSON.</summary>
    public static void Run(Arguments arguments)
    {
        int rounds = arguments.Number("--rounds", DefaultRounds, mayStandBare: true);
        int messages = arguments.Number("--messages", DefaultMessages);
        int launches = arguments.Number("--launches", DefaultLaunches);
        Workload[] workloads = Chosen(arguments.Text("--only"));
        List<CoreRow> rows = launches == 1
            ? Measure(workloads, messages, rounds)
            : Launch(workloads, messages, rounds, launches);
        if (arguments.Has("--json"))
            Console.WriteLine(CoreRow.Write(rows));
        else
            Print(rows, messages, rounds, launches);
        if (!arguments.Has("--json") && workloads.Contains(Workload.WindowTerms))
            TimeByKind.Run(Workload.WindowTerms, messages / WindowTermsFraction);
    }

    /// <summary>A row for each engine of each workload, measured in this process; rounds before the first are not counted.</summary>
    public static List<CoreRow> Measure(IReadOnlyList<Workload> workloads, int messages, int rounds)
    {
        List<CoreRow> rows = [];
        foreach (Workload workload in workloads)
        {
            foreach (string engine in CoreRound.EnginesOf(workload))
                rows.Add(new CoreRow(workload.Name, engine, []));
            int each = workload.WindowTermsShare > 0 ? messages / WindowTermsFraction : messages;
            for (int round = 1 - RoundsToWarmUp; round <= rounds; round++)
            {
                Progress.Tell(round > 0 ? $"{workload.Name}, round {round} of {rounds}" : $"{workload.Name}, warms up");
                Dictionary<string, CoreSample> samples = CoreRound.Run(workload, each, round + RoundsToWarmUp);
                foreach (CoreRow row in rows.Where(row => row.Workload == workload.Name && round > 0))
                    row.Samples.Add(samples[row.Engine]);
            }
        }
        return rows;
    }

    private static Workload[] Chosen(string? only)
    {
        if (only is null)
            return [.. Workload.All];
        string[] names = only.Split(',');
        string? unknown = names.FirstOrDefault(name => Workload.All.All(workload => workload.Name != name));
        return unknown is null
            ? [.. Workload.All.Where(workload => names.Contains(workload.Name))]
            : throw new FormatException($"There is no workload '{unknown}': W1 to W4, F1 and F2.");
    }

    private static List<CoreRow> Launch(Workload[] workloads, int messages, int rounds, int launches)
    {
        List<CoreRow> all = [];
        for (int launch = 1; launch <= launches; launch++)
        {
            Progress.Tell($"launch {launch} of {launches}");
            string json = Launches.Run(
                "core", "--launches", "1", "--json", "--rounds", $"{rounds}", "--messages", $"{messages}",
                "--only", string.Join(',', workloads.Select(workload => workload.Name)));
            foreach (CoreRow row in CoreRow.Read(json))
            {
                if (all.Find(known => known.Workload == row.Workload && known.Engine == row.Engine) is { } known)
                    known.Samples.AddRange(row.Samples);
                else
                    all.Add(row);
            }
        }
        return all;
    }

    private static void Print(List<CoreRow> rows, int messages, int rounds, int launches)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{messages:N0} messages a round, {rounds} rounds a launch in turns, launches: {launches}; {ThreadClock.Name}"));
        Console.WriteLine();
        Console.WriteLine("| workload | engine | best ns | median ns | times naive | B a message | collections | events | trades |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (CoreRow row in rows)
            Console.WriteLine(FormattableString.Invariant(
                $"| {row.Workload} | {row.Engine} | {row.BestNanos:F1} | {row.MedianNanos:F1} | {row.TimesNaive:F2} ")
                + FormattableString.Invariant(
                $"| {row.Median(s => s.BytesPerMessage):F2} | {row.Samples.Sum(s => s.Collections)} ")
                + FormattableString.Invariant(
                $"| {row.Median(s => s.EventsPerMessage):F3} | {row.Median(s => s.TradesPerMessage):F3} |"));
        if (rows.Find(row => row is { Workload: "F1", Engine: "apply" }) is { } forward
            && rows.Find(row => row is { Workload: "W2", Engine: "apply" }) is { } future)
            Console.WriteLine(FormattableString.Invariant(
                $"\nF1 beside W2, the whole of Apply: {forward.MedianNanos / future.MedianNanos:F2} times"));
    }
}
