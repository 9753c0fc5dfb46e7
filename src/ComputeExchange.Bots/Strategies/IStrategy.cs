using ComputeExchange.Bots.Markets;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>How a participant trades: a step over what it sees. No clock, no threads, no randomness but what it was
/// given.</summary>
public interface IStrategy
{
    /// <summary>Decides what to send now.</summary>
    /// <param name="view">What everybody sees.</param>
    /// <param name="own">What the participant holds.</param>
    /// <param name="requests">Receives requests, to be sent in this order; their headers are empty.</param>
    void Step(MarketView view, Inventory own, List<Command> requests);
}
