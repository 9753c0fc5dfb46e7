using System.Text.Json.Nodes;
using ComputeExchange.Core.Tests.Model;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>A failing scenario as text: shrunk, with the seed that makes the whole one again, and as the pair of files that a
/// named golden scenario is.</summary>
internal static class ScenarioFailure
{
    private const string AllOpenOrders = """{"do":"orders"}""";

    /// <summary>Throws with that text when the scenario fails.</summary>
    public static void ThrowIfAny(Scenario scenario, Func<Scenario, string?> failure)
    {
        if (failure(scenario) is null)
            return;
        Scenario shrunk = ScenarioShrinker.Shrink(scenario, failure);
        throw new InvalidOperationException($"""
            profile {scenario.Profile}, seed {scenario.Seed}: {shrunk.Commands.Count} of {scenario.Commands.Count} commands fail
            {failure(shrunk)}

            Scenarios/NAME.in.jsonl
            {string.Join('\n', Input(shrunk))}

            Scenarios/NAME.out.jsonl, as the model says
            {string.Join('\n', Output(shrunk))}
            """);
    }

    /// <summary>The lines of the file that does it.</summary>
    public static IEnumerable<string> Input(Scenario scenario) => ScenarioWriter.Lines(scenario.Commands).Append(AllOpenOrders);

    /// <summary>The lines of the file that says what must come of it.</summary>
    public static IEnumerable<string> Output(Scenario scenario) =>
        ScenarioRun.Through(new ModelUnderTest(), Input(scenario)).Select(printed => printed.Event.ToJsonString());
}
