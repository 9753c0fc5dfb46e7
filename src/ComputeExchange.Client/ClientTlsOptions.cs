namespace ComputeExchange.Client;

/// <summary>How a client speaks TLS, and what it shows.</summary>
public sealed record ClientTlsOptions
{
    /// <summary>The name that the server's certificate must carry; empty for <see cref="ClientOptions.Host"/>.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>The certificates of the authorities that the server's certificate may come from, PEM; empty for those that the
    /// machine trusts.</summary>
    public string AuthorityFile { get; init; } = "";

    /// <summary>The client's own certificate, PEM, its common name the participant's code; empty to show none.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>The private key of that certificate, PEM.</summary>
    public string KeyFile { get; init; } = "";
}
