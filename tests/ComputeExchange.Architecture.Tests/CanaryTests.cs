using System.Text.RegularExpressions;
using Xunit;

namespace ComputeExchange.Architecture.Tests;

/// <summary>Every canary of tests/canaries still fits the source, and names a test that there is.</summary>
public sealed partial class CanaryTests
{
    private const int CanariesAtLeast = 25;

    [Fact]
    public void There_are_enough_of_them() => Assert.True(SourceTree.Files("tests", ".patch").Count() >= CanariesAtLeast);

    [Fact]
    public void The_page_on_reliability_counts_them_all()
    {
        string counted = $"each of {SourceTree.Files("tests", ".patch").Count()} broken variants";
        Assert.Contains(SourceTree.Lines("docs/RELIABILITY.md"), line => line.Contains(counted, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_names_a_test_that_there_is()
    {
        foreach (string patch in SourceTree.Files("tests", ".patch"))
        {
            Match named = Header().Match(SourceTree.Lines(patch)[0]);
            Assert.True(named.Success, $"{patch} begins with '{SourceTree.Lines(patch)[0]}'");
            IEnumerable<string> files = SourceTree.Files($"tests/{named.Groups["project"].Value}", ".cs");
            Assert.True(
                files.Any(file => Has(file, $"class {named.Groups["class"].Value}") && Has(file, $"{named.Groups["test"].Value}(")),
                $"{patch} names {named.Groups["class"].Value}.{named.Groups["test"].Value}, which is not there");
        }
    }

    [Fact]
    public void Each_fits_the_source_at_one_place()
    {
        foreach (string patch in SourceTree.Files("tests", ".patch"))
        {
            string[] lines = SourceTree.Lines(patch);
            string target = lines.Single(line => line.StartsWith("--- a/", StringComparison.Ordinal))["--- a/".Length..];
            string source = string.Join('\n', SourceTree.Lines(target));
            foreach (string before in HunksBefore(lines))
                Assert.True(Occurrences(source, before) == 1, $"{patch} fits {target} at no place or at several:\n{before}");
        }
    }

    /// <summary>What each hunk expects to find: its context and the lines that it takes away.</summary>
    private static IEnumerable<string> HunksBefore(string[] lines)
    {
        List<string>? hunk = null;
        foreach (string line in lines)
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                if (hunk is not null)
                    yield return string.Join('\n', hunk);
                hunk = [];
            }
            else if (hunk is not null && line.Length > 0 && line[0] is ' ' or '-')
            {
                hunk.Add(line[1..]);
            }
        }

        Assert.NotNull(hunk);
        yield return string.Join('\n', hunk);
    }

    private static int Occurrences(string source, string before) => source.Split(before, StringSplitOptions.None).Length - 1;

    private static bool Has(string file, string text) =>
        SourceTree.Lines(file).Any(line => line.Contains(text, StringComparison.Ordinal));

    [GeneratedRegex(@"^Caught by: (?<project>ComputeExchange\.\w+\.Tests) (?<class>\w+)\.(?<test>\w+)$")]
    private static partial Regex Header();
}
