using Xunit.Abstractions;

namespace ComputeExchange.Gateway.Tests;

/// <summary>An operator's kill switch: everything of a participant is gone in one command and stays gone, whatever crashes.</summary>
public class KillSwitchTests(ITestOutputHelper output)
{
    private const int Orders = 10_000;

    [Fact]
    public void Ten_thousand_orders_go_in_one_command_and_the_switch_is_still_on_after_a_crash()
    {
        using CrashVenue venue = new(new GatewayOptions { RequestsPerSecond = 0 });
        WireClient alpha = LogOn(venue, TestVenue.AlphaSession);
        WireClient beta = LogOn(venue, TestVenue.BetaSession);
        WireClient desk = LogOn(venue, TestVenue.DeskSession);
        for (int i = 1; i <= Orders; i++)
            alpha.Request(i % 2 == 0
                ? DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 1, 2.4m)
                : DemoMarket.Gpus(DemoMarket.Alpha, $"a{i}", Side.Sell, 8, 2.6m));
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 1, 2.6m));
        Assert.Equal(Orders + 1, venue.Engine.Exchange.OpenOrders().Count());

        long before = venue.Engine.Exchange.Sequence;
        desk.Request(Switch(true));
        Assert.Equal(before + 1, venue.Engine.Exchange.Sequence);
        Assert.Equal("b1", Assert.Single(venue.Engine.Exchange.OpenOrders()).State.ClOrdId.ToString());
        ExecutionReport[] killed = [.. alpha.Reports.Where(report => report.CancelReason == CancelReason.Killed)];
        Assert.Equal(Orders, killed.Select(report => report.ClOrdId.ToString()).Distinct().Count());
        Assert.Equal(Orders, killed.Length);
        AssertRefused(alpha, "after");

        venue.Crash(new Random(1));
        alpha = LogOn(venue, TestVenue.AlphaSession, lastReport: 2 * Orders + 1);
        Assert.Equal("b1", Assert.Single(venue.Engine.Exchange.OpenOrders()).State.ClOrdId.ToString());
        AssertRefused(alpha, "restarted");
        desk = LogOn(venue, TestVenue.DeskSession);
        desk.Request(Switch(false));
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "again", Side.Buy, 1, 2.4m));
        Assert.Equal(ExecutionType.New, alpha.Reports[^1].Type);
        output.WriteLine($"{Orders} orders killed in one command, {killed.Length} reports, refused before and after a crash");
    }

    [Fact]
    public void Who_may_still_reduce_may_no_more_and_no_less_after_a_crash()
    {
        using CrashVenue venue = new(new GatewayOptions { RequestsPerSecond = 0 });
        WireClient alpha = LogOn(venue, TestVenue.AlphaSession);
        WireClient beta = LogOn(venue, TestVenue.BetaSession);
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 10, 2.5m));
        beta.Request(DemoMarket.Gpus(DemoMarket.Beta, "b2", Side.Sell, 64, 2.5m));
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));
        alpha.Request(DemoMarket.Gpus(DemoMarket.Alpha, "a2", Side.Buy, 64, 2.5m));
        LogOn(venue, TestVenue.DeskSession).Request(Switch(true, reduceOnly: true));
        Enter(alpha, DemoMarket.Lots(DemoMarket.Alpha, "s1", Side.Sell, 4, 2.6m), isTaken: true);
        Enter(alpha, DemoMarket.Gpus(DemoMarket.Alpha, "s2", Side.Sell, 48, 2.6m), isTaken: true);
        AssertRefused(alpha, "adds");

        venue.Crash(new Random(2));
        alpha = LogOn(venue, TestVenue.AlphaSession);
        Assert.Equal(2, venue.Engine.Exchange.OpenOrders().Count());
        AssertRefused(alpha, "adds still");
        Enter(alpha, DemoMarket.Lots(DemoMarket.Alpha, "s3", Side.Sell, 7, 2.6m), isTaken: false);
        Enter(alpha, DemoMarket.Lots(DemoMarket.Alpha, "s4", Side.Sell, 6, 2.6m), isTaken: true);
        Enter(alpha, DemoMarket.Gpus(DemoMarket.Alpha, "s5", Side.Sell, 24, 2.6m), isTaken: false);
        Enter(alpha, DemoMarket.Gpus(DemoMarket.Alpha, "s6", Side.Sell, 16, 2.6m), isTaken: true);
    }

    [Fact]
    public void A_crash_as_the_switch_is_thrown_leaves_all_orders_or_none()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            Random random = new(seed);
            using CrashVenue venue = new(new GatewayOptions { RequestsPerSecond = 0 });
            WireClient alpha = LogOn(venue, TestVenue.AlphaSession);
            for (int i = 1; i <= 100; i++)
                alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, $"a{i}", Side.Buy, 1, 2.4m));
            CommandHeader header = new() { Time = venue.Engine.Now, Session = SessionId.Engine };
            Assert.True(venue.Engine.TrySubmit(Switch(true).With(header), default));
            venue.Engine.TryMatch();
            if (random.Next(2) == 0)
                venue.Engine.TryJournal();
            if (random.Next(2) == 0)
                venue.Engine.TryPublish();
            venue.Crash(random);

            // The command is in the journal or it is not: nothing lies between.
            int open = venue.Engine.Exchange.OpenOrders().Count();
            Assert.True(open is 0 or 100, $"seed {seed}: {open} open orders");
            alpha = LogOn(venue, TestVenue.AlphaSession);
            alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "next", Side.Buy, 1, 2.4m));
            Assert.Equal(open == 0, alpha.Reports[^1].RejectReason == RejectReason.Killed);
        }
    }

    private static Command Switch(bool on, bool reduceOnly = false) =>
        Command.Of(default, new SetKillSwitch { Participant = DemoMarket.Alpha, On = on, ReduceOnly = reduceOnly });

    private static void Enter(WireClient client, in NewOrder order, bool isTaken)
    {
        client.Request(order);
        ExecutionReport answer = client.Reports[^1];
        Assert.Equal((order.ClOrdId, isTaken ? ExecutionType.New : ExecutionType.Rejected), (answer.ClOrdId, answer.Type));
        Assert.Equal(isTaken ? RejectReason.None : RejectReason.Killed, answer.RejectReason);
    }

    private static WireClient LogOn(CrashVenue venue, string session, long lastReport = 0)
    {
        WireClient client = venue.Connect();
        client.LogOn(session, lastReport, logon => logon with { HeartbeatMillis = 60_000 });
        Assert.Equal(DisconnectReason.None, client.EndReason);
        return client;
    }

    private static void AssertRefused(WireClient client, string clOrdId)
    {
        client.Request(DemoMarket.Lots(DemoMarket.Alpha, clOrdId, Side.Buy, 1, 2.4m));
        Assert.Equal((ExecutionType.Rejected, RejectReason.Killed), (client.Reports[^1].Type, client.Reports[^1].RejectReason));
    }
}
