using ComputeExchange.Gateway.Transport;

namespace ComputeExchange.Gateway.Tests;

/// <summary>Wrong keys are counted, by address and by name, and who gave too many is not listened to for a while.</summary>
public class LogonGuardTests
{
    private const string Attacker = "10.0.0.66";
    private const string Home = "10.0.0.1";

    private static readonly GatewayOptions Options = new()
    {
        ConnectionsPerSecond = 0,
        WrongKeysMax = 3,
        WrongKeyWindowMillis = 60_000,
        LockoutMillis = 30_000,
    };

    [Fact]
    public void An_address_is_locked_out_by_its_last_wrong_key_and_let_in_again_when_the_time_is_over()
    {
        using TestVenue venue = new(Options);
        Assert.Equal(DisconnectReason.WrongKey, TryWrongKey(venue, Attacker, "x-1"));
        Assert.Equal(DisconnectReason.WrongKey, TryWrongKey(venue, Attacker, "x-2"));
        Assert.Equal(DisconnectReason.None, LogOn(venue, Attacker, TestVenue.BetaSession).EndReason);
        Assert.Equal(DisconnectReason.WrongKey, TryWrongKey(venue, Attacker, "x-3"));
        Assert.Contains(venue.Log, line => line.Contains($"address {Attacker} is locked out", StringComparison.Ordinal));

        // Not even a right key is looked at now, and what is tried does not make the time longer.
        venue.Pass(29_990, pieceMillis: 1_000);
        Assert.Equal(DisconnectReason.LockedOut, LogOn(venue, Attacker, TestVenue.AlphaSession).EndReason);
        Assert.Equal(DisconnectReason.None, LogOn(venue, Home, TestVenue.AlphaSession).EndReason);
        venue.Pass(10);
        Assert.Equal(DisconnectReason.None, LogOn(venue, Attacker, TestVenue.AlphaSession).EndReason);
    }

    [Fact]
    public void A_logon_over_a_connection_that_was_open_before_the_lock_is_refused_too()
    {
        using TestVenue venue = new(Options);
        WireClient early = venue.Connect(Attacker);
        for (int i = 0; i < Options.WrongKeysMax; i++)
            TryWrongKey(venue, Attacker, TestVenue.AlphaSession);
        early.LogOn(TestVenue.BetaSession);
        Assert.Equal(DisconnectReason.LockedOut, early.EndReason);
    }

    [Fact]
    public void A_name_is_locked_for_all_addresses_but_the_one_from_which_it_last_logged_on()
    {
        using TestVenue venue = new(Options);
        LogOn(venue, Home, TestVenue.AlphaSession).Cut();
        for (int i = 0; i < Options.WrongKeysMax; i++)
            Assert.Equal(DisconnectReason.WrongKey, TryWrongKey(venue, $"10.0.1.{i}", TestVenue.AlphaSession));
        Assert.Equal(DisconnectReason.LockedOut, LogOn(venue, "10.0.2.1", TestVenue.AlphaSession).EndReason);
        Assert.Equal(DisconnectReason.None, LogOn(venue, "10.0.2.1", TestVenue.BetaSession).EndReason);
        Assert.Equal(DisconnectReason.None, LogOn(venue, Home, TestVenue.AlphaSession).EndReason);
    }

    [Fact]
    public void A_session_that_is_on_is_not_touched_by_what_its_address_does()
    {
        using TestVenue venue = new(Options);
        WireClient alpha = LogOn(venue, Attacker, TestVenue.AlphaSession);
        for (int i = 0; i < Options.WrongKeysMax; i++)
            TryWrongKey(venue, Attacker, TestVenue.AlphaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 1, 2.5m));
        Assert.Single(alpha.Reports);
    }

    [Fact]
    public void Wrong_keys_that_come_seldom_enough_lock_nothing()
    {
        using TestVenue venue = new(Options);
        for (int i = 0; i < 4; i++)
        {
            TryWrongKey(venue, Attacker, TestVenue.AlphaSession);
            TryWrongKey(venue, Attacker, TestVenue.AlphaSession);
            venue.Pass(60_000, pieceMillis: 20_000);
        }

        Assert.Equal(DisconnectReason.None, LogOn(venue, Attacker, TestVenue.AlphaSession).EndReason);
    }

    [Fact]
    public void A_lockout_of_no_time_is_none()
    {
        using TestVenue venue = new(Options with { LockoutMillis = 0 });
        for (int i = 0; i < 20; i++)
            Assert.Equal(DisconnectReason.WrongKey, TryWrongKey(venue, Attacker, TestVenue.AlphaSession));
    }

    [Fact]
    public void More_addresses_than_are_remembered_push_the_first_one_out()
    {
        using TestVenue venue = new(Options);
        for (int i = 0; i < Options.WrongKeysMax; i++)
            TryWrongKey(venue, Attacker, $"x-{i}");
        Assert.Equal(DisconnectReason.LockedOut, LogOn(venue, Attacker, TestVenue.AlphaSession).EndReason);
        for (int i = 0; i < GatewayOptions.MaxWrongKeyTallies; i++)
            TryWrongKey(venue, $"10.1.{i / 256}.{i % 256}", $"y-{i}");
        Assert.Equal(DisconnectReason.None, LogOn(venue, Attacker, TestVenue.AlphaSession).EndReason);
    }

    [Fact]
    public void A_flood_of_refusals_does_not_flood_the_log()
    {
        using TestVenue venue = new(new GatewayOptions { MaxConnections = 1, ConnectionsPerSecond = 0 });
        venue.LogOn(TestVenue.AlphaSession);
        for (int i = 0; i < 2_000; i++)
            venue.Connect();
        Assert.InRange(venue.Log.Count, 1, 200);
        venue.Pass(1_000);
        venue.Connect();
        Assert.Contains("1800 more were left out", venue.Log[^1], StringComparison.Ordinal);
    }

    private static DisconnectReason TryWrongKey(TestVenue venue, string address, string session)
    {
        WireClient client = venue.Connect(address);
        client.LogOn(session, change: logon => logon with { Answer = default });
        DisconnectReason reason = client.EndReason;
        client.Cut();
        return reason;
    }

    private static WireClient LogOn(TestVenue venue, string address, string session)
    {
        WireClient client = venue.Connect(address);
        if (client.EndReason == DisconnectReason.None)
            client.LogOn(session);
        return client;
    }
}
