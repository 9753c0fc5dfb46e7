using System.Text.RegularExpressions;
using Xunit;

namespace ComputeExchange.Architecture.Tests;

/// <summary>Reads the source as a tidy reviewer would: length, leftovers, names.</summary>
public sealed partial class TidyTests
{
    private const int MaxFileLines = 350;
    private const int MaxLineLength = 140;

    private static IEnumerable<string> SourceFiles => new[] { "src", "tests", "bench" }.SelectMany(f => SourceTree.Files(f, ".cs"));

    [Fact]
    public void A_file_has_one_subject_and_fits_into_a_reader_s_head() =>
        AssertNone(SourceFiles.Where(file => SourceTree.Lines(file).Length > MaxFileLines)
            .Select(file => $"{file}: {SourceTree.Lines(file).Length} lines"));

    [Fact]
    public void A_line_fits_on_a_screen() =>
        AssertNone(LinesThat(line => line.Length > MaxLineLength));

    [Fact]
    public void Nothing_is_left_for_later() =>
        AssertNone(LinesThat(line => Leftover().IsMatch(line), except: "TidyTests.cs"));

    [Fact]
    public void No_code_is_commented_out() =>
        AssertNone(LinesThat(line => CommentedCode().IsMatch(line)));

    [Fact]
    public void No_class_needs_regions_to_be_bearable() =>
        AssertNone(LinesThat(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)));

    [Fact]
    public void Names_say_what_a_thing_is() =>
        AssertNone(LinesThat(line => VagueName().IsMatch(line), except: "TidyTests.cs"));

    [Fact]
    public void A_file_s_namespace_is_its_folder_or_the_room_around_it() =>
        AssertNone(SourceTree.Files("src", ".cs").Where(file => !NamespaceFits(file)));

    private static bool NamespaceFits(string file)
    {
        string? line = SourceTree.Lines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
        if (line is null)
            return true;
        string declared = line["namespace ".Length..].TrimEnd(';');
        string folder = Path.GetDirectoryName(file)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
        string room = string.Join('.', folder.Split('.').Take(2));
        return declared.StartsWith(room, StringComparison.Ordinal) && $"{folder}.".StartsWith($"{declared}.", StringComparison.Ordinal);
    }

    private static IEnumerable<string> LinesThat(Func<string, bool> isFound, string except = "") =>
        SourceFiles
            .Where(file => except.Length == 0 || !file.EndsWith(except, StringComparison.Ordinal))
            .SelectMany(file => SourceTree.Lines(file)
                .Select((line, index) => (line, number: index + 1))
                .Where(at => isFound(at.line))
                .Select(at => $"{file}:{at.number}: {at.line.Trim()}"));

    private static void AssertNone(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^\s*//[^/].*;\s*$")]
    private static partial Regex CommentedCode();

    [GeneratedRegex(@"\b(class|struct|interface|record)\s+\w*(Manager|Helper|Helpers|Util|Utils|Utilities)\b")]
    private static partial Regex VagueName();
}
