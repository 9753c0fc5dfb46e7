using System.Runtime.InteropServices;
using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>A command, what it made happen, and what the exchange says of itself thereafter.</summary>
internal sealed record Step(
    Command Command, List<Event> Events, IReadOnlyList<OpenOrderView> Open, IReadOnlyList<CreditUse> Credit)
{
    /// <summary>The trades in their order.</summary>
    public IReadOnlyList<Trade> Trades { get; } = TradesOf(Events);

    // An event is large and most commands make no trade: millions of steps pass here.
    private static IReadOnlyList<Trade> TradesOf(List<Event> events)
    {
        List<Trade>? trades = null;
        foreach (ref readonly Event happened in CollectionsMarshal.AsSpan(events))
            if (happened.Kind == EventKind.Trade)
                (trades ??= []).Add(happened.Trade);
        return trades is null ? [] : trades;
    }
}
