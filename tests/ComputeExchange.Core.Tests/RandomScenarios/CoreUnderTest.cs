using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The real core.</summary>
internal sealed class CoreUnderTest : IExchangeUnderTest
{
    private readonly Exchange _exchange = new();

    public void Apply(in Command command, List<Event> into) => _exchange.Apply(command, new ListSink(into));

    public RejectReason Top(ParticipantId asker, in Instrument instrument, out TopOfBook top) =>
        _exchange.Top(asker, instrument, out top);

    public IEnumerable<OpenOrderView> OpenOrders() => _exchange.OpenOrders().Select(open => new OpenOrderView(open.State,
        [.. open.Profile.Select(run => (new DeliveryWindow(run.StartHour, run.Hours), (long)run.Gpus))]));

    public IEnumerable<CreditUse> CreditUsed() =>
        _exchange.State.Credit.Lines.Select(line => new CreditUse(line.From.Id, line.To.Id, line.Used));

    private sealed class ListSink(List<Event> into) : IEventSink
    {
        public void On(in Event happened) => into.Add(happened);
    }
}
