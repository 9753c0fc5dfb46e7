using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>Scenarios whose events an independent model of the market's rules has worked out.</summary>
public sealed class GoldenScenarioTests
{
    private const string InputEnding = ".in.jsonl";
    private const string OutputEnding = ".out.jsonl";

    private static string Folder =>
        Path.Combine(Repository.Root, "tests", "ComputeExchange.Core.Tests", "Scenarios");

    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(Folder, "*" + InputEnding).Select(file => Path.GetFileName(file)[..^InputEnding.Length]).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engine_prints_the_events_that_the_rules_ask_for(string name)
    {
        using FileStream input = File.OpenRead(Path.Combine(Folder, name + InputEnding));
        ScenarioRun.Of(input).ShouldPrint(File.ReadAllLines(Path.Combine(Folder, name + OutputEnding)));
    }
}
