using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>What the operator has set for the whole exchange.</summary>
internal sealed class TradingSettings
{
    public static readonly SetOrderCaps DefaultOrderCaps = new()
    {
        OpenOrders = 100_000,
        ComplexOrdersOfOne = 256,
        ComplexOrdersOfAll = 4_096,
    };

    public SetOrderCaps OrderCaps { get; set; } = DefaultOrderCaps;

    public bool IsAllHalted { get; set; }

    /// <summary>Whether nothing trades in a market: it is halted itself, or everything is.</summary>
    public bool IsHalted(Market market) => IsAllHalted || market.IsHalted;

    /// <summary>The same of a basket.</summary>
    public bool IsHalted(Basket basket) => IsAllHalted || basket.IsHalted;

    /// <summary>The hour before which all is settled.</summary>
    public int SettledThrough { get; set; } = int.MinValue;
}
