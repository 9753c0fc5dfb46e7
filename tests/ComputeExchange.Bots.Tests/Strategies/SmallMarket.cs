using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Tests.Strategies;

/// <summary>Two markets and their basket, at 09:00 of 2026-08-03, with a few dates of prices.</summary>
internal static class SmallMarket
{
    public static readonly ParticipantId Desk = new(1);
    public static readonly BasketId Basket = new(1);
    public static readonly ListedMarket East = new(new MarketId(new SkuId(1), new RegionId(1)), "h100", "us-east", Basket, 8);
    public static readonly ListedMarket West = new(new MarketId(new SkuId(1), new RegionId(2)), "h100", "us-west", Basket, 8);
    public static readonly DeliveryMonth August = DeliveryMonth.Of(2026, 8);
    public static readonly EngineTime Morning = EngineTime.FromHour(August.StartHour + 2 * 24 + 9);
    public const int TickTicks = 10;

    /// <param name="prices">Dollars of East and West, date by date.</param>
    public static MarketView View(params (double East, double West)[] prices)
    {
        MarketView view = new(new MarketDirectory([East, West], [new ListedBasket(Basket, 730, TickTicks)]))
        {
            Now = Morning,
            InPlay = [East, West],
        };
        foreach ((double east, double west) in prices)
            view.Prices.Publish([(long)Math.Round(east * 1e9), (long)Math.Round(west * 1e9)]);
        return view;
    }

    public static Command[] Step(this IStrategy strategy, MarketView view, Inventory? own = null)
    {
        List<Command> requests = [];
        strategy.Step(view, own ?? new Inventory(), requests);
        return [.. requests];
    }

    public static PriceQuantity At(decimal dollars, long lots) => new(Price.FromDollars(dollars), lots);
}
