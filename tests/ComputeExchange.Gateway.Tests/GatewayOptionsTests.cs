using System.Reflection;

namespace ComputeExchange.Gateway.Tests;

public class GatewayOptionsTests
{
    [Fact]
    public void A_value_out_of_range_is_refused_with_key_value_and_range()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new GatewayOptions { MaxConnections = 0 }.Validated());
        Assert.Equal("MaxConnections is 0; allowed is 1 to 16384.", refused.Message);
    }

    [Fact]
    public void The_table_in_the_documentation_has_every_option_with_its_default()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ComputeExchange.sln")))
            root = root.Parent;
        string[] table = File.ReadAllLines(Path.Combine(root!.FullName, "docs", "OPERATIONS.md"));
        GatewayOptions defaults = new();
        foreach (PropertyInfo option in typeof(GatewayOptions).GetProperties())
        {
            string row = $"| `{option.Name}` | {option.GetValue(defaults)} |";
            Assert.Contains(table, line => line.StartsWith(row, StringComparison.Ordinal));
        }
    }
}
