using System.CommandLine;
using ComputeExchange.Host.Scenario;

namespace ComputeExchange.Host.Commands;

/// <summary>`scenario FILE`: a text scenario through the real engine.</summary>
internal static class ScenarioCommand
{
    private const string StandardInputName = "-";
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromMilliseconds(200);

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The scenario, one JSON object a line; - is standard input." };
        ExampleCommand command = new("scenario",
            "Runs a text scenario through the real engine and prints what happens, JSON Lines in and out. "
            + "An unreadable line stops the run with its number and exit code 2. docs/SCENARIOS.md has every form.",
            $"{RootCommand.ExecutableName} scenario desk.jsonl",
            $"grep -v massCancel desk.jsonl | {RootCommand.ExecutableName} scenario - > what-if.jsonl") { file };
        command.SetAction((line, cancellation) => RunAsync(line.GetRequiredValue(file), Console.Error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string path, TextWriter errors, CancellationToken cancellation)
    {
        Task<int> run = Task.Run(() => Run(path, errors, cancellation), CancellationToken.None);
        try
        {
            return await run.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // A run between two lines ends at once; one that waits for standard input has nothing left to say.
            await Task.WhenAny(run, Task.Delay(InterruptGrace, CancellationToken.None));
            return ExitCodes.Interrupted;
        }
    }

    private static int Run(string path, TextWriter errors, CancellationToken cancellation)
    {
        string name = path == StandardInputName ? "standard input" : path;
        Stream input;
        try
        {
            input = path == StandardInputName ? Console.OpenStandardInput() : Open(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine($"Cannot read the scenario '{name}': {failure.Message}");
            return ExitCodes.Unreadable;
        }

        using (input)
            return Run(input, name, errors, cancellation);
    }

    private static int Run(Stream input, string name, TextWriter errors, CancellationToken cancellation)
    {
        using Stream output = StandardOutput.Open();
        try
        {
            new ScenarioRunner(output).Run(input, cancellation);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (ScenarioStoppedException stopped)
        {
            errors.WriteLine($"{name}, {stopped.Message}");
            return ExitCodes.Unreadable;
        }
        catch (IOException failure) when (StandardOutput.IsBrokenPipe(failure))
        {
            return ExitCodes.BrokenPipe;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"The scenario '{name}' was cut short: {failure.Message}");
            return ExitCodes.Failure;
        }
    }

    private static FileStream Open(string path) => Directory.Exists(path)
        ? throw new IOException("it is a directory.")
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
}
