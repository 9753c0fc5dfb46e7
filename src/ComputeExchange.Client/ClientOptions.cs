using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client;

/// <summary>Where the exchange is, which session to log on to, and how.</summary>
public sealed record ClientOptions
{
    /// <summary>The server's name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The server's port, 1 to 65,535.</summary>
    public required int Port { get; init; }

    /// <summary>TLS; null for plain TCP.</summary>
    public ClientTlsOptions? Tls { get; init; }

    /// <summary>The session's name.</summary>
    public required string Session { get; init; }

    /// <summary>The session's key, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The last report that was dealt with before; those after it are told first. 0 for all there are.</summary>
    public long LastReportNumber { get; init; }

    /// <summary>Whether the session's orders are cancelled when the connection is gone.</summary>
    public bool CancelOnDisconnect { get; init; }

    /// <summary>How long it may be gone before they are.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>How often each side says something; zero leaves it to the server.</summary>
    public TimeSpan Heartbeat { get; init; }

    /// <summary>How long connecting and logging on may take together.</summary>
    public TimeSpan LogonTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before the second attempt to connect again; each later one waits twice as long.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most requests without an answer; past it, sending waits.</summary>
    public int MaxUnanswered { get; init; } = 16_384;

    /// <summary>The longest message that is taken from the server, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = Frame.DefaultMaxBodyBytes;

    /// <summary>Options from a key file as the server keeps them: its `session:` and `key:` lines.</summary>
    /// <exception cref="FormatException">A line is missing or wrong.</exception>
    public static ClientOptions FromKeyFile(string path, int port)
    {
        Dictionary<string, string> fields = File.ReadLines(path)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => parts[0], parts => parts[1]);
        return fields.TryGetValue("session", out string? session)
            && fields.TryGetValue("key", out string? key) && key.Length == 2 * LogonAnswer.KeyBytes
            ? new ClientOptions { Port = port, Session = session, Key = Convert.FromHexString(key) }
            : throw new FormatException(
                $"Key file {path} needs a line 'session:' and a line 'key:' with {2 * LogonAnswer.KeyBytes} hexadecimal digits.");
    }
}
