namespace ComputeExchange.Gateway.Tests;

/// <summary>The server's stream: every report once, in order, without gaps, over any number of connections.</summary>
public class ReportStreamTests
{
    [Fact]
    public void A_client_that_comes_back_gets_what_it_missed_and_then_goes_on()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        Assert.Equal([1L], alpha.ReportNumbers);
        alpha.Cut();
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 3, 2.5m));
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b2", Side.Sell, 4, 2.5m));

        WireClient again = venue.LogOn(TestVenue.AlphaSession, lastReport: 1);
        Assert.Equal(3, again.Single<LogonAccepted>().LastReportNumber);
        again.Request(DemoMarket.Lots(DemoMarket.Alpha, "a2", Side.Buy, 10, 2.4m));
        Assert.Equal([2L, 3L, 4L], again.ReportNumbers);
        Assert.Equal([3, 4], again.Reports.Take(2).Select(report => report.Quantity));
    }

    [Fact]
    public void Reports_that_happen_while_earlier_ones_are_resent_come_after_them()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        const int many = 2_000;
        for (int i = 1; i <= many; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 1, 2.5m));
        alpha.Cut();

        // A small pipe that is not read holds the resending up while the other side goes on trading.
        WireClient again = venue.Connect(capacityBytes: 4_096);
        again.LogOn(TestVenue.AlphaSession);
        again.Reads = false;
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        for (int i = 1; i <= 50; i++)
            beta.Request(DemoMarket.Lots(DemoMarket.Beta, $"b{i}", Side.Sell, 1, 2.5m));
        again.Reads = true;
        Assert.Equal(Enumerable.Range(1, many + 50).Select(number => (long)number), again.ReportNumbers);
    }

    [Fact]
    public void Reports_that_are_gone_are_said_to_be_gone_and_pages_take_their_place()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (int i = 1; i <= 10; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, i, 2.5m));
        alpha.Cut();
        venue.Engine.DropReportsBefore(new SessionId(1), 5);

        WireClient again = venue.LogOn(TestVenue.AlphaSession, lastReport: 3);
        Assert.Equal(new ReportsGone { FirstReportNumber = 5, LastReportNumber = 10 }, again.Single<ReportsGone>());
        Assert.Empty(again.Reports);
        again.Send(new OpenOrdersQuery { QueryId = 7 });
        OpenOrdersPage page = again.Single<OpenOrdersPage>();
        Assert.Equal((7u, 10L, true, 10), (page.QueryId, page.AsOfReportNumber, page.IsLast, page.Orders.Length));
        again.Request(DemoMarket.Lots(DemoMarket.Alpha, "a11", Side.Buy, 1, 2.5m));
        Assert.Equal([11L], again.ReportNumbers);
    }

    [Fact]
    public void The_first_report_still_there_can_be_had()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (int i = 1; i <= 6; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, i, 2.5m));
        alpha.Cut();
        venue.Engine.DropReportsBefore(new SessionId(1), 5);
        WireClient again = venue.LogOn(TestVenue.AlphaSession, lastReport: 4);
        Assert.Equal(5, again.Single<LogonAccepted>().FirstReportNumber);
        Assert.Equal([5L, 6L], again.ReportNumbers);
        Assert.Empty(again.All<ReportsGone>());
    }

    [Fact]
    public void After_a_restart_both_streams_stand_where_they_stood()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a2", Side.Buy, 10, 2.5m));
        venue.Restart();
        WireClient again = venue.LogOn(TestVenue.AlphaSession, lastReport: 1);
        Assert.Equal(2, again.Single<LogonAccepted>().LastRequestNumber);
        Assert.Equal([2L], again.ReportNumbers);
        again.Request(DemoMarket.Lots(DemoMarket.Alpha, "a3", Side.Buy, 10, 2.5m));
        Assert.Equal([2L, 3L], again.ReportNumbers);
    }

    [Fact]
    public void A_second_logon_supersedes_the_first_and_the_core_never_sees_a_disconnect()
    {
        using TestVenue venue = new();
        WireClient first = venue.LogOn(TestVenue.AlphaSession);
        WireClient second = venue.LogOn(TestVenue.AlphaSession);
        Assert.Equal(DisconnectReason.Superseded, first.EndReason);
        second.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        Assert.Equal([1L], second.ReportNumbers);
        Assert.Empty(first.Reports);
        Assert.DoesNotContain(venue.Engine.Applied, command => command.Kind == CommandKind.DisconnectSession);
    }

    [Fact]
    public void Orders_are_cancelled_after_the_grace_that_the_logon_asked_for()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.Connect();
        alpha.LogOn(TestVenue.AlphaSession, change: logon => logon with { CancelOnDisconnect = true, GraceMillis = 5_000 });
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        Command connect = venue.Engine.Applied.Last(command => command.Kind == CommandKind.ConnectSession);
        ConnectSession connected = connect.ConnectSession;
        Assert.Equal((true, 5_000_000_000L), (connected.CancelOnDisconnect, connected.GraceNanos));

        alpha.Cut();
        venue.Engine.Now = new EngineTime(venue.Engine.Now.Nanos + 4_999_999_999);
        venue.Engine.Apply(Command.Tick(venue.Engine.Header()));
        Assert.DoesNotContain(venue.Engine.Events, happened => happened.Kind == EventKind.Cancelled);
        venue.Engine.Now = new EngineTime(venue.Engine.Now.Nanos + 1);
        venue.Engine.Apply(Command.Tick(venue.Engine.Header()));
        WireClient again = venue.LogOn(TestVenue.AlphaSession, lastReport: 1);
        Assert.Equal(CancelReason.Disconnected, Assert.Single(again.Reports).CancelReason);
    }

    [Fact]
    public void All_pages_of_a_list_show_one_moment()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        for (int i = 1; i <= 10; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, i, 2.5m));
        int changes = 2;
        venue.Engine.BetweenPages = () =>
        {
            if (changes-- > 0)
                venue.Engine.Apply(Command.Of(
                    venue.Engine.Header(), DemoMarket.Lots(DemoMarket.Beta, $"b{changes}", Side.Sell, 1, 2.5m)));
        };
        alpha.Send(new OpenOrdersQuery { QueryId = 1 });
        OpenOrdersPage page = alpha.Single<OpenOrdersPage>();
        Assert.Equal(12, page.AsOfReportNumber);
        Assert.Equal([1L, 3, 4, 5, 6, 7, 8, 9, 10], page.Orders.ToArray().Select(order => order.Leaves).Order());
        Assert.Equal(DisconnectReason.None, beta.EndReason);
    }

    [Fact]
    public void All_pages_of_positions_show_one_moment_though_no_report_tells_that_they_moved()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        int moves = 2;
        venue.Engine.BetweenPages = () => venue.Engine.PositionsMovedAt += moves-- > 0 ? 1 : 0;
        alpha.Send(new PositionsQuery { QueryId = 1 });
        PositionsPage page = alpha.Single<PositionsPage>();
        Assert.Equal(66, page.Exposures.Span[0].GpuHours);
        Assert.Equal(new Money(1_236), page.Cash);
    }

    [Fact]
    public void A_restarted_gateway_that_finds_an_engine_far_ahead_takes_requests()
    {
        using TestVenue venue = new(new GatewayOptions { MaxRequestsUnderWay = 2 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (int i = 1; i <= 9; i++)
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, i, 2.5m));
        venue.Restart();
        WireClient again = venue.LogOn(TestVenue.AlphaSession, lastReport: 9);
        again.Request(DemoMarket.Lots(DemoMarket.Alpha, "a10", Side.Buy, 1, 2.5m));
        Assert.Equal([10L], again.ReportNumbers);
    }
}
