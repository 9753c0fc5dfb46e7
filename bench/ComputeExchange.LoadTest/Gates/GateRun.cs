using ComputeExchange.LoadTest.Core;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>The `gates` command: what of the core's speed holds still enough to fail a build.</summary>
internal static class GateRun
{
    /// <summary>Of the recorded ratio to the naive book, what must be reached.</summary>
    private const double LeastShareOfRatio = 0.5;

    private const int RoundsMost = 6;
    private const int RoundsToRecord = 5;
    private const int Messages = 100_000;

    /// <summary>Until the compiler is through with all engines: a naive book that it has not reached yet makes any ratio look good.
    /// </summary>
    private const int RoundsToWarmUp = 3;
    private const int MessagesToWarmUp = 500_000;

    /// <summary>The workloads that gates hold.</summary>
    public static readonly Workload[] Gated =
        [Workload.OneBook, Workload.ThousandBooks, Workload.Moves, Workload.Wandering, Workload.Forwards];

    /// <summary>Runs all gates, prints a line for each, and gives the exit code: 1 when one has failed.</summary>
    public static int Run(Arguments arguments)
    {
        Budgets budgets = Budgets.Read(arguments.Text("--budgets"));
        bool records = arguments.Has("--record");
        List<string> failures = [];
        Progress.Tell("gates: warms up");
        for (int round = 0; round < RoundsToWarmUp; round++)
            CoreRound.Run(Workload.OneBook, MessagesToWarmUp, round);
        foreach (Workload workload in Gated)
        {
            Progress.Tell($"gates of {workload.Name}");
            Allocation(workload, failures);
            Ratio(workload, budgets, records, failures);
        }
        Instructions(budgets, records, failures);
        if (records)
            budgets.Save();
        foreach (string failure in failures)
            Console.Error.WriteLine($"gate failed: {failure}");
        Console.WriteLine(failures.Count == 0 ? "all gates hold" : $"{failures.Count} gates failed");
        return failures.Count == 0 ? 0 : 1;
    }

    private static void Allocation(Workload workload, List<string> failures)
    {
        (long bytes, int pass) = AllocationGate.Measure(workload);
        Console.WriteLine($"{workload.Name} allocation: {bytes} bytes the {pass}. time that the same messages are applied");
        if (bytes > 0)
            failures.Add($"{workload.Name} allocates {bytes} bytes on the matching thread after warm-up; it must be none.");
    }

    private static void Ratio(Workload workload, Budgets budgets, bool records, List<string> failures)
    {
        string[] engines = [.. CoreRound.EnginesOf(workload).Where(engine => engine != "naive")];
        Dictionary<string, double> recorded = budgets[workload.Name].TimesNaive;
        Dictionary<string, List<double>> ratios = engines.ToDictionary(engine => engine, _ => new List<double>());
        for (int round = 0; round <= (records ? RoundsToRecord : RoundsMost); round++)
        {
            Dictionary<string, CoreSample> samples = CoreRound.Run(workload, Messages, round, warm: Messages);
            if (round == 0)
                continue;
            foreach (string engine in engines)
                ratios[engine].Add(samples[engine].TimesNaive);
            if (!records && engines.All(engine => ratios[engine].Max() >= LeastOf(recorded, engine)))
                break;
        }
        foreach (string engine in engines)
        {
            double best = ratios[engine].Max();
            if (records)
                recorded[engine] = Math.Round(ratios[engine].Order().ElementAt(ratios[engine].Count / 2), 2);
            Console.WriteLine(FormattableString.Invariant(
                $"{workload.Name} {engine}: {best:F2} times the naive book, at least {LeastOf(recorded, engine):F2}"));
            if (best < LeastOf(recorded, engine))
                failures.Add(FormattableString.Invariant(
                    $"{workload.Name} {engine} is {best:F2} times as fast as the naive book in the best of {RoundsMost} ")
                    + FormattableString.Invariant($"rounds; it must be {LeastOf(recorded, engine):F2}."));
        }
    }

    private static void Instructions(Budgets budgets, bool records, List<string> failures)
    {
        Dictionary<(string, string), double> counts;
        string whyNot;
        try
        {
            counts = InstructionGate.Measure(out whyNot);
        }
        catch (InvalidOperationException broken)
        {
            failures.Add(broken.Message);
            return;
        }
        if (whyNot != "")
        {
            Console.WriteLine($"instructions: not counted, {whyNot}");
            return;
        }
        foreach (Workload workload in Gated)
            foreach (string engine in budgets[workload.Name].Instructions.Keys)
                if (!counts.ContainsKey((workload.Name, engine)))
                    failures.Add($"{workload.Name} {engine} has a budget of instructions, and none were counted.");
        foreach (((string workload, string engine), double counted) in counts)
        {
            bool isYardstick = engine == "naive";
            Dictionary<string, double> recorded = budgets[workload].Instructions;
            if (records && !isYardstick)
                recorded[engine] = Math.Round(counted);
            bool isHeld = recorded.TryGetValue(engine, out double budget);
            Console.WriteLine(FormattableString.Invariant($"{workload} {engine}: {counted:F0} instructions a message, ")
                + (isHeld ? FormattableString.Invariant($"recorded {budget:F0}")
                    : isYardstick ? "for comparison" : "none recorded: `gates --record` does"));
            if (isHeld && counted > budget * InstructionGate.Margin)
                failures.Add(FormattableString.Invariant(
                    $"{workload} {engine} takes {counted:F0} instructions a message; {budget:F0} and a tenth are allowed."));
        }
    }

    private static double LeastOf(Dictionary<string, double> recorded, string engine) =>
        recorded.GetValueOrDefault(engine) * LeastShareOfRatio;
}
