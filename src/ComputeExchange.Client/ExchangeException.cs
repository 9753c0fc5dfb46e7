using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>The session is over for good: nothing that was asked will be answered through this client.</summary>
public sealed class ExchangeException : Exception
{
    /// <summary>An end with its reason.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="text">The same for a person.</param>
    /// <param name="cause">What was thrown on the client's side; null where the server ended the session.</param>
    public ExchangeException(DisconnectReason reason, string text, Exception? cause = null)
        : base(text, cause)
    {
        Reason = reason;
    }

    /// <summary>Why; None when it failed on the client's side, by a handler that threw, which is the inner exception.</summary>
    public DisconnectReason Reason { get; }
}
