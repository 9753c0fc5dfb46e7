using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>What a run of commands came to, counted beside the exchange that carries it out: from what is asked and what
/// happens, never from its inside.</summary>
internal sealed class RunFigures : IEventSink, IDisposable
{
    private readonly DemoMarket _market;
    private readonly Dictionary<RejectReason, long> _rejections = [];
    private Command _command;

    /// <summary>Nothing counted yet.</summary>
    public RunFigures(DemoMarket market)
    {
        _market = market;
        Capacity = new CapacityUse(IsPrincipal);
    }

    /// <summary>Trades and notional.</summary>
    public ForwardTally Forwards { get; } = new();

    /// <summary>Capacity offered and sold.</summary>
    public CapacityUse Capacity { get; }

    /// <summary>Credit, counted a second time.</summary>
    public CreditAudit Credit { get; } = new();

    /// <summary>Best against dealable.</summary>
    public DealableTally Dealable { get; } = new();

    /// <summary>The trades in their order.</summary>
    public TradeDigest Digest { get; } = new();

    /// <summary>Commands so far.</summary>
    public long Commands { get; private set; }

    /// <summary>What was refused, by reason.</summary>
    public IReadOnlyDictionary<RejectReason, long> Rejections => _rejections;

    /// <summary>Gives a command to an exchange and counts what happens.</summary>
    public void Apply(Exchange exchange, in Command command) => Apply(exchange, command, this);

    /// <summary>Gives a command to an exchange whose events go to a sink that passes them on to this one.</summary>
    public void Apply(Exchange exchange, in Command command, IEventSink events)
    {
        Commands++;
        _command = command;
        if (command.Kind == CommandKind.NewOrder && IsPrincipal(command.NewOrder.Participant))
            Dealable.Look(exchange, command.NewOrder);
        if (command.Kind == CommandKind.Settle)
        {
            int engineHour = Math.Max(exchange.Time.Hour, command.Header.Time.Hour);
            Credit.Settle(command.Settle.ThroughHour, engineHour);
        }
        exchange.Apply(command, events);
    }

    /// <inheritdoc/>
    public void On(in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.New when _command.Kind == CommandKind.NewOrder:
                Capacity.Add(_command.NewOrder);
                break;
            case EventKind.Applied:
                Credit.Apply(_command);
                break;
            case EventKind.Rejected:
                _rejections[happened.Rejected.Reason] = _rejections.GetValueOrDefault(happened.Rejected.Reason) + 1;
                break;
            case EventKind.Trade:
                Add(happened.Trade);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Digest.Dispose();

    private void Add(in Trade trade)
    {
        Forwards.Add(trade, trade.Instrument.IsBasket ? MultiplierOf(trade.Instrument.Basket) : 0);
        Capacity.Add(trade);
        Credit.Add(trade);
        Digest.Add(trade);
    }

    private int MultiplierOf(BasketId basket) => _market.Directory.Baskets[basket.Value - 1].Multiplier;

    private bool IsPrincipal(ParticipantId participant) =>
        participant.Value >= 1 && participant.Value <= _market.Participants.Count
        && _market.Participants[participant.Value - 1].Kind == ParticipantKind.Principal;
}
