using ComputeExchange.Gateway.Transport;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway;

/// <summary>The bounds and times of the gateway; docs/OPERATIONS.md holds the same table.</summary>
public sealed record GatewayOptions
{
    /// <summary>How many addresses, and how many session names, wrong keys are counted by; past it the first is forgotten.</summary>
    public const int MaxWrongKeyTallies = 4_096;

    /// <summary>How many commands and questions that come of one connection's messages, as of its subscriptions, may wait for room
    /// in the engine before that connection, and no other, is read no more.</summary>
    public const int MaxWaitingOfConnection = 256;

    /// <summary>How many of all connections may wait before no client is read any more: the last resort, which takes as many
    /// connections as <see cref="MaxWaitingOfConnection"/> goes into it. Past it come at most, for each connection, the connect,
    /// question and disconnect of its session, and a page of each of its lists.</summary>
    public const int MaxWaitingForEngine = 16_384;

    /// <summary>Which server this is, as its Hello tells it.</summary>
    public string ServerId { get; init; } = "compute-exchange";

    /// <summary>TLS; off unless set.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>The most connections at once, those that have not logged on included; 1 to 16,384.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>The most connections of one address that have not logged on; 1 to 16,384. One address cannot take the places of
    /// all others.</summary>
    public int MaxLoggingOnPerAddress { get; init; } = 128;

    /// <summary>How many connections a second are taken in, those that are refused included; 0 for no limit, else 1 to 1,000,000.
    /// More wait in the kernel, so that a flood of strangers takes no more of the processors from sessions.</summary>
    public int ConnectionsPerSecond { get; init; } = 1_000;

    /// <summary>Connections that are taken in at once after a silence; 1 to 16,384.</summary>
    public int ConnectionBurst { get; init; } = 128;

    /// <summary>The longest body of a client's message, in bytes; 1 KiB to 1 MiB.</summary>
    public int MaxBodyBytes { get; init; } = Frame.DefaultMaxBodyBytes;

    /// <summary>The most bytes that wait for a client to read them, in bytes; 256 KiB to 1 GiB. Past it the reader is cut
    /// off.</summary>
    public int MaxOutboundBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long bytes may wait for a client that takes none of them, in milliseconds; 100 to 600,000. Past it the
    /// reader is cut off.</summary>
    public int SlowReaderMillis { get; init; } = 8_000;

    /// <summary>Bytes waiting for a client above which its market data is conflated; 1 KiB to half the outbound bound.</summary>
    public int ConflateAboveBytes { get; init; } = 64 * 1024;

    /// <summary>The most bytes of engine events that wait for the gateway; 1 MiB to 1 GiB. Past it every session is cut off,
    /// and takes up its streams again from the report log.</summary>
    public int MaxInboxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many requests of one session may be under way in the engine before its socket is no longer read; 1 to
    /// 1,048,576.</summary>
    public int MaxRequestsUnderWay { get; init; } = 4_096;

    /// <summary>How long the engine may take no request of a session that has one waiting, in milliseconds; 100 to
    /// 600,000.</summary>
    public int PendingWorkTimeoutMillis { get; init; } = 30_000;

    /// <summary>How long a connection may take to log on, in milliseconds; 10 to 600,000.</summary>
    public int LogonTimeoutMillis { get; init; } = 5_000;

    /// <summary>How many wrong keys lock an address or a session name out; 1 to 1,000.</summary>
    public int WrongKeysMax { get; init; } = 10;

    /// <summary>Within which time they do, counted from the first, in milliseconds; 100 to 3,600,000.</summary>
    public int WrongKeyWindowMillis { get; init; } = 60_000;

    /// <summary>For how long they do, in milliseconds; 0 (never lock) to 86,400,000.</summary>
    public int LockoutMillis { get; init; } = 60_000;

    /// <summary>The heartbeat of a client that names none, in milliseconds.</summary>
    public int HeartbeatMillis { get; init; } = 5_000;

    /// <summary>The shortest heartbeat that a client gets, in milliseconds; 10 to the default heartbeat.</summary>
    public int MinHeartbeatMillis { get; init; } = 100;

    /// <summary>The longest heartbeat that a client gets, in milliseconds; the default heartbeat to 600,000.</summary>
    public int MaxHeartbeatMillis { get; init; } = 60_000;

    /// <summary>How long a connection that is ended may take to read why, in milliseconds; 0 to 60,000.</summary>
    public int LingerMillis { get; init; } = 1_000;

    /// <summary>The longest grace that a client gets before its orders are cancelled, in milliseconds; 0 to 86,400,000.</summary>
    public int MaxGraceMillis { get; init; } = 3_600_000;

    /// <summary>Requests a second of one session, cancels not counted; 0 for no limit, else 1 to 10,000,000.</summary>
    public int RequestsPerSecond { get; init; } = 10_000;

    /// <summary>Requests that may come at once after a silence; 1 to 10,000,000.</summary>
    public int RequestBurst { get; init; } = 10_000;

    /// <summary>Cancels and mass cancels have a budget of their own, this many times the requests'; 1 to 100.</summary>
    public int CancelFactor { get; init; } = 4;

    /// <summary>A session that sends this many times its budget is logged out; 2 to 1,000.</summary>
    public int LogoutFactor { get; init; } = 10;

    /// <summary>The most market data subscriptions of one session; 0 to 4,096.</summary>
    public int MaxSubscriptions { get; init; } = 256;

    /// <summary>The most unanswered queries of one session; 1 to 256.</summary>
    public int MaxQueries { get; init; } = 8;

    /// <summary>The options themselves, once every value has been found in its range.</summary>
    /// <exception cref="ArgumentException">Names the key, the value and what is allowed.</exception>
    public GatewayOptions Validated()
    {
        if (!Code.TryParse(ServerId, out _))
            throw new ArgumentException($"{nameof(ServerId)} is '{ServerId}'; allowed are 1 to 32 printable ASCII characters.");
        Within(nameof(MaxConnections), MaxConnections, 1, Limits.MaxSessions);
        Within(nameof(MaxLoggingOnPerAddress), MaxLoggingOnPerAddress, 1, Limits.MaxSessions);
        Within(nameof(ConnectionsPerSecond), ConnectionsPerSecond, 0, 1_000_000);
        Within(nameof(ConnectionBurst), ConnectionBurst, 1, Limits.MaxSessions);
        Within(nameof(MaxBodyBytes), MaxBodyBytes, 1_024, 1 << 20);
        Within(nameof(MaxOutboundBytes), MaxOutboundBytes, 256 << 10, 1 << 30);
        Within(nameof(SlowReaderMillis), SlowReaderMillis, 100, 600_000);
        Within(nameof(ConflateAboveBytes), ConflateAboveBytes, 1_024, MaxOutboundBytes / 2);
        Within(nameof(MaxInboxBytes), MaxInboxBytes, 1 << 20, 1 << 30);
        Within(nameof(MaxRequestsUnderWay), MaxRequestsUnderWay, 1, 1 << 20);
        Within(nameof(PendingWorkTimeoutMillis), PendingWorkTimeoutMillis, 100, 600_000);
        Within(nameof(LogonTimeoutMillis), LogonTimeoutMillis, 10, 600_000);
        Within(nameof(WrongKeysMax), WrongKeysMax, 1, 1_000);
        Within(nameof(WrongKeyWindowMillis), WrongKeyWindowMillis, 100, 3_600_000);
        Within(nameof(LockoutMillis), LockoutMillis, 0, 86_400_000);
        Within(nameof(HeartbeatMillis), HeartbeatMillis, 10, 600_000);
        Within(nameof(MinHeartbeatMillis), MinHeartbeatMillis, 10, HeartbeatMillis);
        Within(nameof(MaxHeartbeatMillis), MaxHeartbeatMillis, HeartbeatMillis, 600_000);
        Within(nameof(LingerMillis), LingerMillis, 0, 60_000);
        Within(nameof(MaxGraceMillis), MaxGraceMillis, 0, 86_400_000);
        Within(nameof(RequestsPerSecond), RequestsPerSecond, 0, 10_000_000);
        Within(nameof(RequestBurst), RequestBurst, 1, 10_000_000);
        Within(nameof(CancelFactor), CancelFactor, 1, 100);
        Within(nameof(LogoutFactor), LogoutFactor, 2, 1_000);
        Within(nameof(MaxSubscriptions), MaxSubscriptions, 0, 4_096);
        Within(nameof(MaxQueries), MaxQueries, 1, 256);
        try
        {
            Tls.Validated();
        }
        catch (ArgumentException failure)
        {
            throw new ArgumentException($"{nameof(Tls)}:{failure.Message}");
        }

        return this;
    }

    private static void Within(string key, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"{key} is {value}; allowed is {least} to {most}.");
    }
}
