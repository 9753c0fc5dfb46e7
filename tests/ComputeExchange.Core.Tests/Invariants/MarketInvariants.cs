using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>Everything that must hold after every command, of the model as of the core: so the yardstick is itself
/// measured.</summary>
internal static class MarketInvariants
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<IInvariant> All =
    [
        new EveryOrderAccountedFor(), new EndedOrdersAddUp(), new NoHourOversold(), new EverySaleFitsItsMachines(),
        new CoverWithinLimit(), new NobodyDealsBeyondTheLimit(), new CreditAddsUp(), new NoSelfMatch(), new NothingLeftToTrade(),
    ];

    /// <summary>The first breach in a run, as text; null when there is none.</summary>
    public static string? FirstBreach(
        Scenario scenario, IExchangeUnderTest exchange, params IReadOnlyList<IInvariant> invariants)
    {
        Recount count = new();
        for (int i = 0; i < scenario.Commands.Count; i++)
        {
            List<Event> events = [];
            string? thrown = ExchangeAgainstModel.Thrown(exchange, scenario.Commands[i], events);
            if (thrown is not null)
                return $"after command {i + 1}, {scenario.LineOf(i)}\n{thrown}";
            Step step = new(scenario.Commands[i], events, [.. exchange.OpenOrders()], [.. exchange.CreditUsed()]);
            count.Follow(step);
            foreach (IInvariant invariant in invariants)
            {
                if (invariant.Breach(count, step) is { } breach)
                    return $"after command {i + 1}, {scenario.LineOf(i)}\n{invariant.GetType().Name} is broken: {breach}";
            }
        }
        return null;
    }
}
