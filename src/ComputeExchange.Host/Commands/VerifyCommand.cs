using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ComputeExchange.Engine;
using ComputeExchange.Host.Replay;

namespace ComputeExchange.Host.Commands;

/// <summary>`verify`: whether a data directory holds what was acknowledged.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        StopOptions stop = new();
        ExampleCommand command = new("verify",
            "Checks every record of the journal and every snapshot of a data directory, and prints the hash of the state. "
            + "Damage is told with its file and offset, and exit code 1. Changes nothing.",
            $"{RootCommand.ExecutableName} verify",
            $"{RootCommand.ExecutableName} verify --data /backup/compute-exchange --json");
        stop.AddTo(command);
        command.SetAction((line, cancellation) => Task.Run(() => Run(stop, line, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(StopOptions stop, ParseResult line, CancellationToken cancellation)
    {
        string data = Path.GetFullPath(stop.DataOf(line));
        try
        {
            Verification verification;
            using (ProgressLine progress = new())
                verification = Verification.Run(DataDirectory.Open(data), stop.ReplayOf(line), progress.Show, cancellation);
            BooksReport? books = stop.BooksOf(line, verification.Replay.Exchange);
            if (stop.IsJson(line))
                WriteJson(data, verification, books, Console.Out);
            else
                Write(data, verification, books, Console.Out);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (Failures.IsExpected(failure))
        {
            return Failures.Tell($"'{data}' is not sound", failure, Console.Error);
        }
    }

    private static void Write(string data, Verification verification, BooksReport? books, TextWriter output)
    {
        ReplayResult replay = verification.Replay;
        output.WriteLine($"Sound: {data}");
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  journal     commands {replay.SnapshotSequence + 1:N0} to {replay.Exchange.Sequence:N0}, every record whole"));
        foreach (VerifiedSnapshot snapshot in verification.Snapshots)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  snapshot    as of {snapshot.Sequence:N0}, {What(snapshot)}"));
        if (replay.TornTail is { } torn)
            output.WriteLine($"  torn tail   {torn.Bytes} bytes at offset {torn.Offset} of {torn.File}, never acknowledged");
        output.WriteLine($"  state hash  {replay.StateHash:x16}");
        books?.Write(output);
        output.Flush();
    }

    private static string What(VerifiedSnapshot snapshot) => snapshot.IsReached
        ? "the state that the journal leads to"
        : "whole; the journal no longer reaches back to it";

    private static void WriteJson(string data, Verification verification, BooksReport? books, TextWriter output)
    {
        ReplayResult replay = verification.Replay;
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                Event = "verified",
                Data = data,
                FirstSequence = replay.SnapshotSequence + 1,
                replay.Exchange.Sequence,
                replay.Figures.Commands,
                TornBytes = replay.TornTail?.Bytes ?? 0,
                StateHash = $"{replay.StateHash:x16}",
                Snapshots = verification.Snapshots.Select(each => new
                {
                    each.Sequence,
                    StateHash = $"{each.StateHash:x16}",
                    each.IsReached,
                }),
                Tops = books?.Tops(),
                Orders = books?.Orders(),
            },
            CamelCase));
        output.Flush();
    }
}
