using System.Text.Json;
using ComputeExchange.LoadTest.Core;
using ComputeExchange.LoadTest.Path;

namespace ComputeExchange.LoadTest.Ladder;

/// <summary>The `ladder` command: what the machine itself takes, then each room and the whole path, each beside what bounds it.</summary>
internal static class LadderRun
{
    private const int DefaultRounds = 3;
    private const int LeastCores = 2;

    /// <summary>Runs the rounds, all rungs in turns, and prints the machine and the table, or both as JSON.</summary>
    public static int Run(Arguments arguments)
    {
        if (Environment.ProcessorCount < LeastCores && !arguments.Has("--force"))
        {
            Console.Error.WriteLine(
                $"The path needs {LeastCores} cores, this machine has {Environment.ProcessorCount}: the figures would mean nothing."
                + " --force measures all the same.");
            return 3;
        }
        string parent = arguments.Text("--directory") ?? System.IO.Path.GetTempPath();
        string directory = System.IO.Path.Combine(parent, $"compute-exchange-ladder-{Environment.ProcessId}");
        Directory.CreateDirectory(directory);
        try
        {
            Measure(directory, arguments.Number("--rounds", DefaultRounds, mayStandBare: true), arguments.Has("--json"));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Measure(string directory, int rounds, bool asJson)
    {
        Machine machine = Machine.Of(directory);
        if (!asJson)
            machine.Print();
        Progress.Tell("servers, journals and books are made ready");
        using Rungs made = new(directory);
        List<Round> measured = [];
        for (int round = 0; round <= rounds; round++)
        {
            Round figures = new();
            foreach (Rung rung in made.All)
            {
                Progress.Tell($"round {round} of {rounds}{(round == 0 ? " (to warm up)" : "")}: {rung.Name}");
                figures[rung.Name] = rung.Measure();
            }
            if (round > 0)
                measured.Add(figures);
        }
        if (asJson)
            PrintJson(machine, made.All, measured);
        else
            PrintTable(made.All, measured);
    }

    private static void PrintTable(IReadOnlyList<Rung> rungs, List<Round> rounds)
    {
        Console.WriteLine($"\nmedians, all rungs in turns, rounds: {rounds.Count}; core by {ThreadClock.Name}\n");
        Console.WriteLine("| what | figure | bounded by | times its bound |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (Rung rung in rungs)
        {
            string figure = Tell(rung.Unit, Median(rounds, round => round[rung.Name]));
            string times = rung.Bound is null ? "" : FormattableString.Invariant($"{Median(rounds, rung.TimesBound):F2}");
            Console.WriteLine($"| {rung.Name} | {figure} | {rung.BoundName} | {times} |");
        }
    }

    private static void PrintJson(Machine machine, IReadOnlyList<Rung> rungs, List<Round> rounds) =>
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            machine,
            rounds = rounds.Count,
            rungs = rungs.Select(rung => new
            {
                name = rung.Name,
                unit = rung.Unit.ToString(),
                figure = Median(rounds, round => round[rung.Name]),
                bound = rung.BoundName,
                timesBound = rung.Bound is null ? (double?)null : Median(rounds, rung.TimesBound),
            }),
        }));

    private static string Tell(Unit unit, double figure) => unit switch
    {
        Unit.Nanos => FormattableString.Invariant($"{figure:F1} ns"),
        Unit.Micros => FormattableString.Invariant($"{figure:F1} us"),
        _ => FormattableString.Invariant($"{figure:N0} a second"),
    };

    private static double Median(List<Round> rounds, Func<Round, double> of)
    {
        double[] values = [.. rounds.Select(of)];
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
