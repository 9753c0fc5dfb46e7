using System.CommandLine;
using ComputeExchange.Engine;
using ComputeExchange.Host.Replay;

namespace ComputeExchange.Host.Commands;

/// <summary>`replay`: the journal again, from its beginning, to look at.</summary>
internal static class ReplayCommand
{
    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        StopOptions stop = new();
        Option<bool> books = new("--books") { Description = "Prints the books as of then: best prices and open orders." };
        ExampleCommand command = new("replay",
            "Rebuilds the state from the journal of a data directory and prints what happened in it. Changes nothing.",
            $"{RootCommand.ExecutableName} replay",
            $"{RootCommand.ExecutableName} replay --data /var/lib/compute-exchange --to-time 2026-08-01T12:00:00Z --books",
            $"{RootCommand.ExecutableName} replay --to-sequence 5000 --json") { books };
        stop.AddTo(command);
        command.SetAction((line, cancellation) => Task.Run(
            () => Run(stop.DataOf(line), stop.ReplayOf(line), line.GetValue(books), stop.IsJson(line), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string data, ReplayOptions options, bool hasBooks, bool isJson, CancellationToken cancellation)
    {
        try
        {
            ReplayResult result;
            using (ProgressLine progress = new())
                result = JournalReplay.Run(DataDirectory.Open(data), options, progress.Show, cancellation: cancellation);
            ReplayReport report = new(Path.GetFullPath(data), result, hasBooks ? new BooksReport(result.Exchange) : null);
            if (isJson)
                report.WriteJson(Console.Out);
            else
                report.Write(Console.Out);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (Failures.IsExpected(failure))
        {
            return Failures.Tell("The journal was not replayed", failure, Console.Error);
        }
    }
}
