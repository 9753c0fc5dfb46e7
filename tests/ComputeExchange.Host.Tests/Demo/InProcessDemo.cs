using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Host.Demo;
using ComputeExchange.Host.Demo.Report;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Host.Tests.Demo;

/// <summary>The demo's script carried out by exchange and hedger in the same process, without sockets or journal.</summary>
internal sealed class InProcessDemo : IEventSink, IDisposable
{
    private readonly BasketHedger _hedger = new();
    private Command _command;
    private readonly DemoPrices _prices = DemoPrices.Read();
    private readonly Exchange _exchange = new();
    private readonly DemoBots _bots;
    private readonly DemoScript _script;

    public InProcessDemo(ulong seed)
    {
        DateOnly first = _prices.Dates[0];
        Market = DemoMarket.Over(_prices.History, DeliveryMonth.Of(first.Year, first.Month));
        _bots = new DemoBots(Market, seed);
        _script = new DemoScript(Market, _prices, _bots, seed);
        Figures = new RunFigures(Market);
    }

    public DemoMarket Market { get; }

    public RunFigures Figures { get; }

    public List<Command> Commands { get; } = [];

    public List<Rejected> Rejections { get; } = [];

    public int Turns { get; private set; }

    public InProcessDemo Run(int dates)
    {
        foreach (Command definition in Market.Definitions())
            Apply(definition.With(new CommandHeader { Time = EngineTime.FromHour(0) }));
        foreach (DemoTurn turn in _script.Turns(dates))
        {
            Turns += Math.Min(1, turn.Requests.Length);
            foreach (Command request in turn.Requests)
                Apply(request.With(new CommandHeader { Time = turn.Time }));
            HedgeUntilQuiet(turn.Time);
        }
        return this;
    }

    public HedgeReport HedgeReport => new HedgeReporter(_hedger.Book).Report();

    public void On(in Event happened)
    {
        Figures.On(happened);
        _hedger.OnEvent(_command, happened);
        switch (happened.Kind)
        {
            case EventKind.Trade:
                Trade trade = happened.Trade;
                Fill(trade, trade.Buy, Side.Buy);
                Fill(trade, trade.Sell, Side.Sell);
                break;
            case EventKind.TopChanged:
                TopChanged top = happened.TopChanged;
                _script.View.SetTop(top.Basket, top.Month, top.Bid, top.Ask);
                break;
            case EventKind.Rejected:
                Rejections.Add(happened.Rejected);
                break;
        }
    }

    public void Dispose() => Figures.Dispose();

    /// <summary>What the hedger buys and sells for a dealer is not told to the dealer's own session.</summary>
    private void Fill(in Trade trade, in OrderState order, Side side)
    {
        if (!order.ClOrdId.StartsWith(ReservedNames.HedgeOrderPrefix))
            _bots.Of(order.Participant).Inventory.Fill(trade.Instrument, side, trade.Quantity);
    }

    private void HedgeUntilQuiet(EngineTime time)
    {
        List<Command> decided = [];
        do
        {
            decided.Clear();
            while (_hedger.TryStep(time, out Command hedge))
                decided.Add(hedge);
            foreach (Command hedge in decided)
                Apply(hedge);
        }
        while (decided.Count > 0);
        Assert.True(_hedger.IsQuiet);
    }

    private void Apply(in Command command)
    {
        _command = command;
        Commands.Add(command);
        Figures.Apply(_exchange, command, this);
    }
}
