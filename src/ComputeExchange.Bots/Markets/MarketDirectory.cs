using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Markets;

/// <summary>A market as a desk knows it.</summary>
/// <param name="Id">Its SKU and region, as the exchange numbers them.</param>
/// <param name="Machine">The machine of the price list whose prices are this market's.</param>
/// <param name="Region">The region of the price list, which is the market's code too.</param>
/// <param name="Basket">The basket that hedges it.</param>
/// <param name="Lot">GPUs of one node: every quantity is a multiple.</param>
public sealed record ListedMarket(MarketId Id, string Machine, string Region, BasketId Basket, int Lot);

/// <summary>A basket as a desk knows it; its constituents, in equal shares, are the markets that it hedges.</summary>
/// <param name="Id">As the exchange numbers it.</param>
/// <param name="Multiplier">GPU-hours of one lot.</param>
/// <param name="TickTicks">The tick of its contracts, in ticks of 0.0001 $.</param>
public sealed record ListedBasket(BasketId Id, int Multiplier, int TickTicks);

/// <summary>What is listed: every market and every basket, in a fixed order.</summary>
public sealed class MarketDirectory
{
    /// <summary>A directory.</summary>
    /// <exception cref="ArgumentException">A market belongs to a basket that is not listed.</exception>
    public MarketDirectory(IReadOnlyList<ListedMarket> markets, IReadOnlyList<ListedBasket> baskets)
    {
        foreach (ListedMarket market in markets)
        {
            if (baskets.All(basket => basket.Id != market.Basket))
                throw new ArgumentException($"The basket of {market.Machine} in {market.Region} is not listed.", nameof(baskets));
        }
        Markets = markets;
        Baskets = baskets;
    }

    /// <summary>Every market.</summary>
    public IReadOnlyList<ListedMarket> Markets { get; }

    /// <summary>Every basket.</summary>
    public IReadOnlyList<ListedBasket> Baskets { get; }

    /// <summary>The markets of a basket, in the order of the directory.</summary>
    public IEnumerable<ListedMarket> MarketsOf(BasketId basket) => Markets.Where(market => market.Basket == basket);
}
