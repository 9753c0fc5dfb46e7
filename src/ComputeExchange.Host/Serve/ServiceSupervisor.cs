// The protocol of systemd's sd_notify(3): datagrams of VARIABLE=value lines to the socket named in NOTIFY_SOCKET. Without that
// variable nobody is told anything.

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ComputeExchange.Host.Serve;

/// <summary>Whoever supervises the process, if it is one that wants to hear how it does.</summary>
internal sealed class ServiceSupervisor : IDisposable
{
    private const string Ready = "READY=1";
    private const string Stopping = "STOPPING=1";
    private const string Alive = "WATCHDOG=1";
    private const int MicrosPerMilli = 1_000;

    private readonly Socket? _socket;

    /// <summary>The one of the environment.</summary>
    public ServiceSupervisor()
        : this(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"))
    {
    }

    /// <summary>One that listens at a path; a leading @ stands for the abstract namespace.</summary>
    /// <param name="path">The socket; null or empty for nobody.</param>
    /// <param name="watchdogMicros">How long it waits for a sign of life, microseconds; null for no watchdog.</param>
    public ServiceSupervisor(string? path, string? watchdogMicros)
    {
        if (string.IsNullOrEmpty(path))
            return;
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        _socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
        if (long.TryParse(watchdogMicros, NumberStyles.None, CultureInfo.InvariantCulture, out long micros) && micros > 0)
            AliveEvery = TimeSpan.FromMilliseconds(micros / MicrosPerMilli / 3.0);
    }

    /// <summary>How often it is to be told that the server is alive: a third of what it waits; null for never.</summary>
    public TimeSpan? AliveEvery { get; }

    /// <summary>The server is open.</summary>
    public void TellReady() => Tell(Ready);

    /// <summary>The server is about to end.</summary>
    public void TellStopping() => Tell(Stopping);

    /// <summary>The server does its work.</summary>
    public void TellAlive() => Tell(Alive);

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private void Tell(string state)
    {
        try
        {
            _socket?.Send(Encoding.ASCII.GetBytes(state));
        }
        catch (SocketException)
        {
            // A supervisor that does not listen learns of the server's state by its end.
        }
    }
}
