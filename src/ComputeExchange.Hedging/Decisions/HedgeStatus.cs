namespace ComputeExchange.Hedging.Decisions;

/// <summary>Why a contract is traded for a dealer now, or is not.</summary>
public enum HedgeStatus
{
    /// <summary>An order is wanted: it is sent as soon as the dealer's last one has been applied.</summary>
    Wanted,

    /// <summary>The gap is less than a lot.</summary>
    OnTarget,

    /// <summary>What trading would take away of the risk does not pay for its cost: the no-trade band.</summary>
    InsideBand,

    /// <summary>Open hedge orders are for all that is wanted.</summary>
    Working,

    /// <summary>Nobody stands on the other side of the contract.</summary>
    NoTop,

    /// <summary>The last order met nobody it could trade with, and nothing has changed since.</summary>
    NoTrade,

    /// <summary>The last order was refused, and nothing has changed since.</summary>
    Refused,

    /// <summary>Pre-trade limits allow not even one lot.</summary>
    OverLimit,

    /// <summary>The basket is halted.</summary>
    Halted,

    /// <summary>The dealer's kill switch is on.</summary>
    Killed,

    /// <summary>The dealer is not hedged: hedging is off, or it is no dealer.</summary>
    Off,
}
