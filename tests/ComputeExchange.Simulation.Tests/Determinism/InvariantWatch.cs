using ComputeExchange.Core;
using ComputeExchange.Core.Tests.Invariants;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Simulation.Tests.Audit;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>Holds a long run against what must hold of any market: what a command touches after every command, and the whole
/// market, counted from the events alone, every so many commands.</summary>
internal sealed class InvariantWatch(int commandsBetweenRecounts) : IAuditWatch
{
    private static readonly IInvariant[] OfEachCommand =
    [
        new EndedOrdersAddUp(), new NoHourOversold(), new EverySaleFitsItsMachines(), new CoverWithinLimit(),
        new NobodyDealsBeyondTheLimit(), new NoSelfMatch(),
    ];

    private readonly Recount _count = new();
    private readonly ExposureCount _exposures = new();
    private readonly List<Event> _events = [];
    private readonly ControlsInForce _controls = new();
    private long _steps;

    /// <summary>The kinds of commands that came: bit i for kind i.</summary>
    public ulong Kinds { get; private set; }

    /// <summary>How often the whole market was recounted.</summary>
    public int Recounts { get; private set; }

    public void Before(Exchange exchange, in Command command) => _events.Clear();

    public void On(in Command command, in Event happened) => _events.Add(happened);

    public void After(Exchange exchange, in Command command)
    {
        Kinds |= 1UL << (int)command.Kind;
        Hold(_controls.Breach(new Step(command, _events, [], [])), command, exchange);
        bool recounts = ++_steps % commandsBetweenRecounts == 0;
        Step step = new(Known(command), _events, recounts ? OpenOf(exchange) : [], recounts ? CreditOf(exchange) : []);
        _count.Follow(step);
        _exposures.Follow(step, _count.Market.Reference);
        if (_count.Faults.Count > 0)
            Hold(_count.Faults[0], command, exchange);
        foreach (IInvariant invariant in recounts ? MarketInvariants.All : OfEachCommand)
            // What is halted may rest though it would trade.
            if (!_controls.IsAnythingHalted || invariant is not NothingLeftToTrade)
                Hold(invariant.Breach(_count, step), command, exchange);
        if (!recounts)
            return;
        Hold(_exposures.Breach(exchange, _count.Market.Reference), command, exchange);
        Recounts++;
    }

    /// <summary>To the count, what is no business of orders, credit and reference data is time that passes.</summary>
    private static Command Known(in Command command) => command.Kind switch
    {
        CommandKind.OpenSession or CommandKind.ConnectSession or CommandKind.DisconnectSession or CommandKind.SetIndexValue
            or CommandKind.SetReferencePrice or CommandKind.SetFees or CommandKind.SetHedging or CommandKind.SetHedgeRatio
            or CommandKind.SetHalt or CommandKind.SetPreTradeLimits or CommandKind.SetPriceCollar
            => Command.Tick(command.Header),
        _ => command,
    };

    private static void Hold(string? breach, in Command command, Exchange exchange)
    {
        if (breach is not null)
            Assert.Fail($"after command {exchange.Sequence}, a {command.Kind}: {breach}");
    }

    private static List<OpenOrderView> OpenOf(Exchange exchange) =>
        [.. exchange.OpenOrders().Select(open => new OpenOrderView(open.State,
            [.. open.Profile.Select(run => (new DeliveryWindow(run.StartHour, run.Hours), (long)run.Gpus))]))];

    private static List<CreditUse> CreditOf(Exchange exchange) =>
        [.. exchange.State.Credit.Lines.Select(line => new CreditUse(line.From.Id, line.To.Id, line.Used))];
}
