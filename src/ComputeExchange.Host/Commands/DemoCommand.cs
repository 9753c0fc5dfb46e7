using System.CommandLine;
using ComputeExchange.Engine;
using ComputeExchange.Host.Demo;
using ComputeExchange.Host.Demo.Report;
using Spectre.Console;

namespace ComputeExchange.Host.Commands;

/// <summary>`demo`: the whole exchange in one process, played on by bots over real sockets and real prices.</summary>
internal static class DemoCommand
{
    private const int RedirectedColumns = 100;

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        Option<ulong> seed = new("--seed")
        {
            Description = "What the orders come from: the same seed gives the same trades.",
            DefaultValueFactory = _ => 1,
        };
        Option<bool> isShort = new("--short") { Description = "A few dates and small bursts: seconds, for a quick look." };
        Option<string?> data = new("--data")
        {
            Description = "An empty directory for the journal, which is kept. A temporary one unless given.",
        };
        Option<bool> json = new("--json") { Description = "Prints the figures as one JSON object, for programs." };
        ExampleCommand command = new("demo",
            "Starts the exchange with a journal and a socket, lets dealers, market makers and principals trade through two "
            + "years of real prices, hedges every fill, and prints what came of it. Exit code 1 if anything does not add up.",
            $"{RootCommand.ExecutableName} demo",
            $"{RootCommand.ExecutableName} demo --short --json",
            $"{RootCommand.ExecutableName} demo --seed 7 --data ./demo-journal") { seed, isShort, data, json };
        command.SetAction((line, cancellation) => RunAsync(
            line.GetValue(seed), line.GetValue(isShort), line.GetValue(data), line.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ulong seed, bool isShort, string? data, bool json, CancellationToken cancellation)
    {
        DirectoryInfo? temporary = null;
        try
        {
            if (data is not null && Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
            {
                Console.Error.WriteLine($"The demo begins with an empty exchange, and '{data}' is not empty.");
                return ExitCodes.Unreadable;
            }
            string directory = data ?? (temporary = Directory.CreateTempSubdirectory("compute-exchange-demo-")).FullName;
            DemoOptions options = new() { Seed = seed, IsShort = isShort, DataDirectory = directory };
            return await PlayAsync(options, json, isKept: data is not null, cancellation);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or EngineHaltedException)
        {
            Console.Error.WriteLine($"The demo was cut short: {failure.Message}");
            return ExitCodes.Failure;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static async Task<int> PlayAsync(DemoOptions options, bool json, bool isKept, CancellationToken cancellation)
    {
        DemoResult result;
        DemoMarket market;
        if (json || Console.IsOutputRedirected)
        {
            DemoRun run = new(options, _ => { });
            market = run.Market;
            result = await Task.Run(() => run.RunAsync(cancellation), cancellation);
        }
        else
        {
            (result, market) = await WithProgressAsync(options, cancellation);
        }
        if (json)
            Console.Out.WriteLine(DemoJson.Of(result, market));
        else
            new DemoTables(ConsoleForPeople(), market).Print(result, isKept);
        return result.IsSound ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>The terminal as it is; into a file or a pipe, plain text of a fixed width.</summary>
    private static IAnsiConsole ConsoleForPeople()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        plain.Profile.Width = RedirectedColumns;
        return plain;
    }

    private static Task<(DemoResult, DemoMarket)> WithProgressAsync(DemoOptions options, CancellationToken cancellation) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                Dictionary<string, ProgressTask> tasks = [];
                foreach (string stage in DemoProgress.Stages)
                    tasks.Add(stage, context.AddTask(stage, autoStart: false));
                DemoRun run = new(options, progress =>
                {
                    ProgressTask task = tasks[progress.Stage];
                    if (!task.IsStarted)
                        task.StartTask();
                    task.MaxValue = progress.Of;
                    task.Value = progress.Done;
                });
                return (await Task.Run(() => run.RunAsync(cancellation), cancellation), run.Market);
            });
}
