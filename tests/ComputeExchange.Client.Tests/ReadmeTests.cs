using System.Runtime.CompilerServices;
using Xunit;

namespace ComputeExchange.Client.Tests;

/// <summary>The README shows code that is compiled and run.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_lines_of_the_README_are_those_of_the_example_that_is_run()
    {
        string[] shown = Lines(File.ReadAllText(Path.Combine(Root(), "README.md")).Split("```csharp")[1].Split("```")[0]);
        string[] run = Lines(File.ReadAllText(Path.Combine(Folder(), "TenLines.cs")));
        int first = Array.IndexOf(run, shown[0]);

        Assert.Equal(shown, run[first..(first + shown.Length)]);
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Root() => Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
