using System.Net;
using System.Text.Json;
using ComputeExchange.Engine;
using ComputeExchange.Gateway.Keys;

namespace ComputeExchange.Host.Serve;

/// <summary>What `serve` says once it is open: where, from what state, and who may log on with which file.</summary>
internal sealed class StartReport
{
    private const string Gap = "  ";
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Where it listens.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>The data directory.</summary>
    public required string Data { get; init; }

    /// <summary>Whether the directory was empty and got its first market.</summary>
    public required bool IsNew { get; init; }

    /// <summary>What was recovered.</summary>
    public required RecoveryReport Recovery { get; init; }

    /// <summary>How long that took.</summary>
    public required TimeSpan RecoveryTook { get; init; }

    /// <summary>The keys there are, with the files that they are in.</summary>
    public required IReadOnlyList<(SessionKey Key, string Path)> Keys { get; init; }

    /// <summary>For a person.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine($"ComputeExchange is open on {Address}.");
        output.WriteLine();
        output.WriteLine($"  data       {Data}");
        output.WriteLine($"  recovered  {Recovered()}");
        if (IsNew)
            output.WriteLine("  market     new: reference data, participants and credit lines were entered");
        if (Recovery.TornTail is { } torn)
            output.WriteLine(
                $"  torn tail  {torn.Bytes} bytes at offset {torn.Offset} of {torn.File}, never acknowledged, were cut off");
        if (Recovery.Skipped.Count > 0)
            output.WriteLine($"  skipped    command {string.Join(", ", Recovery.Skipped)}, by an operator's decision");
        output.WriteLine();
        WriteKeys(output);
        output.WriteLine();
        output.WriteLine("Ctrl-C or SIGTERM ends it; a start on the same data directory carries on.");
        output.Flush();
    }

    /// <summary>For a program: one line.</summary>
    public void WriteJson(TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                Event = "open",
                Address = Address.Address.ToString(),
                Address.Port,
                Data,
                IsNew,
                Sequence = Recovery.LastSequence,
                StateHash = $"{Recovery.StateHash:x16}",
                Recovery.SnapshotSequence,
                RecoveryMillis = Math.Round(RecoveryTook.TotalMilliseconds, 1),
                TornBytes = Recovery.TornTail?.Bytes ?? 0,
                Recovery.Skipped,
                Keys = Keys.Select(each => new
                {
                    Session = each.Key.Session.ToString(),
                    Participant = each.Key.Participant.ToString(),
                    Kind = Words.Of(each.Key.Kind),
                    File = each.Path,
                }),
            },
            CamelCase));
        output.Flush();
    }

    private string Recovered() => Recovery.LastSequence == 0
        ? $"an empty directory, in {RecoveryTook.TotalMilliseconds:F0} ms"
        : $"sequence {Recovery.LastSequence}, state hash {Recovery.StateHash:x16}, in {RecoveryTook.TotalMilliseconds:F0} ms"
        + (Recovery.SnapshotSequence > 0 ? $" from the snapshot of {Recovery.SnapshotSequence}" : "");

    private void WriteKeys(TextWriter output)
    {
        string[][] rows =
        [
            ["SESSION", "PARTICIPANT", "KIND", "KEY FILE"],
            .. Keys.Select(each => new[]
            {
                each.Key.Session.ToString(), each.Key.Participant.ToString(), Words.Of(each.Key.Kind), each.Path,
            }),
        ];
        Columns.Write(output, rows, Gap);
    }
}
