using ComputeExchange.Bots.Prices;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Markets;

/// <summary>What everybody sees: the time, the published prices, the tops of the basket books, and where business is done
/// today. The one who runs the bots keeps it up to date; strategies only read it.</summary>
public sealed class MarketView(MarketDirectory directory)
{
    private readonly Dictionary<(BasketId, DeliveryMonth), (PriceQuantity Bid, PriceQuantity Ask)> _tops = [];

    /// <summary>What is listed.</summary>
    public MarketDirectory Directory => directory;

    /// <summary>Published prices.</summary>
    public PriceBoard Prices { get; } = new(directory);

    /// <summary>The time, as whoever runs the bots counts it.</summary>
    public EngineTime Now { get; set; }

    /// <summary>The markets in which business is done today.</summary>
    public IReadOnlyList<ListedMarket> InPlay { get; set; } = [];

    /// <summary>The first hour of tomorrow, UTC: the start of the standard week that desks quote.</summary>
    public int TomorrowHour => Now.NextMidnight.Hour;

    /// <summary>Takes market data.</summary>
    public void SetTop(BasketId basket, DeliveryMonth month, PriceQuantity bid, PriceQuantity ask) =>
        _tops[(basket, month)] = (bid, ask);

    /// <summary>The basket curve: the middle of the best prices of a month, else the one price there is, else the index;
    /// dollars per GPU-hour, null before the first index value.</summary>
    public double? BasketPrice(BasketId basket, DeliveryMonth month)
    {
        (PriceQuantity bid, PriceQuantity ask) = _tops.GetValueOrDefault((basket, month));
        if (bid.Quantity > 0 && ask.Quantity > 0)
            return ((double)bid.Price.Ticks + ask.Price.Ticks) / 2 / Price.TicksPerDollar;
        if (bid.Quantity > 0 || ask.Quantity > 0)
            return (double)(bid.Quantity > 0 ? bid : ask).Price.Ticks / Price.TicksPerDollar;
        return Prices.Index(basket);
    }
}
