namespace ComputeExchange.Messages;

/// <summary>Why a command was refused. Where several apply, the first of this list is given.</summary>
public enum RejectReason : byte
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>The session sent more than its rate allows.</summary>
    Throttled,

    /// <summary>No such participant.</summary>
    UnknownParticipant,

    /// <summary>No such SKU, region, basket or month.</summary>
    UnknownInstrument,

    /// <summary>A participant that may not: a principal in baskets, a session for another participant.</summary>
    NotPermitted,

    /// <summary>The market or basket is halted.</summary>
    Halted,

    /// <summary>The participant's kill switch is on.</summary>
    Killed,

    /// <summary>No such open order.</summary>
    UnknownOrder,

    /// <summary>The id is that of an open order of the same participant.</summary>
    DuplicateClOrdId,

    /// <summary>A quantity that is not positive, too large, or no multiple of the lot.</summary>
    InvalidQuantity,

    /// <summary>A price that is missing, not positive, too high, or off the tick; a quote whose bid reaches its ask.</summary>
    InvalidPrice,

    /// <summary>A window of a wrong length or outside of the calendar, or window terms out of range.</summary>
    InvalidWindow,

    /// <summary>GTD without a time or with one not in the future; a time without GTD.</summary>
    InvalidExpiry,

    /// <summary>Attributes that do not go together.</summary>
    InvalidCombination,

    /// <summary>More starts, markets, hours and parts than one search may have.</summary>
    SearchTooLarge,

    /// <summary>The gate has been reached.</summary>
    GateClosed,

    /// <summary>The order's value is over a limit.</summary>
    LimitExceeded,

    /// <summary>The price is outside the collar.</summary>
    PriceCollar,

    /// <summary>The participant has too many open orders.</summary>
    TooManyOrders,

    /// <summary>Too many complex buys rest in one market.</summary>
    TooManyComplexOrders,

    /// <summary>A PostOnly order would trade.</summary>
    WouldTrade,

    /// <summary>A SKU's lot, a market's lead or a participant's kind cannot change while it has open orders.</summary>
    OpenOrders,

    /// <summary>A session's request number that was used for another request.</summary>
    RequestNumberReused,

    /// <summary>A session's request number that leaves out the one before it.</summary>
    RequestGap,
}

/// <summary>Which field of a command a rejection is about, in FIX terms.</summary>
public enum RejectField : byte
{
    /// <summary>The command as a whole.</summary>
    None = 0,

    /// <summary>The participant.</summary>
    Participant,

    /// <summary>The SKU, region, basket or month.</summary>
    Instrument,

    /// <summary>The order's id.</summary>
    ClOrdId,

    /// <summary>The id of the order that is replaced or cancelled.</summary>
    OrigClOrdId,

    /// <summary>OrderQty.</summary>
    OrderQty,

    /// <summary>MinQty.</summary>
    MinQty,

    /// <summary>DisplayQty.</summary>
    DisplayQty,

    /// <summary>Price.</summary>
    Price,

    /// <summary>The bid of a quote.</summary>
    Bid,

    /// <summary>The ask of a quote.</summary>
    Ask,

    /// <summary>The delivery window.</summary>
    Window,

    /// <summary>The least slice of a divisible sell.</summary>
    Divisible,

    /// <summary>The latest start of a buy, or the step between its starts.</summary>
    LatestStart,

    /// <summary>The least slice of an assembled buy.</summary>
    MinSlice,

    /// <summary>The most parts of an assembled buy.</summary>
    MaxParts,

    /// <summary>ExpireTime.</summary>
    ExpireTime,

    /// <summary>TimeInForce.</summary>
    TimeInForce,

    /// <summary>OrdType.</summary>
    OrdType,

    /// <summary>PostOnly.</summary>
    PostOnly,

    /// <summary>AllOrNone.</summary>
    AllOrNone,

    /// <summary>The workload of a buy or the workloads that a sell supports.</summary>
    Workload,

    /// <summary>The further markets of a buy.</summary>
    Alternatives,

    /// <summary>The limit or add-on of a credit line, or another setting's value.</summary>
    Value,

    /// <summary>A code.</summary>
    Code,

    /// <summary>The lot of a SKU.</summary>
    Lot,

    /// <summary>The lead of a market.</summary>
    Lead,

    /// <summary>The kind of a participant.</summary>
    Kind,

    /// <summary>The constituents of a basket.</summary>
    Constituents,

    /// <summary>The months of a basket.</summary>
    Months,

    /// <summary>The session.</summary>
    Session,

    /// <summary>The request number.</summary>
    RequestNumber,
}

/// <summary>Why an open order was cancelled.</summary>
public enum CancelReason : byte
{
    /// <summary>Its participant asked for it.</summary>
    Requested = 1,

    /// <summary>What an IOC or market order left.</summary>
    ImmediateOrCancel,

    /// <summary>A FOK order that could not be filled whole.</summary>
    FillOrKill,

    /// <summary>It met an order of its own participant.</summary>
    SelfMatch,

    /// <summary>A mass cancel.</summary>
    MassCancel,

    /// <summary>The kill switch.</summary>
    Killed,

    /// <summary>Market-maker protection.</summary>
    MarketMakerProtection,

    /// <summary>The session was disconnected and its grace time is over.</summary>
    Disconnected,
}

/// <summary>Why an open order expired; an order past several deadlines takes the earliest, a tie in this order.</summary>
public enum ExpiryReason : byte
{
    /// <summary>Its gate was reached.</summary>
    GateClosure = 1,

    /// <summary>The UTC day of a Day order ended.</summary>
    EndOfDay,

    /// <summary>The time of a GTD order was reached.</summary>
    GoodTillDate,
}
