using ComputeExchange.Bots.Markets;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>What a desk holds a forward to be worth.</summary>
public static class FairPrice
{
    /// <summary>Basket curve x beta + basis, in dollars per GPU-hour: S + beta (F - I), where the basis is S - beta I, S the
    /// market's published price, I the index and F the basket future of the month; null before the first price.</summary>
    /// <param name="view">What everybody sees.</param>
    /// <param name="market">The market.</param>
    /// <param name="month">The month in which delivery starts.</param>
    public static double? Of(MarketView view, ListedMarket market, DeliveryMonth month)
    {
        if (view.Prices.Price(market.Id) is not double price || view.Prices.Index(market.Basket) is not double index)
            return null;
        double beta = view.Prices.Beta(market);
        double basis = price - beta * index;
        double future = view.BasketPrice(market.Basket, month) ?? index;
        return future * beta + basis;
    }
}
