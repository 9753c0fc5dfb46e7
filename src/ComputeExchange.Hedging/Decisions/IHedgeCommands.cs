using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>Where the hedger puts its commands: the engine's ring.</summary>
public interface IHedgeCommands
{
    /// <summary>Puts a command in, without waiting.</summary>
    /// <param name="command">The command with its session and request number. It carries the start of the hour that the
    /// hedge book knows for a time, since the hedger reads no clock; the engine stamps its own. Its body hash is a function
    /// of the body.</param>
    /// <returns>False when there is no room: nothing was taken, and the hedger comes back with its next step.</returns>
    bool TrySend(in Command command);
}
