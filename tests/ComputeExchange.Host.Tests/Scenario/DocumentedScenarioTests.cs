using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>Every example of the documentation is run, and must print what its page says.</summary>
public sealed class DocumentedScenarioTests
{
    public static TheoryData<string, int> Examples()
    {
        TheoryData<string, int> examples = [];
        string docs = Path.Combine(Repository.Root, "docs");
        foreach (string page in Directory.GetFiles(docs, "*.md", SearchOption.AllDirectories).Order())
        {
            foreach (DocumentedScenario example in DocumentedScenario.Read(page, File.ReadAllLines(page)))
                examples.Add(Path.GetRelativePath(Repository.Root, page), example.LineNumber);
        }
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_prints_what_its_page_says(string page, int lineNumber)
    {
        string[] text = File.ReadAllLines(Path.Combine(Repository.Root, page));
        DocumentedScenario example = DocumentedScenario.Read(page, text).Single(each => each.LineNumber == lineNumber);
        ScenarioRun run = ScenarioRun.Of([.. example.Setup, .. example.Scenario]);
        string? difference = ScenarioRun.FirstDifference(example.Events, run.Lines);
        Assert.True(difference is null, $"{page}:{lineNumber}: {difference}");
        string? sentence = run.Stopped?[(run.Stopped.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        Assert.Equal(example.Stopped, sentence);
    }

    [Fact]
    public void Blocks_are_paired_and_the_last_setup_counts()
    {
        IReadOnlyList<DocumentedScenario> read = DocumentedScenario.Read("page",
        [
            "```jsonl setup", "s1", "```", "```jsonl scenario", "a", "```", "text", "```jsonl events", "e", "```",
            "```jsonl setup", "s2", "```", "```jsonl scenario", "b", "```", "```text stopped", "why", "```", "```sh", "ls", "```",
        ]);
        Assert.Equal(["4 s1 a e -", "14 s2 b  why"], read.Select(each =>
            $"{each.LineNumber} {each.Setup[0]} {each.Scenario[0]} {string.Join(',', each.Events)} {each.Stopped ?? "-"}"));
    }

    [Fact]
    public void Events_without_a_scenario_above_them_are_an_error() =>
        Assert.Throws<InvalidDataException>(() => DocumentedScenario.Read("page", ["```jsonl events", "{}", "```"]));
}
