using ComputeExchange.Client.Tests.Venue;

namespace ComputeExchange.Client.Tests;

public class ExchangeClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_ten_lines_of_the_README_trade()
    {
        using TcpVenue venue = new();
        await using ExchangeClient beta = await venue.ConnectAsync("beta-1");
        await beta.EnterAsync(Order.Sell(DemoMarket.Future, 4, 2.59m, "s1"));

        StringWriter output = new();
        ExecutionReport cancelled = await TenLines.TradeAsync(venue.KeyFile("alpha-1"), venue.Port, output).WaitAsync(Patience);

        Assert.Equal(6, cancelled.Leaves);
        Assert.Equal(
            ["best ask 4 @ 2.59", "New b1 0 @ 0", "Trade b1 4 @ 2.59", "Cancelled b1 0 @ 0", "6 lots of b1 were left"],
            output.ToString().Split(output.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_order_call_ends_with_the_report_that_accepts_or_rejects_it()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1");

        ExecutionReport accepted = await alpha.EnterAsync(Order.Buy(DemoMarket.Window, 64, 2.5m, "a1"));
        Assert.Equal(ExecutionType.New, accepted.Type);
        ExecutionReport rejected = await alpha.EnterAsync(Order.Buy(DemoMarket.Window, 63, 2.5m, "a2"));
        Assert.Equal((ExecutionType.Rejected, RejectReason.InvalidQuantity), (rejected.Type, rejected.RejectReason));
        ExecutionReport replaced = await alpha.ReplaceAsync(new ReplaceOrder
        {
            ClOrdId = ClOrdId.Parse("a3"),
            OrigClOrdId = ClOrdId.Parse("a1"),
            Given = ReplacedTerms.Gpus,
            Gpus = 32,
        });
        Assert.Equal((ExecutionType.Replaced, 32), (replaced.Type, replaced.Leaves));
        Assert.Equal(ExecutionType.Cancelled, (await alpha.CancelAsync("a3")).Type);
        Assert.True((await alpha.MassCancelAsync()).IsApplied);
    }

    [Fact]
    public async Task A_participant_sets_its_own_credit_lines_and_no_others()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        SetCreditLine line = new() { To = DemoMarket.Beta, Limit = new Money(1), AddOn = Limits.FullAddOn };
        Assert.True((await alpha.SetCreditLineAsync(line)).IsApplied);
        Assert.Equal(
            RejectReason.NotPermitted,
            (await alpha.SetCreditLineAsync(line with { From = DemoMarket.Beta, To = DemoMarket.Alpha })).Reason);
    }

    [Fact]
    public async Task An_operator_defines_kills_settles_and_takes_snapshots()
    {
        using TcpVenue venue = new();
        await using ExchangeClient desk = await venue.ConnectAsync("desk-1");

        RequestAnswer defined = await desk.RequestAsync(
            Command.Of(default, new DefineRegion { Code = Code.Parse("ap-south-1") }));
        Assert.Equal(3, defined.Id);
        Assert.Equal(3, desk.Reference.Region("ap-south-1").Id.Value);
        Assert.True((await desk.RequestAsync(
            Command.Of(default, new SetKillSwitch { Participant = DemoMarket.Alpha, On = true }))).IsApplied);
        Assert.True((await desk.RequestAsync(Command.Of(default, new Settle { ThroughHour = 56_000 }))).IsApplied);
        Assert.True((await desk.RequestAsync(
            Command.Of(default, new SetIndexValue { Basket = new BasketId(1), NanoDollars = 2_500_000_000 }))).IsApplied);
        Assert.Equal(venue.Engine.Applied.Count, await desk.SnapshotNowAsync());

        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        Assert.Equal(RejectReason.Killed, (await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1"))).RejectReason);
        InvalidOperationException refused =
            await Assert.ThrowsAsync<InvalidOperationException>(() => alpha.SnapshotNowAsync());
        Assert.Contains("NotPermitted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_order_sent_while_connections_drop_is_applied_exactly_once_and_reported_exactly_once()
    {
        using TcpVenue venue = new();
        List<long> reports = [];
        int connections = 0;
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1", client =>
        {
            client.Reported += report => reports.Add(report.ReportNumber);
            client.ConnectionChanged += change => connections += change.IsConnected ? 1 : 0;
        });
        const int orders = 2_000;
        List<Task<ExecutionReport>> entered = [];
        for (int i = 0; i < orders; i++)
        {
            entered.Add(alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, $"a{i}")));
            if (i % 250 == 249)
            {
                await entered[i - 100].WaitAsync(Patience);
                alpha.DropConnection();
            }
        }

        ExecutionReport[] answers = await Task.WhenAll(entered).WaitAsync(Patience);

        Assert.All(answers, answer => Assert.Equal(ExecutionType.New, answer.Type));
        Assert.Equal(orders, answers.Select(answer => answer.Entry).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, orders).Select(number => (long)number), reports);
        Assert.True(connections > 1);
    }

    [Fact]
    public async Task A_client_carries_on_after_a_restart_of_the_server()
    {
        using TcpVenue venue = new();
        List<long> reports = [];
        await using ExchangeClient alpha = await venue.ConnectAsync(
            "alpha-1", client => client.Reported += report => reports.Add(report.ReportNumber));
        MarketSubscription top = await alpha.SubscribeAsync(DemoMarket.Future);
        await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1"));
        venue.Restart();
        await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 2, 2.6m, "a2")).WaitAsync(Patience);
        TaskCompletionSource seen = new();
        top.Changed += changed =>
        {
            if (changed.Top.BestBid.Quantity == 3)
                seen.TrySetResult();
        };
        await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 3, 2.7m, "a3")).WaitAsync(Patience);
        await seen.Task.WaitAsync(Patience);
        Assert.Equal([1L, 2L, 3L], reports);
    }

    [Fact]
    public async Task A_later_process_takes_up_the_reports_after_its_last()
    {
        using TcpVenue venue = new();
        long last;
        await using (ExchangeClient alpha = await venue.ConnectAsync("alpha-1"))
        {
            await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1"));
            last = alpha.LastReportNumber;
        }

        await using (ExchangeClient beta = await venue.ConnectAsync("beta-1"))
            await beta.EnterAsync(Order.Sell(DemoMarket.Future, 1, 2.5m, "b1"));

        TaskCompletionSource<ExecutionReport> first = new();
        await using ExchangeClient again = await ExchangeClient.ConnectAsync(
            venue.Options("alpha-1") with { LastReportNumber = last },
            client => client.Reported += report => first.TrySetResult(report));
        ExecutionReport trade = await first.Task.WaitAsync(Patience);
        Assert.Equal((2L, ExecutionType.Trade, 0L), (trade.ReportNumber, trade.Type, trade.RequestNumber));
        Assert.Equal(2, (await again.SendAsync(Order.Buy(DemoMarket.Future, 1, 2.4m, "a2"))));
    }

    [Fact]
    public async Task Open_orders_and_positions_come_whole()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        for (int i = 1; i <= 700; i++)
            await alpha.SendAsync(Order.Buy(DemoMarket.Future, i, 2.5m, $"a{i}"));
        await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 701, 2.5m, "a701")).WaitAsync(Patience);

        OpenOrderList open = await alpha.OpenOrdersAsync().WaitAsync(Patience);
        Assert.Equal(701, open.AsOfReportNumber);
        Assert.Equal(Enumerable.Range(1, 701).Select(i => (long)i), open.Orders.Select(order => order.Leaves));
        PositionList positions = await alpha.PositionsAsync().WaitAsync(Patience);
        Assert.Equal([64L, -8L], positions.Exposures.Select(exposure => exposure.GpuHours));
        Assert.Equal((1, new Money(1_234)), (positions.Baskets.Count, positions.Cash));
    }

    [Fact]
    public async Task Reports_can_be_read_as_a_stream()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        using CancellationTokenSource end = new(Patience);
        await using IAsyncEnumerator<ExecutionReport> reports = alpha.ReadReportsAsync(end.Token).GetAsyncEnumerator(end.Token);
        ValueTask<bool> next = reports.MoveNextAsync();
        await alpha.SendAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1"));
        Assert.True(await next);
        Assert.Equal("a1", reports.Current.ClOrdId.ToString());
    }

    [Fact]
    public async Task A_wrong_key_ends_the_client_with_the_reason()
    {
        using TcpVenue venue = new();
        ExchangeException refused = await Assert.ThrowsAsync<ExchangeException>(
            () => ExchangeClient.ConnectAsync(venue.Options("alpha-1") with { Key = new byte[32] }));
        Assert.Equal(DisconnectReason.WrongKey, refused.Reason);
    }

    [Fact]
    public async Task A_client_whose_session_another_takes_over_does_not_fight_for_it()
    {
        using TcpVenue venue = new();
        await using ExchangeClient first = await venue.ConnectAsync("alpha-1");
        TaskCompletionSource<DisconnectReason> gone = new();
        first.ConnectionChanged += change => gone.TrySetResult(change.Reason);
        await using ExchangeClient second = await venue.ConnectAsync("alpha-1");
        Assert.Equal(DisconnectReason.Superseded, await gone.Task.WaitAsync(Patience));
        Assert.Equal(ExecutionType.New, (await second.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1"))).Type);
    }

    [Fact]
    public async Task A_subscription_to_what_there_is_not_is_refused()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => alpha.SubscribeAsync(Instrument.Future(new BasketId(7), DeliveryMonth.Of(2026, 8))).WaitAsync(Patience));
        Assert.Contains("UnknownInstrument", refused.Message, StringComparison.Ordinal);
    }
}
