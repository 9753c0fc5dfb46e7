using ComputeExchange.Bots.Markets;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>The operator's price feed: settles what has been delivered, then enters the published reference price of every
/// market, then every basket's index value, the plain mean of its markets.</summary>
/// <param name="methodVersion">The version of the index method that values carry.</param>
/// <param name="methodHash">The hash of the index method that values carry.</param>
public sealed class PriceFeed(int methodVersion, ulong methodHash) : IStrategy
{
    /// <inheritdoc/>
    public void Step(MarketView view, Inventory own, List<Command> requests)
    {
        requests.Add(Command.Of(default, new Settle { ThroughHour = view.Now.Hour }));
        foreach (ListedMarket market in view.Directory.Markets)
        {
            if (view.Prices.PriceNanos(market.Id) is long nanos)
                requests.Add(Command.Of(default, new SetReferencePrice { Market = market.Id, NanoDollars = nanos }));
        }
        foreach (ListedBasket basket in view.Directory.Baskets)
        {
            if (view.Prices.IndexNanos(basket.Id) is long nanos)
            {
                requests.Add(Command.Of(default, new SetIndexValue
                {
                    Basket = basket.Id,
                    NanoDollars = nanos,
                    MethodVersion = methodVersion,
                    MethodHash = methodHash,
                }));
            }
        }
    }
}
