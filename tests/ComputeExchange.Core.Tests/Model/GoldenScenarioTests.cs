using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>The golden scenarios through the reference model and through the core.</summary>
public sealed class GoldenScenarioTests
{
    public static TheoryData<string> Names()
    {
        TheoryData<string> names = [];
        foreach (string file in Directory.GetFiles(ScenarioRun.Folder(), "*.in.jsonl").Order())
            names.Add(Path.GetFileName(file)[..^".in.jsonl".Length]);
        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_model_prints_what_the_golden_file_says(string name) => PrintsWhatTheFileSays(name, new ModelUnderTest());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_core_prints_what_the_golden_file_says(string name) => PrintsWhatTheFileSays(name, new CoreUnderTest());

    private static void PrintsWhatTheFileSays(string name, IExchangeUnderTest exchange)
    {
        List<string> expected = [.. File.ReadLines(Path.Combine(ScenarioRun.Folder(), name + ".out.jsonl"))];
        List<(string Line, JsonNode Event)> actual = ScenarioRun.Through(exchange, ScenarioRun.Lines(name));
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            Assert.True(Canonical(JsonNode.Parse(expected[i])) == Canonical(actual[i].Event),
                $"{name}, event {i + 1}, after {actual[i].Line}\nexpected {expected[i]}\n"
                + $"actual   {actual[i].Event.ToJsonString()}");
        }
        Assert.Equal(expected.Count, actual.Count);
    }

    /// <summary>JSON with sorted keys and plain numbers, so that equal values are equal texts.</summary>
    private static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject json => "{" + string.Join(",", json.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => field.Key + ":" + Canonical(field.Value))) + "}",
        JsonArray array => "[" + string.Join(",", array.Select(Canonical)) + "]",
        _ when node.GetValueKind() == JsonValueKind.Number => decimal.Parse(node.ToJsonString()).ToString("0.############"),
        _ => node.ToJsonString(),
    };
}
