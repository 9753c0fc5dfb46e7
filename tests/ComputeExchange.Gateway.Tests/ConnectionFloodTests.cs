using ComputeExchange.Gateway.Tests.Venue;

namespace ComputeExchange.Gateway.Tests;

/// <summary>Connections are taken in at a rate of their own, so that strangers cannot take the time of sessions.</summary>
public class ConnectionFloodTests
{
    private const int Burst = 10;

    private static readonly GatewayOptions Options = new() { ConnectionsPerSecond = 100, ConnectionBurst = Burst };

    [Fact]
    public void Connections_beyond_the_rate_wait_and_are_taken_in_later_in_their_order()
    {
        using TestVenue venue = new(Options);
        WireClient[] flood = [.. Enumerable.Range(0, 3 * Burst).Select(_ => venue.Connect())];
        Assert.Equal(Enumerable.Range(0, Burst), Greeted(flood));
        venue.Pass(100);
        Assert.Equal(Enumerable.Range(0, 2 * Burst), Greeted(flood));
        venue.Pass(100);
        Assert.Equal(Enumerable.Range(0, 3 * Burst), Greeted(flood));
    }

    [Fact]
    public void Connections_that_are_refused_count_too()
    {
        using TestVenue venue = new(Options with { MaxConnections = 1 });
        venue.Connect();
        WireClient[] flood = [.. Enumerable.Range(0, 2 * Burst).Select(_ => venue.Connect())];
        Assert.Equal(Burst - 1, flood.Count(client => client.EndReason == DisconnectReason.TooManySessions));
        venue.Pass(100);
        Assert.Equal(2 * Burst - 1, flood.Count(client => client.EndReason == DisconnectReason.TooManySessions));
    }

    [Fact]
    public void A_session_that_is_on_does_not_wait_behind_a_flood()
    {
        using TestVenue venue = new(Options);
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (int i = 0; i < 3 * Burst; i++)
            venue.Connect();
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 1, 2.5m));
        Assert.Single(alpha.Reports);
    }

    [Fact]
    public void Without_a_rate_everyone_is_taken_in_at_once()
    {
        using TestVenue venue = new(Options with { ConnectionsPerSecond = 0 });
        WireClient[] flood = [.. Enumerable.Range(0, 3 * Burst).Select(_ => venue.Connect())];
        Assert.Equal(3 * Burst, Greeted(flood).Count());
    }

    private static IEnumerable<int> Greeted(WireClient[] clients) =>
        Enumerable.Range(0, clients.Length).Where(i => clients[i].Types.Contains(MessageType.Hello));
}
