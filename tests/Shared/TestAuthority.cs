using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ComputeExchange.Tests.Shared;

/// <summary>A certificate authority of a test's own, and the PEM files of what it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly string _directory;
    private readonly X509Certificate2 _root;

    /// <summary>Makes it, and its own certificate's file.</summary>
    /// <param name="directory">Where files go.</param>
    /// <param name="name">Its name, and the beginning of the files' names.</param>
    public TestAuthority(string directory, string name)
    {
        _directory = directory;
        Name = name;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(2));
        File.WriteAllText(CertificateFile, _root.ExportCertificatePem());
    }

    public string Name { get; }

    /// <summary>The authority's own certificate.</summary>
    public string CertificateFile => Path.Combine(_directory, $"{Name}.pem");

    /// <summary>A server's certificate for the loopback address.</summary>
    public (string Certificate, string Key) Server(string name = "server", int daysLeft = 30)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        return Sign(name, $"CN={name}", ServerUse, daysLeft, names);
    }

    /// <summary>A participant's certificate.</summary>
    public (string Certificate, string Key) Client(string participant, int daysLeft = 30) =>
        Sign($"{participant}-{daysLeft}", $"CN={participant}", ClientUse, daysLeft);

    /// <summary>A certificate with any subject, for clients or servers.</summary>
    public (string Certificate, string Key) Sign(
        string file, string subject, string use, int daysLeft, SubjectAlternativeNameBuilder? names = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());
        DateTimeOffset end = DateTimeOffset.UtcNow.AddDays(daysLeft);
        using X509Certificate2 signed = request.Create(_root, end.AddDays(-365), end, RandomNumberGenerator.GetBytes(8));
        (string Certificate, string Key) files = (PathOf(file, "pem"), PathOf(file, "key.pem"));
        File.WriteAllText(files.Certificate, signed.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(files.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return files;
    }

    public void Dispose() => _root.Dispose();

    private string PathOf(string file, string extension) => Path.Combine(_directory, $"{Name}-{file}.{extension}");
}
