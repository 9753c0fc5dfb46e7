using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Connection;

/// <summary>The client's side of a TLS handshake. Files are read anew each time, so that a certificate can be exchanged while
/// the client runs.</summary>
internal static class TlsHandshake
{
    private const string ServerAuthenticationUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>Puts TLS over a stream.</summary>
    /// <exception cref="ExchangeException">A file cannot be used, or the server's certificate is not good.</exception>
    public static async Task<Stream> OverAsync(Stream line, string host, ClientTlsOptions tls, CancellationToken cancellation)
    {
        SslStream stream = new(line);
        try
        {
            await stream.AuthenticateAsClientAsync(OptionsOf(host, tls), cancellation).ConfigureAwait(false);
            return stream;
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (failure is AuthenticationException or CryptographicException or FileNotFoundException)
                throw new ExchangeException(DisconnectReason.None, $"There is no TLS with {host}: {failure.Message}", failure);
            throw;
        }
    }

    private static SslClientAuthenticationOptions OptionsOf(string host, ClientTlsOptions tls)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = tls.ServerName.Length > 0 ? tls.ServerName : host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (tls.CertificateFile.Length > 0)
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(tls.CertificateFile);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile), chain, offline: true);
        }

        if (tls.AuthorityFile.Length == 0)
            return options;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(tls.AuthorityFile);
        options.CertificateChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthenticationUse));
        return options;
    }
}
