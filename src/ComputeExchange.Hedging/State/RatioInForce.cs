using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>The hedge ratio of a market to a basket as the engine has it.</summary>
internal sealed class RatioInForce(MarketId market, BasketId basket)
{
    public MarketId Market { get; } = market;

    public BasketId Basket { get; } = basket;

    public bool HasRatio { get; set; }

    public long Micros { get; set; }

    /// <summary>How many values of price and index had been entered when an operator last set it: what an operator sets stands
    /// until there are more.</summary>
    public long ObservedAt { get; set; }

    /// <summary>How often it was set.</summary>
    public long TimesSet { get; set; }

    /// <summary>The ratio hedged with: 0 where there is none.</summary>
    public long HedgedMicros => HasRatio ? Micros : 0;
}
