namespace ComputeExchange.Messages;

/// <summary>The side of an order.</summary>
public enum Side : byte
{
    /// <summary>A buy: a bid.</summary>
    Buy = 1,

    /// <summary>A sell: an offer.</summary>
    Sell = 2,
}

/// <summary>FIX OrdType.</summary>
public enum OrderType : byte
{
    /// <summary>Trades at its limit or better.</summary>
    Limit = 1,

    /// <summary>Trades at any price; always IOC.</summary>
    Market = 2,
}

/// <summary>FIX TimeInForce.</summary>
public enum TimeInForce : byte
{
    /// <summary>Until cancelled, or its gate.</summary>
    GoodTillCancel = 1,

    /// <summary>Until the next UTC midnight.</summary>
    Day = 2,

    /// <summary>Until a given time.</summary>
    GoodTillDate = 3,

    /// <summary>Trades what it can at once; the rest is cancelled.</summary>
    ImmediateOrCancel = 4,

    /// <summary>Trades whole at once or is cancelled.</summary>
    FillOrKill = 5,
}

/// <summary>What an aggressor's order does when it meets an order of its own participant.</summary>
public enum SelfMatchInstruction : byte
{
    /// <summary>The resting order is cancelled and the search goes on.</summary>
    CancelResting = 1,

    /// <summary>What is left of the aggressor is cancelled.</summary>
    CancelAggressor = 2,

    /// <summary>The resting order is cancelled, then the aggressor.</summary>
    CancelBoth = 3,
}

/// <summary>What a participant is.</summary>
public enum ParticipantKind : byte
{
    /// <summary>Owns or rents capacity; trades forwards with dealers.</summary>
    Principal = 1,

    /// <summary>Trades forwards with anyone it has credit with, and basket futures.</summary>
    Dealer = 2,

    /// <summary>Trades basket futures.</summary>
    MarketMaker = 3,

    /// <summary>Runs the market: reference data, credit, kill switches, settlement.</summary>
    Operator = 4,
}
