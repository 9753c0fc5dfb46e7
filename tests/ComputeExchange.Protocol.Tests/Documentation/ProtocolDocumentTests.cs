using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Protocol.Tests.Documentation;

/// <summary>Holds docs/PROTOCOL.md to the code: strangers write their clients from it.</summary>
public sealed partial class ProtocolDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Root(), "docs", "PROTOCOL.md"));

    [Fact]
    public void Every_example_shows_the_bytes_that_are_sent()
    {
        Dictionary<string, string> shown = Examples().Matches(Document).ToDictionary(
            match => match.Groups[1].Value, match => Regex.Replace(match.Groups[2].Value, "#.*|\\s", ""));
        string[] wrong = [.. DocumentedExamples.All
            .Select(example => (example.Key, Hex: Convert.ToHexStringLower(example.Value)))
            .Where(example => shown.GetValueOrDefault(example.Key) != example.Hex)
            .Select(example => $"{example.Key} {example.Hex}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.Equal(DocumentedExamples.All.Keys, shown.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_message_has_a_table_with_one_row_a_field()
    {
        foreach (MessageType type in Enum.GetValues<MessageType>().Where(type => type != MessageType.None))
        {
            Match section = Regex.Match(
                Document, $@"^### {type} \({(byte)type}\)$(.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline);
            Assert.True(section.Success, $"no section '### {type} ({(byte)type})'");
            int[] rows = [.. Rows().Matches(section.Value).Select(row => int.Parse(row.Groups[1].Value))];
            Assert.True(rows.SequenceEqual(Enumerable.Range(0, FieldCounts.Of(type))), $"{type}: rows {string.Join(',', rows)}");
        }
    }

    [Fact]
    public void Every_reason_is_listed_with_its_number()
    {
        AssertListed<RejectReason>(RejectReason.None);
        AssertListed<RejectField>(RejectField.None);
        AssertListed<CancelReason>(default);
        AssertListed<ExpiryReason>(default);
        AssertListed<DisconnectReason>(DisconnectReason.None);
        AssertListed<QueryRefusal>(default);
    }

    private static void AssertListed<T>(T none) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>().Where(value => !value.Equals(none)))
            Assert.Contains($"| {Convert.ToByte(value)} | `{value}` |", Document, StringComparison.Ordinal);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("^```hex (\\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
