using System.Globalization;
using System.Reflection;
using ComputeExchange.Host.Options;
using ComputeExchange.Host.Tests.Scenario;
using Xunit;

namespace ComputeExchange.Host.Tests.Options;

/// <summary>docs/OPERATIONS.md and the options say the same.</summary>
public sealed class OperationsDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "OPERATIONS.md"));

    [Fact]
    public void Every_setting_has_a_row_with_its_default()
    {
        List<string> missing = [];
        foreach ((string key, object value) in SettingsOf(new ServeOptions(), ""))
        {
            string name = key.StartsWith("Gateway:", StringComparison.Ordinal) ? key["Gateway:".Length..] : key;
            string? row = Array.Find(
                Lines, line => line.StartsWith('|') && line.Split('|')[1].Contains($"`{name}`", StringComparison.Ordinal));
            if (row is null || name != "Data" && row.Split('|')[2].Trim() != TextOf(value))
                missing.Add($"{key} = {TextOf(value)}: {row ?? "no row"}");
        }

        Assert.Equal([], missing);
    }

    private static IEnumerable<(string Key, object Value)> SettingsOf(object options, string path) => options.GetType().GetProperties()
        .Where(SettingsReader.IsSetting)
        .SelectMany(setting => setting.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
            ? SettingsOf(setting.GetValue(options)!, $"{path}{setting.Name}:")
            : [($"{path}{setting.Name}", setting.GetValue(options)!)]);

    private static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan { Ticks: var ticks } span => ticks % TimeSpan.TicksPerSecond == 0
            ? span.ToString("c", CultureInfo.InvariantCulture)
            : span.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
