using ComputeExchange.Journal;

namespace ComputeExchange.Gateway.Tests;

/// <summary>The cases of the two numbered streams one by one, each over the engine with its journal, whose machine stops in the
/// middle and starts again.</summary>
public sealed class TwoStreamsTests : IDisposable
{
    private readonly Random _chance = new(1);
    private readonly CrashVenue _venue = new(new GatewayOptions { RequestsPerSecond = 0 }, JournalLimits.MinSegmentBytes);

    public void Dispose() => _venue.Dispose();

    [Fact]
    public void A_request_that_comes_again_after_a_restart_has_no_second_effect()
    {
        WireClient alpha = LogOn();
        alpha.RequestAs(1, Order(1));
        _venue.Crash(_chance);
        alpha = LogOn(lastReport: 1);
        alpha.RequestAs(1, Order(1));
        alpha.RequestAs(2, Order(2));
        Assert.Equal(["a2"], Accepted(alpha));
        Assert.Empty(Refused(alpha));
        Assert.Equal(["a1", "a2"], OpenOrders());
    }

    [Fact]
    public void A_number_used_for_another_request_is_refused_after_a_restart_too()
    {
        WireClient alpha = LogOn();
        alpha.RequestAs(1, Order(1));
        alpha.RequestAs(1, Order(2));
        Assert.Equal([(1L, RejectReason.RequestNumberReused)], Refused(alpha));
        _venue.Crash(_chance);
        alpha = LogOn(lastReport: 1);
        alpha.RequestAs(1, Order(3));
        Assert.Equal([(1L, RejectReason.RequestNumberReused)], Refused(alpha));
        alpha.RequestAs(2, Order(4));
        Assert.Equal(["a1", "a4"], OpenOrders());
    }

    [Fact]
    public void A_number_older_than_the_remembered_ones_is_passed_over_whatever_it_says()
    {
        WireClient alpha = LogOn();
        for (int number = 1; number <= Limits.RememberedRequests + 1; number++)
            alpha.RequestAs(number, Order(number));
        _venue.Crash(_chance);
        alpha = LogOn(lastReport: Limits.RememberedRequests + 1);
        alpha.RequestAs(1, Order(5_000));
        Assert.Empty(Refused(alpha));
        alpha.RequestAs(2, Order(5_000));
        Assert.Equal([(2L, RejectReason.RequestNumberReused)], Refused(alpha));
        Assert.Empty(alpha.Reports);
        Assert.Equal(Limits.RememberedRequests + 1, OpenOrders().Length);
    }

    [Fact]
    public void A_gap_is_refused_before_and_after_a_restart_until_the_missing_request_comes()
    {
        WireClient alpha = LogOn();
        alpha.RequestAs(1, Order(1));
        alpha.RequestAs(3, Order(3));
        Assert.Equal([(3L, RejectReason.RequestGap)], Refused(alpha));
        _venue.Crash(_chance);
        alpha = LogOn(lastReport: 1);
        Assert.Equal(1, alpha.Single<LogonAccepted>().LastRequestNumber);
        alpha.RequestAs(3, Order(3));
        Assert.Equal([(3L, RejectReason.RequestGap)], Refused(alpha));
        alpha.RequestAs(2, Order(2));
        alpha.RequestAs(3, Order(3));
        Assert.Equal(["a1", "a2", "a3"], OpenOrders());
    }

    [Fact]
    public void A_rejected_request_uses_its_number_up_and_a_malformed_frame_does_not()
    {
        WireClient alpha = LogOn();
        alpha.RequestAs(1, Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, -1, 2.5m)));
        alpha.SendBody([0x91, (byte)MessageType.NewOrder]);
        Assert.Equal(DisconnectReason.MalformedMessage, alpha.EndReason);
        _venue.Crash(_chance);
        alpha = LogOn();
        Assert.Equal(1, alpha.Single<LogonAccepted>().LastRequestNumber);
        Assert.Equal([ExecutionType.Rejected], alpha.Reports.Select(report => report.Type));
        alpha.RequestAs(2, Order(2));
        Assert.Equal(["a2"], OpenOrders());
    }

    [Fact]
    public void A_second_logon_supersedes_the_first_and_what_the_first_still_sends_has_no_effect()
    {
        WireClient first = LogOn();
        first.RequestAs(1, Order(1));
        WireClient second = LogOn(lastReport: 1);
        Assert.Equal(DisconnectReason.Superseded, first.EndReason);
        first.RequestAs(2, Order(90));
        second.RequestAs(2, Order(2));
        _venue.Crash(_chance);
        WireClient third = LogOn(lastReport: 1);
        Assert.Equal(2, third.Single<LogonAccepted>().LastRequestNumber);
        Assert.Equal([2L], third.ReportNumbers);
        WireClient fourth = LogOn(lastReport: 2);
        Assert.Equal(DisconnectReason.Superseded, third.EndReason);
        third.RequestAs(3, Order(91));
        fourth.RequestAs(3, Order(3));
        Assert.Equal(["a1", "a2", "a3"], OpenOrders());
    }

    [Fact]
    public void What_was_not_answered_when_the_machine_stopped_is_sent_again_and_has_one_effect()
    {
        WireClient alpha = LogOn();
        alpha.RequestAs(1, Order(1));
        _venue.IsStill = true;
        for (int number = 2; number <= 9; number++)
            alpha.RequestAs(number, Order(number));
        _venue.Gateway.Step();
        _venue.Engine.TryJournal();
        _venue.IsStill = false;
        _venue.Crash(_chance);
        alpha = LogOn(lastReport: 1);
        long last = alpha.Single<LogonAccepted>().LastRequestNumber;
        Assert.Equal(9, last);
        for (int number = 2; number <= 9; number++)
            alpha.RequestAs(number, Order(number));
        Assert.Equal(Enumerable.Range(2, 8).Select(number => (long)number), alpha.ReportNumbers);
        Assert.Equal(9, OpenOrders().Length);
    }

    [Fact]
    public void Missed_reports_come_after_a_restart_each_once_and_go_on_without_a_gap()
    {
        WireClient alpha = LogOn();
        for (int number = 1; number <= 40; number++)
            alpha.RequestAs(number, Order(number));
        _venue.Crash(_chance);
        alpha = LogOn(lastReport: 25);
        alpha.RequestAs(41, Order(41));
        Assert.Equal(Enumerable.Range(26, 16).Select(number => (long)number), alpha.ReportNumbers);
    }

    [Fact]
    public void Reports_that_are_gone_are_said_to_be_gone_and_pages_with_later_reports_tell_all_orders()
    {
        const int many = 4_100;
        WireClient alpha = LogOn();
        for (int number = 1; number <= many; number++)
        {
            alpha.RequestAs(number, Order(number));
            if (number % 500 == 0)
                _venue.TakeSnapshot();
        }

        _venue.Crash(_chance, losesReports: true);
        alpha = LogOn(lastReport: 10);
        ReportsGone gone = alpha.Single<ReportsGone>();
        Assert.Equal(many, gone.LastReportNumber);
        Assert.True(gone.FirstReportNumber is > 11 and <= many, $"reports from {gone.FirstReportNumber} on are there");
        Assert.Empty(alpha.Reports);
        alpha.Send(new OpenOrdersQuery { QueryId = 1 });
        alpha.RequestAs(many + 1, Order(many + 1));
        List<string> known = [];
        foreach (OpenOrdersPage page in alpha.All<OpenOrdersPage>())
        {
            Assert.Equal(many, page.AsOfReportNumber);
            known.AddRange(page.Orders.ToArray().Select(order => order.ClOrdId.ToString()));
        }

        known.AddRange(Accepted(alpha));
        Assert.Equal(OpenOrders(), known);
        Assert.Equal(many + 1, known.Count);
    }

    private static Command Order(int id) =>
        Command.Of(default, DemoMarket.Lots(DemoMarket.Alpha, $"a{id}", Side.Buy, 10, 2.5m));

    private WireClient LogOn(long lastReport = 0)
    {
        WireClient client = _venue.Connect();
        client.LogOn(TestVenue.AlphaSession, lastReport);
        Assert.Equal(DisconnectReason.None, client.EndReason);
        return client;
    }

    private string[] OpenOrders() => [.. _venue.Engine.Exchange.OpenOrders().Select(open => open.State.ClOrdId.ToString())];

    private static IEnumerable<string> Accepted(WireClient client) =>
        client.Reports.Where(report => report.Type == ExecutionType.New).Select(report => report.ClOrdId.ToString());

    private static IEnumerable<(long Number, RejectReason Reason)> Refused(WireClient client) =>
        client.All<RequestRefused>().Select(refused => (refused.RequestNumber, refused.Reason));
}
