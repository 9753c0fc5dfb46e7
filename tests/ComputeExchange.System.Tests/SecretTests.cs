using System.Text.Json;
using ComputeExchange.SystemTests.Processes;
using ComputeExchange.Tests.Shared;

namespace ComputeExchange.SystemTests;

/// <summary>A real server over TLS, at its most talkative, among clients who do everything wrong: no key is in what it
/// says.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly DirectoryInfo _certificates = Directory.CreateTempSubdirectory("computeexchange-tls-");

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Delete(recursive: true);
    }

    [Fact]
    public async Task No_key_is_in_the_log_whatever_clients_do()
    {
        using TestAuthority authority = new(_certificates.FullName, "authority");
        (string certificate, string key) = authority.Server();
        string log;
        Dictionary<string, string> secrets = new() { [key] = File.ReadAllText(key) };
        using (ServerProcess server = new(_folder.DataPath, more: ["--settings", Settings(authority, certificate, key)]))
        {
            string[] keyFiles = Directory.GetFiles(Path.Combine(_folder.DataPath, "keys"));
            Assert.NotEmpty(keyFiles);
            foreach (string file in keyFiles)
                secrets[file] = File.ReadAllText(file);
            await TradeAsync(server, authority);
            await AssertRefusedAsync(server, authority, Listed.Dealer, Listed.OtherDealer, "DEALER-ALDER");
            await AssertRefusedAsync(server, authority, Listed.OtherDealer, Listed.OtherDealer, "DEALER-ALDER");

            // A key file that cannot be used is named, and not shown.
            string broken = server.KeyFile(Listed.Neocloud);
            File.AppendAllText(broken, "a line that is none\n");
            ExchangeException refused = await Assert.ThrowsAsync<ExchangeException>(() => ExchangeClient.ConnectAsync(
                Options(server, authority, Listed.Maker, "MAKER-DELTA") with { Session = Listed.Neocloud }));
            Assert.Equal(DisconnectReason.WrongKey, refused.Reason);
            Assert.Equal(0, server.Terminate());
            log = server.Errors;
        }

        Assert.Contains("with TLS", log, StringComparison.Ordinal);
        Assert.Contains("was shown for session", log, StringComparison.Ordinal);
        Assert.Contains("has a line that is not", log, StringComparison.Ordinal);
        Assert.All(secrets, file => AssertNotIn(log, file.Key, file.Value));
    }

    private static async Task TradeAsync(ServerProcess server, TestAuthority authority)
    {
        ClientOptions options = Options(server, authority, Listed.Dealer, "DEALER-ALDER");
        await using ExchangeClient dealer = await ExchangeClient.ConnectAsync(options).WaitAsync(HostProgram.Limit);
        ExecutionReport report =
            await dealer.EnterAsync(Order.Buy(Listed.Future(dealer), 1, 2.4m, "over-tls")).WaitAsync(HostProgram.Limit);
        Assert.Equal(ExecutionType.New, report.Type);
    }

    /// <summary>A logon to a session with some key, over the certificate of some participant.</summary>
    private static async Task AssertRefusedAsync(
        ServerProcess server, TestAuthority authority, string keyOf, string session, string participant)
    {
        ClientOptions options = Options(server, authority, keyOf, participant) with { Session = session };
        ExchangeException refused = await Assert.ThrowsAsync<ExchangeException>(
            () => ExchangeClient.ConnectAsync(options).WaitAsync(HostProgram.Limit));
        Assert.Equal(keyOf == session ? DisconnectReason.WrongParticipant : DisconnectReason.WrongKey, refused.Reason);
    }

    private static ClientOptions Options(ServerProcess server, TestAuthority authority, string keyOf, string participant)
    {
        (string certificate, string key) = authority.Client(participant);
        return ClientOptions.FromKeyFile(server.KeyFile(keyOf), server.Port) with
        {
            Tls = new ClientTlsOptions
            {
                AuthorityFile = authority.CertificateFile,
                CertificateFile = certificate,
                KeyFile = key,
            },
        };
    }

    private static void AssertNotIn(string log, string file, string text)
    {
        // A secret is any word that is long enough: hexadecimal as it stands in the file or in the other case, or base 64 of it.
        foreach (string word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 40))
        {
            Assert.False(log.Contains(word, StringComparison.OrdinalIgnoreCase), $"a secret of {file} is in the log");
            if (word.Length == 2 * LogonAnswer.KeyBytes && word.All(char.IsAsciiHexDigit))
                Assert.DoesNotContain(Convert.ToBase64String(Convert.FromHexString(word)), log, StringComparison.Ordinal);
        }
    }

    private string Settings(TestAuthority authority, string certificate, string key) => _folder.Write("settings.json",
        JsonSerializer.Serialize(new
        {
            Logging = new { LogLevel = new { Default = "Trace" } },
            ComputeExchange = new
            {
                Gateway = new
                {
                    Tls = new
                    {
                        CertificateFile = certificate,
                        KeyFile = key,
                        ClientAuthorityFile = authority.CertificateFile,
                        RequireClientCertificate = "true",
                    },
                },
            },
        }));
}
