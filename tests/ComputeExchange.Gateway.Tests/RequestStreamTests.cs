namespace ComputeExchange.Gateway.Tests;

/// <summary>The client's stream: each request has exactly one effect.</summary>
public class RequestStreamTests
{
    [Fact]
    public void A_request_that_comes_again_unchanged_is_passed_over()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Command order = Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        alpha.RequestAs(1, order);
        alpha.RequestAs(1, order);
        Assert.Equal(ExecutionType.New, Assert.Single(alpha.Reports).Type);
        Assert.Equal(DisconnectReason.None, alpha.EndReason);
    }

    [Fact]
    public void A_number_used_for_another_request_is_refused_and_the_stream_goes_on()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.RequestAs(1, Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m)));
        alpha.RequestAs(1, Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a2", Side.Buy, 10, 2.5m)));
        alpha.RequestAs(2, Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a3", Side.Buy, 10, 2.5m)));
        Assert.Equal([RejectReason.RequestNumberReused], RefusedNumbers(alpha));
        Assert.Equal(["a1", "a3"], Accepted(alpha));
    }

    [Fact]
    public void A_gap_is_refused_until_the_missing_request_comes()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Command second = Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a2", Side.Buy, 10, 2.5m));
        alpha.RequestAs(2, second);
        alpha.RequestAs(1, Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m)));
        alpha.RequestAs(2, second);
        Assert.Equal([RejectReason.RequestGap], RefusedNumbers(alpha));
        Assert.Equal(["a1", "a2"], Accepted(alpha));
    }

    [Fact]
    public void A_rejected_request_uses_its_number_up()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, -1, 2.5m));
        alpha.Cut();
        Assert.Equal(1, venue.LogOn(TestVenue.AlphaSession).Single<LogonAccepted>().LastRequestNumber);
    }

    [Fact]
    public void A_malformed_request_ends_the_session_and_uses_no_number()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.SendBody([0x91, (byte)MessageType.NewOrder]);
        Assert.Equal(DisconnectReason.MalformedMessage, alpha.EndReason);
        Assert.Equal(0, venue.LogOn(TestVenue.AlphaSession).Single<LogonAccepted>().LastRequestNumber);
    }

    [Fact]
    public void A_request_for_which_the_engine_has_no_room_waits_and_is_not_lost()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        venue.Engine.Capacity = 0;
        for (int i = 1; i <= 5; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 10, 2.5m));
        Assert.Empty(alpha.Reports);
        venue.Engine.Capacity = 1;
        venue.Pump();
        Assert.Equal(["a1", "a2", "a3", "a4", "a5"], Accepted(alpha));
    }

    [Fact]
    public void A_session_with_too_many_requests_under_way_is_not_read_and_touches_no_other()
    {
        using TestVenue venue = new(new GatewayOptions { MaxRequestsUnderWay = 2 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (int i = 1; i <= 7; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 10, 2.5m));
        Assert.Equal(7, Accepted(alpha).Count());
        Assert.Equal(DisconnectReason.None, alpha.EndReason);
    }

    [Fact]
    public void A_throttled_request_uses_its_number_up_and_the_budget_fills_again()
    {
        using TestVenue venue = new(new GatewayOptions { RequestsPerSecond = 10, RequestBurst = 1 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a2", Side.Buy, 10, 2.5m));
        venue.Pass(99, pieceMillis: 99);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a3", Side.Buy, 10, 2.5m));
        venue.Pass(1);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a4", Side.Buy, 10, 2.5m));
        Assert.Equal(["a1", "a4"], Accepted(alpha));
    }

    /// <summary>Whether the refusal of a number comes as a numbered report or by itself, the market says.</summary>
    private static IEnumerable<RejectReason> RefusedNumbers(WireClient client) =>
        client.All<RequestRefused>().Select(refused => refused.Reason)
            .Concat(client.Reports.Where(report => report.Type == ExecutionType.Rejected).Select(report => report.RejectReason));

    private static IEnumerable<string> Accepted(WireClient client) =>
        client.Reports.Where(report => report.Type == ExecutionType.New).Select(report => report.ClOrdId.ToString());
}
