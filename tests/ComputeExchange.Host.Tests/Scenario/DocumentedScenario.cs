namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>One example of a page of the documentation.</summary>
/// <remarks>A fenced block `jsonl setup` stands before every scenario below it, up to the next setup; a block
/// `jsonl scenario` is run; the block `jsonl events` below it is what it prints, the block `text stopped` the sentence
/// that it stops with. A scenario without events below it prints nothing.</remarks>
internal sealed record DocumentedScenario(
    int LineNumber, IReadOnlyList<string> Setup, IReadOnlyList<string> Scenario, IReadOnlyList<string> Events, string? Stopped)
{
    private const string Fence = "```";

    /// <summary>The examples of a page.</summary>
    /// <exception cref="InvalidDataException">Events stand before any scenario.</exception>
    public static IReadOnlyList<DocumentedScenario> Read(string page, IReadOnlyList<string> text)
    {
        List<DocumentedScenario> examples = [];
        IReadOnlyList<string> setup = [];
        foreach ((string kind, int lineNumber, IReadOnlyList<string> lines) in Blocks(text))
        {
            if (kind is "jsonl events" or "text stopped" && examples.Count == 0)
                throw new InvalidDataException($"{page}:{lineNumber}: no scenario stands above these events.");
            switch (kind)
            {
                case "jsonl setup":
                    setup = lines;
                    break;
                case "jsonl scenario":
                    examples.Add(new DocumentedScenario(lineNumber, setup, lines, [], null));
                    break;
                case "jsonl events":
                    examples[^1] = examples[^1] with { Events = lines };
                    break;
                case "text stopped":
                    examples[^1] = examples[^1] with { Stopped = string.Join(' ', lines) };
                    break;
            }
        }
        return examples;
    }

    private static IEnumerable<(string Kind, int LineNumber, IReadOnlyList<string> Lines)> Blocks(IReadOnlyList<string> text)
    {
        for (int i = 0; i < text.Count; i++)
        {
            if (!text[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            (string kind, int opening) = (text[i][Fence.Length..].Trim(), i + 1);
            List<string> lines = [];
            for (i++; i < text.Count && !text[i].StartsWith(Fence, StringComparison.Ordinal); i++)
                lines.Add(text[i]);
            yield return (kind, opening, lines);
        }
    }
}
