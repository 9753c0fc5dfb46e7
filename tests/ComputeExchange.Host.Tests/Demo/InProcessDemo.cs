using ComputeExchange.Core;
using ComputeExchange.Host.Demo;
using ComputeExchange.Host.Demo.Report;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Tests.Demo;

/// <summary>The demo's script carried out by an exchange in the same process, without sockets, journal or hedger.</summary>
internal sealed class InProcessDemo : IEventSink, IDisposable
{
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
            Turns++;
            foreach (Command request in turn.Requests)
                Apply(request.With(new CommandHeader { Time = turn.Time }));
        }
        return this;
    }

    public void On(in Event happened)
    {
        Figures.On(happened);
        switch (happened.Kind)
        {
            case EventKind.Trade:
                Trade trade = happened.Trade;
                _bots.Of(trade.Buy.Participant).Inventory.Fill(trade.Instrument, Side.Buy, trade.Quantity);
                _bots.Of(trade.Sell.Participant).Inventory.Fill(trade.Instrument, Side.Sell, trade.Quantity);
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

    private void Apply(in Command command)
    {
        Commands.Add(command);
        Figures.Apply(_exchange, command, this);
    }
}
