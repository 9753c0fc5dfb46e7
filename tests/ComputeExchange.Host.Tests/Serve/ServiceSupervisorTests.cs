using System.Net.Sockets;
using System.Text;
using ComputeExchange.Host.Serve;
using Xunit;

namespace ComputeExchange.Host.Tests.Serve;

/// <summary>What a supervisor such as systemd is told, over the socket that it names.</summary>
public sealed class ServiceSupervisorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("supervisor-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_hears_that_the_server_is_open_alive_and_about_to_end()
    {
        string path = Path.Combine(_folder.FullName, "notify");
        using Socket listener = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        using ServiceSupervisor supervisor = new(path, "30000000");

        supervisor.TellReady();
        supervisor.TellAlive();
        supervisor.TellStopping();

        Assert.Equal(["READY=1", "WATCHDOG=1", "STOPPING=1"], [Hear(listener), Hear(listener), Hear(listener)]);
        Assert.Equal(TimeSpan.FromSeconds(10), supervisor.AliveEvery);
    }

    [Theory]
    [InlineData(null, "30000000")]
    [InlineData("", null)]
    public void Without_one_nobody_is_told(string? path, string? watchdog)
    {
        using ServiceSupervisor supervisor = new(path, watchdog);
        supervisor.TellReady();
        Assert.Null(supervisor.AliveEvery);
    }

    [Fact]
    public void One_that_has_gone_does_no_harm()
    {
        string path = Path.Combine(_folder.FullName, "notify");
        using Socket listener = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        using ServiceSupervisor supervisor = new(path, null);
        listener.Dispose();
        supervisor.TellReady();
        Assert.Null(supervisor.AliveEvery);
    }

    [Fact]
    public void An_operators_word_for_the_clock_is_taken_once_and_not_when_it_is_old()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddYears(56);
        ClockConfirmation confirmation = new(_folder.FullName);
        Assert.False(confirmation.TryTake(now));
        confirmation.Give(now);
        Assert.True(confirmation.IsWaiting);
        Assert.True(confirmation.TryTake(now.AddSeconds(1)));
        Assert.False(confirmation.TryTake(now.AddSeconds(1)));
        confirmation.Give(now);
        Assert.False(confirmation.TryTake(now.AddHours(1)));
        Assert.False(confirmation.IsWaiting);
    }

    private static string Hear(Socket listener)
    {
        byte[] datagram = new byte[64];
        return Encoding.ASCII.GetString(datagram, 0, listener.Receive(datagram));
    }
}
