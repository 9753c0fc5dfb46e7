using ComputeExchange.Client.Tests.Venue;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Tests.Shared;

namespace ComputeExchange.Client.Tests;

/// <summary>TLS and mutual TLS over real sockets: who may come in, and as whom.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tls");
    private readonly TestAuthority _authority;
    private readonly TestAuthority _stranger;

    public TlsTests()
    {
        _authority = new TestAuthority(_directory.FullName, "authority");
        _stranger = new TestAuthority(_directory.FullName, "stranger");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Orders_and_reports_travel_over_tls_and_a_dropped_line_is_taken_up_again()
    {
        using TcpVenue venue = new(Server());
        await using ExchangeClient alpha = await ConnectAsync(venue, "alpha-1", Trust());
        Task<ExecutionReport>[] entered = [.. Enumerable.Range(1, 2_000)
            .Select(i => alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, $"b{i}")))];
        alpha.DropConnection();
        ExecutionReport[] reports = await Task.WhenAll(entered).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), reports.Select(report => report.ReportNumber));
        Assert.Equal(2_000, (await alpha.OpenOrdersAsync().WaitAsync(Patience)).Orders.Count);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        using TcpVenue venue = new(Server());
        ExchangeException refused = await Assert.ThrowsAsync<ExchangeException>(() => ConnectAsync(
            venue, "alpha-1", new ClientTlsOptions { AuthorityFile = _stranger.CertificateFile }));
        Assert.Contains("There is no TLS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused()
    {
        using TcpVenue venue = new(Server());
        await Assert.ThrowsAsync<ExchangeException>(
            () => ConnectAsync(venue, "alpha-1", Trust() with { ServerName = "exchange.example" }));
    }

    [Fact]
    public void A_server_does_not_start_with_a_certificate_that_has_expired()
    {
        (string certificate, string key) = _authority.Server("expired", daysLeft: -1);
        IOException refused = Assert.Throws<IOException>(
            () => new TlsServer(new TlsOptions { CertificateFile = certificate, KeyFile = key }));
        Assert.Contains("expired", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_does_not_start_with_a_key_that_others_can_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        (string certificate, string key) = _authority.Server();
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        IOException refused = Assert.Throws<IOException>(
            () => new TlsServer(new TlsOptions { CertificateFile = certificate, KeyFile = key }));
        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_speaks_no_tls_gets_nowhere()
    {
        using TcpVenue venue = new(Server());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ConnectAsync(venue, "alpha-1", tls: null, patience: TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public async Task A_participant_logs_on_with_its_own_certificate()
    {
        using TcpVenue venue = new(Server(requires: true));
        await using ExchangeClient alpha = await ConnectAsync(venue, "alpha-1", Show(_authority.Client("ALPHA")));
        Assert.Equal(DemoMarket.Alpha, alpha.Session.Participant);
    }

    [Fact]
    public async Task The_certificate_of_one_participant_does_not_open_another_s_session()
    {
        using TcpVenue venue = new(Server(requires: true));
        ExchangeException refused = await Assert.ThrowsAsync<ExchangeException>(
            () => ConnectAsync(venue, "beta-1", Show(_authority.Client("ALPHA"))));
        Assert.Equal(DisconnectReason.WrongParticipant, refused.Reason);
    }

    [Fact]
    public async Task A_certificate_that_is_shown_binds_where_none_is_required_and_none_is_needed()
    {
        using TcpVenue venue = new(Server(requires: false));
        ExchangeException refused = await Assert.ThrowsAsync<ExchangeException>(
            () => ConnectAsync(venue, "beta-1", Show(_authority.Client("ALPHA"))));
        Assert.Equal(DisconnectReason.WrongParticipant, refused.Reason);
        await using ExchangeClient beta = await ConnectAsync(venue, "beta-1", Trust());
        Assert.Equal(DemoMarket.Beta, beta.Session.Participant);
    }

    [Fact]
    public async Task A_certificate_with_two_common_names_is_nobody_s()
    {
        using TcpVenue venue = new(Server(requires: true));
        (string, string) files = _authority.Sign("two", "CN=ALPHA, CN=BETA", "1.3.6.1.5.5.7.3.2", daysLeft: 30);
        ExchangeException refused =
            await Assert.ThrowsAsync<ExchangeException>(() => ConnectAsync(venue, "alpha-1", Show(files)));
        Assert.Equal(DisconnectReason.WrongParticipant, refused.Reason);
    }

    [Theory]
    [InlineData("none", "no certificate was shown")]
    [InlineData("stranger", "PartialChain|UntrustedRoot")]
    [InlineData("expired", "NotTimeValid")]
    [InlineData("server", "NotValidForUsage")]
    public async Task A_client_whose_certificate_is_not_good_gets_no_word_in(string which, string cause)
    {
        using TcpVenue venue = new(Server(requires: true));
        ClientTlsOptions tls = which switch
        {
            "none" => Trust(),
            "stranger" => Show(_stranger.Client("ALPHA")),
            "expired" => Show(_authority.Client("ALPHA", daysLeft: -1)),
            _ => Show(_authority.Server("ALPHA")),
        };
        int applied = venue.Engine.Applied.Count;
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(
            () => ConnectAsync(venue, "alpha-1", tls, patience: TimeSpan.FromMilliseconds(1_000)));
        Assert.True(refused is OperationCanceledException or ExchangeException, $"{refused}");
        Assert.Equal(applied, venue.Engine.Applied.Count);
        Assert.Contains(venue.Log, line => cause.Split('|').Any(each => line.Contains(each, StringComparison.Ordinal)));
    }

    private static async Task<ExchangeClient> ConnectAsync(
        TcpVenue venue, string session, ClientTlsOptions? tls, TimeSpan? patience = null)
    {
        using CancellationTokenSource waiting = new(patience ?? Patience);
        return await ExchangeClient.ConnectAsync(venue.Options(session) with { Tls = tls }, cancellation: waiting.Token);
    }

    private GatewayOptions Server(bool? requires = null)
    {
        (string certificate, string key) = _authority.Server();
        return new GatewayOptions
        {
            LingerMillis = 50,
            Tls = new TlsOptions
            {
                CertificateFile = certificate,
                KeyFile = key,
                ClientAuthorityFile = requires is null ? "" : _authority.CertificateFile,
                RequireClientCertificate = requires == true,
            },
        };
    }

    private ClientTlsOptions Trust() => new() { AuthorityFile = _authority.CertificateFile };

    private ClientTlsOptions Show((string Certificate, string Key) files) =>
        Trust() with { CertificateFile = files.Certificate, KeyFile = files.Key };
}
