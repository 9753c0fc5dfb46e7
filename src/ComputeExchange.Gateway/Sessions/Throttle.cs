using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>What becomes of a request by its session's rate.</summary>
internal enum ThrottleVerdict : byte
{
    /// <summary>It is within the rate.</summary>
    Pass,

    /// <summary>It is over the rate: the core uses its number up and refuses it.</summary>
    Refuse,

    /// <summary>The session goes on far over its rate.</summary>
    LogOut,
}

/// <summary>
/// A session's rate in two tiers: over the inner one requests are refused, over the outer one the session ends. Cancels have a
/// larger budget of their own, since they take risk away.
/// </summary>
internal sealed class Throttle(GatewayOptions options, long nowNanos)
{
    private readonly TokenBucket _requests = new(options.RequestsPerSecond, options.RequestBurst, nowNanos);

    private readonly TokenBucket _cancels = new(
        (long)options.RequestsPerSecond * options.CancelFactor, (long)options.RequestBurst * options.CancelFactor, nowNanos);

    private readonly TokenBucket _all = new(
        (long)options.RequestsPerSecond * options.CancelFactor * options.LogoutFactor,
        (long)options.RequestBurst * options.CancelFactor * options.LogoutFactor,
        nowNanos);

    /// <summary>Charges one request.</summary>
    public ThrottleVerdict Judge(MessageType type, long nowNanos)
    {
        if (!_all.TryTake(nowNanos))
            return ThrottleVerdict.LogOut;
        TokenBucket budget = type is MessageType.CancelOrder or MessageType.MassCancel ? _cancels : _requests;
        return budget.TryTake(nowNanos) ? ThrottleVerdict.Pass : ThrottleVerdict.Refuse;
    }
}
