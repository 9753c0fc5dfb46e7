using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Quoting;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>How a market maker on the basket books is set up.</summary>
/// <param name="Participant">The market maker.</param>
/// <param name="Code">What its quote ids begin with.</param>
public sealed record MarketMakerSettings(ParticipantId Participant, string Code)
{
    /// <summary>gamma of the model, per dollar and lot.</summary>
    public double RiskAversion { get; init; } = 0.02;

    /// <summary>k of the model, per dollar of distance.</summary>
    public double DepthDecay { get; init; } = 120;

    /// <summary>T - t of the model: how many dates' moves it expects to carry its inventory through.</summary>
    public double HorizonDates { get; init; } = 0.5;

    /// <summary>How many months it quotes, from the present one on.</summary>
    public int Months { get; init; } = 2;

    /// <summary>Lots a side.</summary>
    public int QuoteLots { get; init; } = 40;

    /// <summary>The most lots of a basket that it holds, long or short: it quotes one side only from there on.</summary>
    public int MaxInventoryLots { get; init; } = 600;

    /// <summary>The furthest that inventory moves its middle, as a share of the index.</summary>
    public double MaxSkew { get; init; } = 0.04;
}

/// <summary>A market maker on the basket books: quotes around the index, leaning against its inventory.</summary>
/// <remarks>Avellaneda and Stoikov (2008), with the volatility of the index as it has been so far. One quote for each basket
/// and month, the side left out that would take it over its limit.</remarks>
public sealed class MarketMaker(MarketMakerSettings settings) : IStrategy
{
    private readonly OrderIds _ids = new(settings.Code);

    /// <inheritdoc/>
    public void Step(MarketView view, Inventory own, List<Command> requests)
    {
        int hour = view.Now.Hour;
        DeliveryMonth present = DeliveryMonth.OfHour(hour);
        foreach (ListedBasket basket in view.Directory.Baskets)
        {
            if (view.Prices.Index(basket.Id) is not double index)
                continue;
            long inventory = own.Lots(basket.Id, hour);
            (double bid, double ask) = Around(index, inventory, view.Prices.Volatility(basket.Id));
            for (int i = 0; i < settings.Months; i++)
                requests.Add(Command.Of(default, QuoteOf(basket, new DeliveryMonth(present.Index + i), inventory, bid, ask)));
        }
    }

    private (double Bid, double Ask) Around(double index, long inventory, double volatility)
    {
        AvellanedaStoikov model = new(settings.RiskAversion, settings.DepthDecay, volatility);
        double furthest = index * settings.MaxSkew;
        double reservation = model.ReservationPrice(index, inventory, settings.HorizonDates);
        double middle = Math.Clamp(reservation, index - furthest, index + furthest);
        double half = Math.Min(model.TotalSpread(settings.HorizonDates) / 2, furthest);
        return (middle - half, middle + half);
    }

    private Quote QuoteOf(ListedBasket basket, DeliveryMonth month, long inventory, double bid, double ask)
    {
        long bidTicks = LimitPrice.AtMost(bid, basket.TickTicks);
        long askTicks = Math.Max(LimitPrice.AtLeast(ask, basket.TickTicks), bidTicks + basket.TickTicks);
        bool mayBuy = inventory + settings.QuoteLots <= settings.MaxInventoryLots;
        bool maySell = inventory - settings.QuoteLots >= -settings.MaxInventoryLots;
        return new Quote
        {
            Participant = settings.Participant,
            QuoteId = _ids.Next(),
            Basket = basket.Id,
            Month = month,
            HasBid = mayBuy,
            BidTicks = mayBuy ? bidTicks : 0,
            BidLots = mayBuy ? settings.QuoteLots : 0,
            HasAsk = maySell,
            AskTicks = maySell ? askTicks : 0,
            AskLots = maySell ? settings.QuoteLots : 0,
        };
    }
}
