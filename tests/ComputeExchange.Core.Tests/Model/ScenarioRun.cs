using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>Runs the lines of a scenario file (SPEC 8) through an exchange.</summary>
internal static class ScenarioRun
{
    /// <summary>Where the golden scenarios lie.</summary>
    public static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Scenarios");

    /// <summary>What a golden scenario does.</summary>
    public static IEnumerable<string> Lines(string name) => File.ReadLines(Path.Combine(Folder(), name + ".in.jsonl"));

    /// <summary>The same as commands; lines that only ask are left out.</summary>
    public static IReadOnlyList<Command> Commands(string name)
    {
        ScenarioReader reader = new();
        return [.. Lines(name).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("do").GetString() is not "orders" and not "top").SelectMany(reader.Read)];
    }

    /// <summary>What each line prints, beside the line.</summary>
    public static List<(string Line, JsonNode Event)> Through(IExchangeUnderTest exchange, IEnumerable<string> lines)
    {
        ScenarioReader reader = new();
        ScenarioPrinter printer = new(reader);
        List<(string Line, JsonNode Event)> printed = [];
        foreach (string line in lines)
        {
            foreach (JsonNode happened in Run(exchange, reader, printer, JsonDocument.Parse(line).RootElement))
                printed.Add((line, happened));
        }
        return printed;
    }

    private static IEnumerable<JsonNode> Run(
        IExchangeUnderTest exchange, ScenarioReader reader, ScenarioPrinter printer, JsonElement line)
    {
        string kind = line.GetProperty("do").GetString()!;
        string? named = kind != "participant" && line.TryGetProperty("participant", out JsonElement who) ? who.GetString() : null;
        switch (kind)
        {
            case "top":
                RejectReason refused = exchange.Top(reader.Participant(line), reader.Instrument(line), out TopOfBook top);
                return [refused == RejectReason.None
                    ? ScenarioPrinter.Top(named!, top)
                    : ScenarioPrinter.Rejected(named, refused)];
            case "orders":
                return [.. exchange.OpenOrders().Select(open => printer.Open(open.State, open.Profile))];
            default:
                return [.. reader.Read(line).SelectMany(command => Apply(exchange, command))
                    .Select(happened => printer.Print(happened, named)).OfType<JsonNode>()];
        }
    }

    private static List<Event> Apply(IExchangeUnderTest exchange, in Command command)
    {
        List<Event> happened = [];
        exchange.Apply(command, happened);
        return happened;
    }
}
