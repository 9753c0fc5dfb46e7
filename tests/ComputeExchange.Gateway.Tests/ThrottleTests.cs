namespace ComputeExchange.Gateway.Tests;

/// <summary>A session's rate, counted to the request: orders, cancels, and the tier beyond which it is logged out.</summary>
public class ThrottleTests
{
    private const int Limit = 50;
    private const int CancelFactor = 4;
    private const int LogoutFactor = 10;
    private const int MostCancels = Limit * CancelFactor;
    private const int MostOfAll = MostCancels * LogoutFactor;

    [Theory]
    [InlineData(Limit - 1, 0)]
    [InlineData(Limit, 0)]
    [InlineData(Limit + 1, 1)]
    public void Orders_at_the_limit_pass_and_the_one_beyond_is_refused(int sent, int refused)
    {
        using TestVenue venue = Venue();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Enter(alpha, sent);
        AssertCounts(alpha, sent - refused, refused);
    }

    [Theory]
    [InlineData(MostCancels - 1, 0)]
    [InlineData(MostCancels, 0)]
    [InlineData(MostCancels + 1, 1)]
    public void Cancels_have_a_larger_budget_of_their_own_when_that_of_orders_is_used_up(int sent, int refused)
    {
        using TestVenue venue = Venue();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Enter(alpha, Limit + 1);
        alpha.Forget();
        for (int i = 1; i <= sent; i++)
            Cancel(alpha, $"none{i}");
        Assert.Equal(refused, Throttled(alpha));
        Assert.Equal(sent - refused, alpha.Reports.Count(report => report.RejectReason == RejectReason.UnknownOrder));
    }

    [Fact]
    public void A_mass_cancel_still_gets_through_when_orders_do_not()
    {
        using TestVenue venue = Venue();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Enter(alpha, Limit + 5);
        alpha.Request(Command.Of(default, new MassCancel { Participant = DemoMarket.Alpha }));
        Assert.Equal(Limit, alpha.Reports.Count(report => report.CancelReason == CancelReason.MassCancel));
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(40, 2)]
    [InlineData(1_000, Limit)]
    public void The_budget_fills_evenly_and_no_further_than_its_burst(int millis, int passed)
    {
        using TestVenue venue = Venue();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Enter(alpha, Limit);
        venue.Pass(millis, pieceMillis: 20);
        alpha.Forget();
        Enter(alpha, Limit + 10, "b");
        AssertCounts(alpha, passed, Limit + 10 - passed);
    }

    [Theory]
    [InlineData(MostOfAll - 1, false)]
    [InlineData(MostOfAll, false)]
    [InlineData(MostOfAll + 1, true)]
    public void Beyond_the_outer_tier_the_session_is_logged_out_and_its_orders_are_cancelled(int sent, bool isLoggedOut)
    {
        using TestVenue venue = Venue();
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        WireClient alpha = venue.Connect();
        alpha.LogOn(TestVenue.AlphaSession, change: logon => logon with { CancelOnDisconnect = true });
        Enter(alpha, sent);
        Assert.Equal(isLoggedOut ? DisconnectReason.ThrottledOut : DisconnectReason.None, alpha.EndReason);
        venue.Pump();
        Event[] cancelled = [.. venue.Engine.Events.Where(happened => happened.Kind == EventKind.Cancelled)];
        Assert.Equal(isLoggedOut ? Limit : 0, cancelled.Length);
        Assert.All(cancelled, happened => Assert.Equal(CancelReason.Disconnected, happened.Cancelled.Reason));

        // Another session's rate is its own.
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 1, 2.6m));
        Assert.Equal(ExecutionType.New, Assert.Single(beta.Reports).Type);
    }

    private static TestVenue Venue() => new(new GatewayOptions
    {
        RequestsPerSecond = Limit,
        RequestBurst = Limit,
        CancelFactor = CancelFactor,
        LogoutFactor = LogoutFactor,
    });

    private static void Enter(WireClient client, int orders, string prefix = "a")
    {
        for (int i = 1; i <= orders; i++)
            client.Request(DemoMarket.Lots(DemoMarket.Alpha, $"{prefix}{i}", Side.Buy, 1, 2.5m));
    }

    private static void Cancel(WireClient client, string clOrdId) => client.Request(Command.Of(
        default, new CancelOrder { Participant = DemoMarket.Alpha, OrigClOrdId = ClOrdId.Parse(clOrdId) }));

    private static int Throttled(WireClient client) =>
        client.Reports.Count(report => report.RejectReason == RejectReason.Throttled);

    private static void AssertCounts(WireClient client, int accepted, int refused)
    {
        Assert.Equal(accepted, client.Reports.Count(report => report.Type == ExecutionType.New));
        Assert.Equal(refused, Throttled(client));
    }
}
