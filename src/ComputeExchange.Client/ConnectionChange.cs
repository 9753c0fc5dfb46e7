using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>The connection came or went.</summary>
/// <param name="IsConnected">Whether the session is on now.</param>
/// <param name="Reason">When it went: why.</param>
public readonly record struct ConnectionChange(bool IsConnected, DisconnectReason Reason);
