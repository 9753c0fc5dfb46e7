using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>The session is over for good: nothing that was asked will be answered through this client.</summary>
public sealed class ExchangeException : Exception
{
    /// <summary>An end with its reason.</summary>
    public ExchangeException(DisconnectReason reason, string text)
        : base(text)
    {
        Reason = reason;
    }

    /// <summary>Why.</summary>
    public DisconnectReason Reason { get; }
}
