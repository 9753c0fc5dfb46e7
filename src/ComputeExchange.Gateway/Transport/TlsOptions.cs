namespace ComputeExchange.Gateway.Transport;

/// <summary>Whether the gateway speaks TLS, and whom it asks for a certificate; docs/OPERATIONS.md holds the same table.</summary>
public sealed record TlsOptions
{
    /// <summary>The server's certificate, PEM, with those between it and its authority behind it; empty for no TLS.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>The private key of that certificate, PEM, readable by its owner only.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The certificates of the authorities that sign clients' certificates, PEM; empty to ask for none.</summary>
    public string ClientAuthorityFile { get; init; } = "";

    /// <summary>Whether a client without a certificate is refused. One that shows a certificate is bound to it either
    /// way.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Whether TLS is spoken.</summary>
    public bool IsOn => CertificateFile.Length > 0;

    /// <summary>The options themselves, once they go together.</summary>
    /// <exception cref="ArgumentException">Names the key, the value and what is allowed.</exception>
    public TlsOptions Validated()
    {
        Require(IsOn == KeyFile.Length > 0, nameof(KeyFile), KeyFile, "given with CertificateFile, and only then");
        Require(IsOn || ClientAuthorityFile.Length == 0, nameof(ClientAuthorityFile), ClientAuthorityFile,
            "given with CertificateFile only");
        Require(!RequireClientCertificate || ClientAuthorityFile.Length > 0,
            nameof(RequireClientCertificate), RequireClientCertificate, "false, or come with a ClientAuthorityFile");
        return this;
    }

    private static void Require(bool holds, string key, object value, string allowed)
    {
        if (!holds)
            throw new ArgumentException($"{key} is '{value}'; it must be {allowed}.");
    }
}
