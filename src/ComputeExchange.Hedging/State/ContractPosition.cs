using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A participant's lots in one basket future, those that its hedge orders still work for, and the last hedge order
/// that came to nothing.</summary>
internal sealed class ContractPosition(BasketId basket, DeliveryMonth month)
{
    public BasketId Basket { get; } = basket;

    public DeliveryMonth Month { get; } = month;

    /// <summary>Lots held: long (+) or short (-).</summary>
    public long Lots { get; set; }

    /// <summary>Lots that open hedge orders would still buy (+) or sell (-).</summary>
    public long WorkingLots { get; set; }

    /// <summary>The last hedge order here, if it ended with nothing done.</summary>
    public Attempt Failed { get; set; }
}

/// <summary>A hedge order that was refused or met nobody, and what things were like then.</summary>
/// <remarks>The very same order is tried again only once something it may have hung on has changed: without this, an offer that
/// may not be split, larger than the gap, would be aimed at for ever.</remarks>
/// <param name="Lots">What it wanted: buy (+) or sell (-); 0 says that there was none.</param>
/// <param name="LimitTicks">Its limit.</param>
/// <param name="Reason">Why it was refused; none if it was accepted and met nobody.</param>
/// <param name="TopVersion">How often the contract's top had changed.</param>
/// <param name="Conditions">How often settings or the hour had changed.</param>
internal readonly record struct Attempt(long Lots, long LimitTicks, RejectReason Reason, long TopVersion, long Conditions);
