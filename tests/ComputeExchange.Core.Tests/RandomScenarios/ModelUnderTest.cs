using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The reference model.</summary>
internal sealed class ModelUnderTest : IExchangeUnderTest
{
    private readonly ReferenceExchange _model = new();

    public void Apply(in Command command, List<Event> into) => into.AddRange(_model.Apply(command));

    public RejectReason Top(ParticipantId asker, in Instrument instrument, out TopOfBook top) =>
        _model.Top(asker, instrument, out top);

    public IEnumerable<OpenOrderView> OpenOrders() =>
        _model.OpenOrders().Select(open => new OpenOrderView(open.State, open.Profile));

    public IEnumerable<CreditUse> CreditUsed() =>
        _model.Market.Lines.Select(line => new CreditUse(line.Key.From, line.Key.To, line.Value.Used));
}
