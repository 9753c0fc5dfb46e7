// Tickets that shorten a later handshake are off: a client's certificate is looked at in every one. Nothing can be sent before a
// handshake is over, so there is no early message that could be replayed.

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ComputeExchange.Gateway.Transport;

/// <summary>The server's side of TLS 1.2 and 1.3: its certificate, and which clients' certificates are good.</summary>
public sealed class TlsServer : IDisposable
{
    private const string ClientAuthenticationUse = "1.3.6.1.5.5.7.3.2";
    private const string CommonNameField = "2.5.4.3";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly SslStreamCertificateContext _context;
    private readonly bool _requiresCertificate;

    /// <summary>Reads the files that the options name.</summary>
    /// <exception cref="IOException">One of them cannot be used; the text is a sentence that names it.</exception>
    public TlsServer(TlsOptions options)
    {
        options.Validated();
        _requiresCertificate = options.RequireClientCertificate;
        RefuseIfOthersCanRead(options.KeyFile);
        try
        {
            _certificate = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(options.CertificateFile);
            _context = SslStreamCertificateContext.Create(_certificate, chain, offline: true);
            if (options.ClientAuthorityFile.Length > 0)
                _authorities.ImportFromPemFile(options.ClientAuthorityFile);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The TLS files '{options.CertificateFile}', '{options.KeyFile}' and '{options.ClientAuthorityFile}' cannot be "
                + $"used: {failure.Message}", failure);
        }

        if (DateTime.Now > _certificate.NotAfter)
            throw new IOException($"The TLS certificate '{options.CertificateFile}' expired at {_certificate.NotAfter:u}.");
    }

    /// <summary>What a handshake of one connection needs.</summary>
    /// <param name="refused">Told why a client's certificate is not good.</param>
    internal SslServerAuthenticationOptions Handshake(Action<string> refused) => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = _authorities.Count > 0,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        AllowTlsResume = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            string? problem = ProblemOf(certificate);
            if (problem is not null)
                refused(problem);
            return problem is null;
        },
    };

    /// <summary>The one common name of a certificate's subject; empty, which is nobody's, when there is none or are
    /// several.</summary>
    internal static string CommonNameOf(X509Certificate certificate)
    {
        using X509Certificate2 shown = new(certificate);
        string[] names = [.. shown.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == CommonNameField)
            .Select(name => name.GetSingleElementValue() ?? "")];
        return names.Length == 1 ? names[0] : "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        foreach (X509Certificate2 authority in _authorities)
            authority.Dispose();
    }

    private string? ProblemOf(X509Certificate? certificate)
    {
        if (certificate is null)
            return _requiresCertificate ? "no certificate was shown" : null;
        if (_authorities.Count == 0)
            return null;
        using X509Certificate2 shown = new(certificate);
        using X509Chain chain = new();
        chain.ChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthenticationUse));
        return chain.Build(shown)
            ? null
            : "the certificate is not good: "
                + string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
    }

    private static void RefuseIfOthersCanRead(string keyFile)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(keyFile) && (File.GetUnixFileMode(keyFile) & Others) != 0)
            throw new IOException($"The TLS key file '{keyFile}' can be used by others than its owner; run chmod 600 '{keyFile}'.");
    }
}
