using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ComputeExchange.Engine;
using ComputeExchange.Host.Options;
using ComputeExchange.Host.Replay;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Host.Commands;

/// <summary>`backup`: a copy of a data directory as of one command, while the server trades.</summary>
internal static class BackupCommand
{
    private const string Unfinished = ".unfinished";
    private const string Keys = "keys";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        Argument<string> target = new("DIR") { Description = "Where the backup goes; a directory that is not there yet." };
        Option<string?> data = new("--data")
        {
            Description = "The data directory; the one that serve uses unless set.",
            HelpName = "DIR",
        };
        Option<bool> json = new("--json") { Description = "Prints one line of JSON." };
        ExampleCommand command = new("backup",
            "Copies a data directory as of one command, also while a server trades on it, and verifies the copy. "
            + "A server that is started on the copy has the same state and hash.",
            $"{RootCommand.ExecutableName} backup /backup/compute-exchange-monday",
            $"{RootCommand.ExecutableName} backup --data /var/lib/compute-exchange /backup/compute-exchange-monday --json")
            { target, data, json };
        command.SetAction((line, cancellation) => Task.Run(
            () => Run(
                Path.GetFullPath(line.GetValue(data) ?? ServeOptions.DefaultDataDirectory()),
                Path.GetFullPath(line.GetValue(target)!), line.GetValue(json), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string data, string target, bool isJson, CancellationToken cancellation)
    {
        string unfinished = target + Unfinished;
        try
        {
            FileStorage source = DataDirectory.Open(data);
            if (Directory.Exists(target) || File.Exists(target))
                throw new SettingException($"'{target}' is there already.");
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            FileStorage copy = new(unfinished);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(unfinished, OwnerOnly);
            BackupResult result = DirectoryBackup.Run(source, copy, cancellation);
            CopyKeys(Path.Combine(data, Keys), Path.Combine(unfinished, Keys));
            Verification verification;
            using (ProgressLine progress = new())
                verification = Verification.Run(copy, new ReplayOptions(), progress.Show, cancellation);
            // Only a copy that was found sound gets the name that was asked for.
            Directory.Move(unfinished, target);
            Tell(target, result, verification.Replay, isJson);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (Failures.IsExpected(failure))
        {
            return Failures.Tell($"'{data}' was not backed up", failure, Console.Error);
        }
    }

    // Whoever can read them can log on: they stay their owner's alone.
    private static void CopyKeys(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(to);
        else
            Directory.CreateDirectory(to, OwnerOnly);
        foreach (string path in Directory.EnumerateFiles(from, "*.key"))
        {
            string copy = Path.Combine(to, Path.GetFileName(path));
            File.Copy(path, copy);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void Tell(string target, BackupResult result, ReplayResult replay, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Event = "backedUp",
                    Directory = target,
                    result.FirstSequence,
                    Sequence = result.LastSequence,
                    result.Files,
                    result.Bytes,
                    StateHash = $"{replay.StateHash:x16}",
                    Head = replay.Head.Hash.ToString(),
                },
                CamelCase));
            return;
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Backed up: {target}

              journal     commands {result.FirstSequence:N0} to {result.LastSequence:N0}, verified
              files       {result.Files:N0}, {result.Bytes:N0} bytes
              head        {replay.Head.Hash}
              state hash  {replay.StateHash:x16}
            """));
    }
}
