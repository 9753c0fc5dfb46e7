using System.Globalization;
using System.Reflection;
using Xunit;

namespace ComputeExchange.Messages.Tests;

/// <summary>docs/LIMITS.md names every bound of the commands with the value that it has.</summary>
public sealed class LimitsDocumentTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Root(), "docs", "LIMITS.md"));

    public static TheoryData<string, int> Constants()
    {
        TheoryData<string, int> constants = [];
        foreach (FieldInfo field in typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static))
            constants.Add(field.Name, (int)field.GetRawConstantValue()!);
        return constants;
    }

    [Theory]
    [MemberData(nameof(Constants))]
    public void Each_constant_stands_in_the_document_with_its_value(string name, int value)
    {
        string row = string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {value:N0} |");

        AssertRow(row);
    }

    [Fact]
    public void The_bounds_of_the_value_types_do_too()
    {
        AssertRow($"| `Price.MaxTicks` | {Number(Price.MaxTicks)} ");
        AssertRow($"| `DeliveryWindow.MaxHours` | {Number(DeliveryWindow.MaxHours)} |");
        AssertRow($"| `ClOrdId.MaxLength` | {ClOrdId.MaxLength} |");
        AssertRow($"| `Code.MaxLength` | {Code.MaxLength} |");
    }

    private static void AssertRow(string row) =>
        Assert.Contains(Page, line => line.StartsWith(row, StringComparison.Ordinal));

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ComputeExchange.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No ComputeExchange.sln above the tests.");
    }
}
