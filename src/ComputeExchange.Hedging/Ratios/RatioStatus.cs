namespace ComputeExchange.Hedging.Ratios;

/// <summary>Whether there is a hedge ratio, and if not, why not. Without a ratio there is no hedge.</summary>
public enum RatioStatus
{
    /// <summary>There is a ratio.</summary>
    Estimated,

    /// <summary>Fewer changes are known than the estimate asks for.</summary>
    TooFewObservations,

    /// <summary>The futures (of several: all of them) did not move, so nothing can be said of how to hedge with them.</summary>
    NoFuturesVariance,

    /// <summary>The price to be hedged did not move, so nothing can be said of what it moves with.</summary>
    NoSpotVariance,
}
