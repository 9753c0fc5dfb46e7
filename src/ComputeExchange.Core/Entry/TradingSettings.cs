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

    /// <summary>An operator halted everything.</summary>
    public bool IsAllHalted { get; set; }

    /// <summary>The engine halted everything on its own, as where the disk has too little room: no operator's resuming undoes
    /// that, and its end undoes no operator's halt.</summary>
    public bool IsHaltedByEngine { get; set; }

    /// <summary>Whether everything is halted, by whomever.</summary>
    public bool IsWholeHalted => IsAllHalted || IsHaltedByEngine;

    /// <summary>Whether nothing trades in a market: it is halted itself, or everything is.</summary>
    public bool IsHalted(Market market) => IsWholeHalted || market.IsHalted;

    /// <summary>The same of a basket.</summary>
    public bool IsHalted(Basket basket) => IsWholeHalted || basket.IsHalted;

    /// <summary>The hour before which all is settled.</summary>
    public int SettledThrough { get; set; } = int.MinValue;
}
