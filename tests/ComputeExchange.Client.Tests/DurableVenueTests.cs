using System.Collections.Concurrent;
using ComputeExchange.Client.Tests.Venue;
using ComputeExchange.Engine;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Client.Tests;

/// <summary>Exactly once, from a client's call to the files: over TCP, the engine on its threads, and a real journal.</summary>
public class DurableVenueTests
{
    private const int Wave = 500;
    private const int Orders = 3 * Wave;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_clients_trade_on_exactly_once_while_lines_drop_and_the_server_starts_again(bool underLoad)
    {
        using DurableVenue venue = new();
        Desk buyer = new(venue, "alpha-1", Side.Buy);
        Desk seller = new(venue, "beta-1", Side.Sell);
        await using ExchangeClient alpha = await buyer.ConnectAsync().WaitAsync(Patience);
        await using ExchangeClient beta = await seller.ConnectAsync().WaitAsync(Patience);
        List<Task<ExecutionReport[]>> entered = [];
        void EnterBoth() => entered.AddRange([buyer.EnterAsync(Wave), seller.EnterAsync(Wave)]);

        EnterBoth();
        await buyer.ReachAsync(Wave / 2);
        alpha.DropConnection();
        EnterBoth();
        await seller.ReachAsync(Wave);
        beta.DropConnection();
        if (underLoad)
            venue.RestartUnderLoad();
        else
            venue.Restart();
        EnterBoth();
        await buyer.ReachAsync(2 * Wave + Wave / 2);
        alpha.DropConnection();
        beta.DropConnection();
        ExecutionReport[][] accepted = await Task.WhenAll(entered).WaitAsync(Patience);

        // Each accepted once, under a number of its own; and since every order has its match, all of it traded.
        Assert.All(accepted.SelectMany(each => each), report => Assert.Equal(ExecutionType.New, report.Type));
        Assert.Equal(2 * Orders, accepted.SelectMany(each => each).Select(report => report.Entry).Distinct().Count());
        await buyer.ReachAsync(2 * Orders);
        await seller.ReachAsync(2 * Orders);
        Assert.Equal(Orders, buyer.Traded);
        Assert.Equal(Orders, seller.Traded);
        Assert.Equal(Enumerable.Range(1, 2 * Orders).Select(number => (long)number), buyer.Numbers);
        Assert.Equal(Enumerable.Range(1, 2 * Orders).Select(number => (long)number), seller.Numbers);
        Assert.True(buyer.Connections >= 2 && seller.Connections >= 2, $"{buyer.Connections} and {seller.Connections} connections");
        Assert.Empty((await alpha.OpenOrdersAsync().WaitAsync(Patience)).Orders);

        ulong left = venue.End();
        ReplayResult replayed = JournalReplay.Run(new FileStorage(venue.DataDirectory), new ReplayOptions());
        Assert.Equal(left, replayed.StateHash);
    }

    [Fact]
    public async Task A_client_that_has_kept_nothing_gets_every_report_again_from_the_files()
    {
        using DurableVenue venue = new();
        Desk before = new(venue, "alpha-1", Side.Buy);
        await using (await before.ConnectAsync().WaitAsync(Patience))
            await before.EnterAsync(Orders).WaitAsync(Patience);
        venue.Restart();

        Desk after = new(venue, "alpha-1", Side.Buy);
        await using ExchangeClient alpha = await after.ConnectAsync().WaitAsync(Patience);
        await after.ReachAsync(Orders);
        Assert.Equal(before.Reports, after.Reports);
        Assert.Equal(Orders, (await alpha.OpenOrdersAsync().WaitAsync(Patience)).Orders.Count);
    }

    /// <summary>One side of the market, and what it was told.</summary>
    private sealed class Desk(DurableVenue venue, string session, Side side)
    {
        private readonly ConcurrentQueue<ExecutionReport> _reports = new();
        private ExchangeClient? _client;
        private int _entered;

        public int Connections { get; private set; }

        public IEnumerable<ExecutionReport> Reports => _reports;

        public IEnumerable<long> Numbers => _reports.Select(report => report.ReportNumber);

        public long Traded => _reports.Where(report => report.Type == ExecutionType.Trade).Sum(report => report.Quantity);

        public async Task<ExchangeClient> ConnectAsync() =>
            _client = await ExchangeClient.ConnectAsync(venue.Options(session), client =>
            {
                client.Reported += _reports.Enqueue;
                client.ConnectionChanged += change => Connections += change.IsConnected ? 1 : 0;
            });

        public Task<ExecutionReport[]> EnterAsync(int orders)
        {
            int first = _entered + 1;
            _entered += orders;
            return Task.WhenAll(Enumerable.Range(first, orders).Select(i => _client!.EnterAsync(side == Side.Buy
                ? Order.Buy(DemoMarket.Future, 1, 2.5m, $"b{i}")
                : Order.Sell(DemoMarket.Future, 1, 2.5m, $"s{i}"))));
        }

        public async Task ReachAsync(int reports)
        {
            using CancellationTokenSource patience = new(Patience);
            while (_reports.Count < reports)
                await Task.Delay(1, patience.Token);
        }
    }
}
