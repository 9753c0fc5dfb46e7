namespace ComputeExchange.Gateway.Tests;

/// <summary>Every way in which a session ends, and that it ends alone.</summary>
public class DisconnectTests
{
    [Fact]
    public void A_frame_without_a_body_ends_the_session() =>
        EndsAlone(client => client.SendBytes([0, 0, 0, 0]), DisconnectReason.BadFrame);

    [Fact]
    public void A_frame_over_the_limit_ends_the_session() =>
        EndsAlone(client => client.SendBytes([0, 1, 0, 1]), DisconnectReason.FrameTooLong);

    [Fact]
    public void What_is_no_message_ends_the_session() =>
        EndsAlone(client => client.SendBody([0xC1]), DisconnectReason.MalformedMessage);

    [Fact]
    public void A_heartbeat_with_a_field_too_many_ends_the_session() =>
        EndsAlone(client => client.SendBody([0x92, (byte)MessageType.Heartbeat, 1]), DisconnectReason.MalformedMessage);

    [Theory]
    [InlineData((byte)MessageType.Hello)]
    [InlineData((byte)MessageType.Logon)]
    [InlineData((byte)MessageType.ConnectSession)]
    [InlineData((byte)MessageType.Tick)]
    [InlineData((byte)200)]
    public void A_message_that_a_client_does_not_send_ends_the_session(byte type) =>
        EndsAlone(client => client.SendBody(type < 128 ? [0x91, type] : [0x91, 0xCC, type]), DisconnectReason.UnexpectedMessage);

    [Fact]
    public void A_logout_ends_the_session() => EndsAlone(client => client.Send(default(Logout)), DisconnectReason.LoggedOut);

    [Fact]
    public void Anything_before_the_logon_is_unexpected()
    {
        using TestVenue venue = new();
        WireClient client = venue.Connect();
        client.Send(default(Heartbeat));
        Assert.Equal(DisconnectReason.UnexpectedMessage, client.Single<LogonRefused>().Reason);
    }

    [Fact]
    public void Random_bytes_end_one_session_and_touch_nobody_else()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
                bytes.AsSpan(0, Math.Min(3, bytes.Length)).Clear();
            using TestVenue venue = new();
            WireClient noisy = venue.LogOn(TestVenue.AlphaSession);
            WireClient beta = venue.LogOn(TestVenue.BetaSession);
            noisy.SendBytes(bytes);
            beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 3, 2.5m));
            Assert.True(beta.EndReason == DisconnectReason.None && beta.Reports.Count == 1, $"seed {seed}");
        }
    }

    [Fact]
    public void The_connection_closes_once_the_reason_was_read_or_had_its_time()
    {
        using TestVenue venue = new(new GatewayOptions { LingerMillis = 1_000 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Send(default(Logout));
        Assert.Equal(1, venue.Gateway.ConnectionCount);
        venue.Pass(1_000);
        Assert.Equal(0, venue.Gateway.ConnectionCount);
        Assert.Equal(DisconnectReason.LoggedOut, alpha.EndReason);
        Assert.True(alpha.IsClosed);
    }

    [Fact]
    public void A_connection_that_does_not_log_on_in_time_is_ended()
    {
        using TestVenue venue = new(new GatewayOptions { LogonTimeoutMillis = 500 });
        WireClient client = venue.Connect();
        venue.Pass(490);
        Assert.Equal(DisconnectReason.None, client.EndReason);
        venue.Pass(10);
        Assert.Equal(DisconnectReason.LogonTimeout, client.EndReason);
    }

    [Fact]
    public void A_client_that_is_silent_for_two_heartbeats_is_ended_and_one_that_is_not_stays()
    {
        using TestVenue venue = new();
        WireClient silent = venue.Connect();
        silent.LogOn(TestVenue.AlphaSession, change: logon => logon with { HeartbeatMillis = 200 });
        WireClient steady = venue.Connect();
        steady.LogOn(TestVenue.BetaSession, change: logon => logon with { HeartbeatMillis = 200 });
        for (int passed = 0; passed < 390; passed += 130)
        {
            venue.Pass(130);
            steady.Send(default(Heartbeat));
        }

        Assert.Equal(DisconnectReason.None, silent.EndReason);
        venue.Pass(10);
        Assert.Equal(DisconnectReason.HeartbeatTimeout, silent.EndReason);
        Assert.Equal(DisconnectReason.None, steady.EndReason);
        Assert.Equal(CommandKind.DisconnectSession, venue.Engine.Applied[^1].Kind);
    }

    [Fact]
    public void The_server_says_that_it_is_there_when_it_has_said_nothing_else()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.Connect();
        alpha.LogOn(TestVenue.AlphaSession, change: logon => logon with { HeartbeatMillis = 200 });
        venue.Pass(190);
        Assert.Empty(alpha.All<Heartbeat>());
        venue.Pass(10);
        alpha.Send(default(Heartbeat));
        Assert.Single(alpha.All<Heartbeat>());
        venue.Pass(200);
        Assert.Equal(2, alpha.All<Heartbeat>().Count);
    }

    [Theory]
    [InlineData(0u, 5_000u)]
    [InlineData(1u, 100u)]
    [InlineData(700u, 700u)]
    [InlineData(uint.MaxValue, 60_000u)]
    public void A_client_gets_the_heartbeat_it_asks_for_within_bounds(uint asked, uint given)
    {
        using TestVenue venue = new();
        WireClient alpha = venue.Connect();
        alpha.LogOn(TestVenue.AlphaSession, change: logon => logon with { HeartbeatMillis = asked });
        Assert.Equal(given, alpha.Single<LogonAccepted>().HeartbeatMillis);
    }

    [Fact]
    public void One_connection_more_than_there_may_be_is_refused()
    {
        using TestVenue venue = new(new GatewayOptions { MaxConnections = 2 });
        WireClient first = venue.LogOn(TestVenue.AlphaSession);
        venue.Connect();
        WireClient third = venue.Connect();
        Assert.Equal(DisconnectReason.TooManySessions, third.EndReason);
        Assert.True(third.IsClosed);
        Assert.Equal(DisconnectReason.None, first.EndReason);
    }

    [Fact]
    public void One_address_cannot_take_the_places_of_all_others()
    {
        using TestVenue venue = new(new GatewayOptions { MaxConnections = 10, MaxLoggingOnPerAddress = 3 });
        WireClient[] greedy = [.. Enumerable.Range(0, 5).Select(_ => venue.Connect("10.0.0.66"))];
        Assert.Equal(2, greedy.Count(client => client.EndReason == DisconnectReason.TooManySessions));
        Assert.Equal(DisconnectReason.None, venue.LogOn(TestVenue.BetaSession).EndReason);

        // Who has logged on does not count any more.
        greedy[0].LogOn(TestVenue.AlphaSession);
        Assert.Equal(DisconnectReason.None, venue.Connect("10.0.0.66").EndReason);
        Assert.Equal(DisconnectReason.TooManySessions, venue.Connect("10.0.0.66").EndReason);
    }

    [Fact]
    public void A_client_that_does_not_read_is_cut_off_and_the_others_trade_on()
    {
        using TestVenue venue = new(new GatewayOptions { MaxOutboundBytes = 256 << 10 });
        WireClient slow = venue.Connect(capacityBytes: 16 << 10);
        slow.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        slow.Reads = false;
        for (int i = 1; i <= 8_000; i++)
            slow.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 1, 2.5m));
        Assert.Contains(venue.Log, line => line.Contains("does not read", StringComparison.Ordinal));
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 1, 2.5m));
        Assert.Equal(2, beta.Reports.Count);
        slow.Reads = true;
        Assert.Equal(DisconnectReason.SlowReader, slow.EndReason);
        long last = slow.ReportNumbers.Last();
        WireClient again = venue.LogOn(TestVenue.AlphaSession, last);
        Assert.Equal(last + 1, again.ReportNumbers.First());
    }

    [Fact]
    public void A_client_that_takes_nothing_is_cut_off_in_time_however_little_waits_for_it()
    {
        using TestVenue venue = new(new GatewayOptions { SlowReaderMillis = 2_000 });
        WireClient slow = venue.Connect(capacityBytes: 1 << 10);
        slow.LogOn(TestVenue.AlphaSession);
        slow.Reads = false;
        for (int i = 1; i <= 60; i++)
            slow.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 1, 2.5m));
        Assert.InRange(venue.Gateway.HeldBytes, 1, 64 << 10);
        venue.Pass(1_980);
        slow.Send(default(Heartbeat));
        Assert.Equal(1, venue.Gateway.ConnectionCount);
        venue.Pass(20 + venue.Options.LingerMillis);
        Assert.Equal(0, venue.Gateway.ConnectionCount);
        Assert.Equal(0, venue.Gateway.HeldBytes);
        Assert.Contains(venue.Log, line => line.Contains("does not read", StringComparison.Ordinal));
        Assert.Equal(CommandKind.DisconnectSession, venue.Engine.Applied[^1].Kind);
    }

    [Fact]
    public void What_is_held_for_a_client_that_does_not_read_is_its_bound_at_most()
    {
        const int bound = 256 << 10;
        const int piece = 32 << 10;
        using TestVenue venue = new(new GatewayOptions { MaxOutboundBytes = bound });
        WireClient slow = venue.Connect(capacityBytes: 16 << 10);
        slow.LogOn(TestVenue.AlphaSession);
        slow.Reads = false;
        long most = 0;
        for (int i = 1; i <= 8_000; i++)
        {
            slow.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 1, 2.5m));
            most = Math.Max(most, venue.Gateway.HeldBytes);
        }

        Assert.InRange(most, bound - piece, bound);
    }

    [Fact]
    public void A_request_that_the_engine_does_not_take_for_too_long_ends_the_session()
    {
        using TestVenue venue = new(new GatewayOptions { PendingWorkTimeoutMillis = 2_000 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        venue.Engine.Capacity = 0;
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 1, 2.5m));
        venue.Pass(1_990);
        Assert.Equal(DisconnectReason.None, alpha.EndReason);
        venue.Pass(10);
        Assert.Equal(DisconnectReason.TooMuchPendingWork, alpha.EndReason);
    }

    [Fact]
    public void A_stopping_server_says_so_to_everyone()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient greeted = venue.Connect();
        venue.Gateway.Stop();
        venue.Pump();
        Assert.Equal(DisconnectReason.ServerStopping, alpha.EndReason);
        Assert.Equal(DisconnectReason.ServerStopping, greeted.EndReason);
        venue.Pass(1_000);
        Assert.True(venue.Gateway.HasStopped);
    }

    [Fact]
    public void A_halted_engine_ends_every_session()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        venue.Gateway.Listener.OnHalted(new InvalidOperationException("a test"));
        venue.Pump();
        Assert.Equal(DisconnectReason.ServerFailed, alpha.EndReason);
    }

    [Fact]
    public void A_gateway_that_falls_too_far_behind_cuts_everyone_off_and_loses_nothing()
    {
        using TestVenue venue = new(new GatewayOptions { MaxInboxBytes = 1 << 20 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        const int many = 20_000;
        ApplyAtOnce(venue, many, i => $"a{i}");
        venue.Pump();
        Assert.Equal(DisconnectReason.SlowReader, alpha.EndReason);
        WireClient again = venue.LogOn(TestVenue.AlphaSession, alpha.ReportNumbers.LastOrDefault());
        Assert.Equal(many, again.Single<LogonAccepted>().LastRequestNumber);
        Assert.Equal(many, again.ReportNumbers.Last());
    }

    [Fact]
    public void Nothing_is_sent_behind_the_first_report_that_found_no_room()
    {
        // Where the bound falls within a report depends on their lengths: some of these leave room for a short one only.
        for (int rest = 0; rest < 240; rest += 12)
        {
            using TestVenue venue = new(new GatewayOptions { MaxOutboundBytes = (256 << 10) + rest });
            WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
            ApplyAtOnce(venue, 8_000, i => i % 2 == 0 ? $"a{i}" : $"a{i}".PadRight(20, '-'));
            venue.Pump();
            Assert.Equal(DisconnectReason.SlowReader, alpha.EndReason);
            List<long> numbers = [.. alpha.ReportNumbers];
            Assert.NotEmpty(numbers);
            Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
        }
    }

    /// <summary>Requests of the first session that the engine tells the gateway of all at once.</summary>
    private static void ApplyAtOnce(TestVenue venue, int many, Func<int, string> idOf)
    {
        for (int i = 1; i <= many; i++)
        {
            NewOrder order = DemoMarket.Lots(DemoMarket.Alpha, idOf(i), Side.Buy, 1, 2.5m);
            CommandHeader header = new()
            {
                Time = venue.Engine.Now,
                Session = new SessionId(1),
                RequestNumber = i,
                BodyHash = (ulong)i,
            };
            venue.Engine.Apply(Command.Of(header, order));
        }
    }

    private static void EndsAlone(Action<WireClient> act, DisconnectReason reason)
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        act(alpha);
        Assert.Equal(reason, alpha.EndReason);
        Assert.Equal(CommandKind.DisconnectSession, venue.Engine.Applied[^1].Kind);
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 3, 2.5m));
        Assert.Equal([1L], beta.ReportNumbers);
    }
}
