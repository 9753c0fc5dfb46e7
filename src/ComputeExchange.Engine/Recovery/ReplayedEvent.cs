using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>Takes one event of a replay with the command that caused it; both are valid during the call only.</summary>
public delegate void ReplayedEvent(in Command command, in Event happened);
