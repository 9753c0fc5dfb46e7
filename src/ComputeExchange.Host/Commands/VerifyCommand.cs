using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using ComputeExchange.Engine;
using ComputeExchange.Host.Replay;
using ComputeExchange.Journal;

namespace ComputeExchange.Host.Commands;

/// <summary>`verify`: whether a data directory holds what was acknowledged.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        StopOptions stop = new();
        Option<ChainHash?> head = new("--head")
        {
            Description = "A hash of the journal's head that a logon or an earlier verify told: proves that nothing up to it "
                + "was changed since.",
            HelpName = "HASH",
            CustomParser = ReadHash,
        };
        ExampleCommand command = new("verify",
            "Checks every record of the journal and every snapshot of a data directory, and prints the hash of the state. "
            + "Damage is told with its file and offset, and exit code 1. Changes nothing.",
            $"{RootCommand.ExecutableName} verify",
            $"{RootCommand.ExecutableName} verify --data /backup/compute-exchange --json",
            $"{RootCommand.ExecutableName} verify --head 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            { head };
        stop.AddTo(command);
        command.SetAction((line, cancellation) =>
            Task.Run(() => Run(stop, line.GetValue(head), line, cancellation), CancellationToken.None));
        return command;
    }

    private static ChainHash? ReadHash(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ChainHash.TryParse(text, out ChainHash hash))
            return hash;
        result.AddError($"--head is '{text}'; it must be 64 hexadecimal digits.");
        return null;
    }

    private static int Run(StopOptions stop, ChainHash? head, ParseResult line, CancellationToken cancellation)
    {
        string data = Path.GetFullPath(stop.DataOf(line));
        try
        {
            Verification verification;
            using (ProgressLine progress = new())
                verification = Verification.Run(
                    DataDirectory.Open(data), stop.ReplayOf(line) with { Sought = head }, progress.Show, cancellation);
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
        if (replay.Skipped.Count > 0)
            output.WriteLine($"  skipped     command {string.Join(", ", replay.Skipped)}, by an operator's decision");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  head        {replay.Head.Hash} as of {replay.Head.Sequence:N0}"));
        if (replay.SoughtAt >= 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  proven      unchanged up to {replay.SoughtAt:N0}, where the hash given was told"));
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
                replay.Skipped,
                Head = replay.Head.Hash.ToString(),
                HeadSequence = replay.Head.Sequence,
                ProvenSequence = replay.SoughtAt >= 0 ? replay.SoughtAt : (long?)null,
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
