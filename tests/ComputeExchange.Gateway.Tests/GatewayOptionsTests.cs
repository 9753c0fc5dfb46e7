using System.Reflection;
using ComputeExchange.Gateway.Transport;

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
        foreach (PropertyInfo option in typeof(GatewayOptions).GetProperties().Where(each => each.Name != nameof(defaults.Tls)))
        {
            string row = $"| `{option.Name}` | {option.GetValue(defaults)} |";
            Assert.Contains(table, line => line.StartsWith(row, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a.pem", "", "", false, "Tls:KeyFile is ''; it must be given with CertificateFile, and only then.")]
    [InlineData("", "a.key", "", false, "Tls:KeyFile is 'a.key'; it must be given with CertificateFile, and only then.")]
    [InlineData("", "", "ca.pem", false, "Tls:ClientAuthorityFile is 'ca.pem'; it must be given with CertificateFile only.")]
    [InlineData("a.pem", "a.key", "", true,
        "Tls:RequireClientCertificate is 'True'; it must be false, or come with a ClientAuthorityFile.")]
    public void Tls_settings_that_do_not_go_together_are_refused(
        string certificate, string key, string authority, bool requires, string sentence)
    {
        TlsOptions tls = new()
        {
            CertificateFile = certificate,
            KeyFile = key,
            ClientAuthorityFile = authority,
            RequireClientCertificate = requires,
        };
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => new GatewayOptions { Tls = tls }.Validated()).Message);
    }
}
