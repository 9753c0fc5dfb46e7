using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>A command, what it made happen, and what the exchange says of itself thereafter.</summary>
internal sealed record Step(
    Command Command, IReadOnlyList<Event> Events, IReadOnlyList<OpenOrderView> Open, IReadOnlyList<CreditUse> Credit)
{
    /// <summary>The trades in their order.</summary>
    public IEnumerable<Trade> Trades =>
        Events.Where(happened => happened.Kind == EventKind.Trade).Select(happened => happened.Trade);
}
