namespace ComputeExchange.Messages;

/// <summary>What is traded: a capacity forward or a basket future.</summary>
public enum InstrumentKind : byte
{
    /// <summary>A capacity forward: SKU, region, delivery window; quantity in GPUs.</summary>
    Forward = 1,

    /// <summary>A basket future: basket, month; quantity in lots.</summary>
    BasketFuture = 2,
}

/// <summary>One exact thing that trades: a forward (SKU, region, window) or a basket future (basket, month).</summary>
public readonly record struct Instrument
{
    private Instrument(InstrumentKind kind, MarketId market, DeliveryWindow window, BasketId basket, DeliveryMonth month)
    {
        Kind = kind;
        Market = market;
        Window = window;
        Basket = basket;
        Month = month;
    }

    /// <summary>Which of the two it is.</summary>
    public InstrumentKind Kind { get; }

    /// <summary>The market of a forward.</summary>
    public MarketId Market { get; }

    /// <summary>The delivery window of a forward.</summary>
    public DeliveryWindow Window { get; }

    /// <summary>The basket of a basket future.</summary>
    public BasketId Basket { get; }

    /// <summary>The month of a basket future.</summary>
    public DeliveryMonth Month { get; }

    /// <summary>Whether this is a basket future.</summary>
    public bool IsBasket => Kind == InstrumentKind.BasketFuture;

    /// <summary>A capacity forward.</summary>
    public static Instrument Forward(MarketId market, DeliveryWindow window) =>
        new(InstrumentKind.Forward, market, window, default, default);

    /// <summary>A basket future.</summary>
    public static Instrument Future(BasketId basket, DeliveryMonth month) =>
        new(InstrumentKind.BasketFuture, default, default, basket, month);
}
