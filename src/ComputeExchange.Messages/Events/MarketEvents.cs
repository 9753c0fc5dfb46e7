namespace ComputeExchange.Messages;

/// <summary>A command without events of its own was applied.</summary>
public readonly record struct CommandApplied
{
    /// <summary>Which kind.</summary>
    public CommandKind Command { get; init; }

    /// <summary>The id that the core gave to what was defined (SKU, region, participant, workload, basket, session), or 0.</summary>
    public ushort Id { get; init; }
}

/// <summary>A participant's position in a basket future was settled at the end of its month.</summary>
public readonly record struct PositionSettled
{
    /// <summary>Whose.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The basket.</summary>
    public BasketId Basket { get; init; }

    /// <summary>The month.</summary>
    public DeliveryMonth Month { get; init; }

    /// <summary>The position in lots: positive long.</summary>
    public long Lots { get; init; }

    /// <summary>The mean of the month's daily index values, rounded to 0.0001 $, halves away from zero.</summary>
    public Price SettlementPrice { get; init; }

    /// <summary>Cash received (+) or paid (-) for the position at that price: lots x price x multiplier. Beyond what money can
    /// say, $922 trillion, it is told as that; what the participant has is exact.</summary>
    public Money Cash { get; init; }
}

/// <summary>Engine time passed into another hour.</summary>
public readonly record struct HourPassed
{
    /// <summary>The hour that engine time was in.</summary>
    public int FromHour { get; init; }

    /// <summary>The hour that it is in: hours before it are delivered.</summary>
    public int ToHour { get; init; }
}

/// <summary>The best bid or ask of a basket future changed.</summary>
public record struct TopChanged
{
    internal BasketId BasketInPlace;
    internal DeliveryMonth MonthInPlace;
    internal PriceQuantity BidInPlace;
    internal PriceQuantity AskInPlace;

    /// <summary>The basket.</summary>
    public BasketId Basket
    {
        readonly get => BasketInPlace;
        init => BasketInPlace = value;
    }

    /// <summary>The month.</summary>
    public DeliveryMonth Month
    {
        readonly get => MonthInPlace;
        init => MonthInPlace = value;
    }

    /// <summary>The best bid; quantity 0 when there is none.</summary>
    public PriceQuantity Bid
    {
        readonly get => BidInPlace;
        init => BidInPlace = value;
    }

    /// <summary>The best ask; quantity 0 when there is none.</summary>
    public PriceQuantity Ask
    {
        readonly get => AskInPlace;
        init => AskInPlace = value;
    }
}

/// <summary>A price and the quantity that stands there; quantity 0 means that there is none.</summary>
/// <param name="Price">The price.</param>
/// <param name="Quantity">GPUs or lots.</param>
public readonly record struct PriceQuantity(Price Price, long Quantity);

/// <summary>The top of a book as one participant sees it.</summary>
public readonly record struct TopOfBook
{
    /// <summary>The best bid, whoever asks.</summary>
    public PriceQuantity BestBid { get; init; }

    /// <summary>The best ask, whoever asks.</summary>
    public PriceQuantity BestAsk { get; init; }

    /// <summary>The best bid that the asker's credit lets it deal with.</summary>
    public PriceQuantity DealableBid { get; init; }

    /// <summary>The best ask that the asker's credit lets it deal with.</summary>
    public PriceQuantity DealableAsk { get; init; }
}
