using ComputeExchange.Bots.Markets;
using ComputeExchange.Client;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Host.Demo;

/// <summary>A bot's session at the exchange: an ordinary client over TCP, whose reports keep the bot's inventory.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    private readonly ExchangeClient _client;
    private readonly Dictionary<Instrument, MarketSubscription> _contracts = [];
    private readonly SessionTally _tally;

    private DemoSession(DemoBot bot, ExchangeClient client, SessionTally tally)
    {
        Bot = bot;
        _client = client;
        _tally = tally;
    }

    /// <summary>Whose it is.</summary>
    public DemoBot Bot { get; }

    /// <summary>Trades that its reports have told it.</summary>
    public long Trades => _tally.Trades;

    /// <summary>What it has traded by its reports: GPUs x hours and lots, bought and sold alike.</summary>
    public Int128 Volume => _tally.Volume;

    /// <summary>Connects and logs on.</summary>
    public static async Task<DemoSession> ConnectAsync(DemoBot bot, ClientOptions options)
    {
        SessionTally tally = new(bot);
        ExchangeClient client = await ExchangeClient.ConnectAsync(options, prepared => prepared.Reported += tally.On);
        return new DemoSession(bot, client, tally);
    }

    /// <summary>Sends a request; done when it is acknowledged, which is after it is durable.</summary>
    /// <param name="request">With an empty header.</param>
    /// <returns>None, or why it was refused.</returns>
    public async Task<RejectReason> SendAsync(Command request) => (await _client.RequestAsync(request)).Reason;

    /// <summary>Brings the bot up to date: all reports of what has happened so far, and the tops of the contracts.</summary>
    public async Task RefreshAsync(MarketView view)
    {
        foreach (Instrument contract in ContractsOf(view))
        {
            if (!_contracts.ContainsKey(contract))
                _contracts.Add(contract, await _client.SubscribeAsync(contract));
        }

        // The answer to a query stands in its place between the events: behind it, everything before it has been told.
        await _client.PositionsAsync();
        foreach ((Instrument contract, MarketSubscription subscription) in _contracts)
            view.SetTop(contract.Basket, contract.Month, subscription.Top.BestBid, subscription.Top.BestAsk);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static IEnumerable<Instrument> ContractsOf(MarketView view)
    {
        DeliveryMonth present = DeliveryMonth.OfHour(view.Now.Hour);
        foreach (ListedBasket basket in view.Directory.Baskets)
        {
            yield return Instrument.Future(basket.Id, present);
            yield return Instrument.Future(basket.Id, new DeliveryMonth(present.Index + 1));
        }
    }

    /// <summary>What reports say, on the client's reading thread.</summary>
    private sealed class SessionTally(DemoBot bot)
    {
        private long _trades;

        public long Trades => Volatile.Read(ref _trades);

        public Int128 Volume { get; private set; }

        public void On(ExecutionReport report)
        {
            if (report.Type != ExecutionType.Trade)
                return;
            bot.Inventory.Fill(report.Traded, report.Side, report.Quantity);
            Volume += (Int128)report.Quantity * (report.Traded.IsBasket ? 1 : report.Traded.Window.Hours);
            Volatile.Write(ref _trades, _trades + 1);
        }
    }
}
