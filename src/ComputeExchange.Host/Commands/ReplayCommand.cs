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
        ExampleCommand command = new("replay",
            "Rebuilds the state from the journal of a data directory and prints what happened in it. Changes nothing.",
            $"{RootCommand.ExecutableName} replay",
            $"{RootCommand.ExecutableName} replay --data /var/lib/compute-exchange --to-time 2026-08-01T12:00:00Z --books",
            $"{RootCommand.ExecutableName} replay --to-sequence 5000 --json");
        stop.AddTo(command);
        command.SetAction((line, cancellation) => Task.Run(() => Run(stop, line, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(StopOptions stop, ParseResult line, CancellationToken cancellation)
    {
        string data = Path.GetFullPath(stop.DataOf(line));
        try
        {
            ReplayResult result;
            using (ProgressLine progress = new())
                result = JournalReplay.Run(
                    DataDirectory.Open(data), stop.ReplayOf(line), progress.Show, cancellation: cancellation);
            ReplayReport report = new(data, result, stop.BooksOf(line, result.Exchange));
            if (stop.IsJson(line))
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
