using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Quoting;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>How a dealer quotes forwards.</summary>
/// <param name="Participant">The dealer.</param>
/// <param name="Code">What its order ids begin with.</param>
public sealed record DealerSettings(ParticipantId Participant, string Code)
{
    /// <summary>How little a quote at fair wins, alpha of <see cref="RequestForQuoteMargin"/>.</summary>
    public double Alpha { get; init; } = -1.9;

    /// <summary>How fast margin loses, beta of <see cref="RequestForQuoteMargin"/>; margin is a share of the fair price.</summary>
    public double Beta { get; init; } = 90;

    /// <summary>GPUs of an order.</summary>
    public int Gpus { get; init; } = 64;

    /// <summary>Hours of the standard week that it quotes.</summary>
    public int Hours { get; init; } = 168;

    /// <summary>Its offers are divisible into slices of at least so many hours.</summary>
    public int OfferSlice { get; init; } = 4;

    /// <summary>Its bids are assembled from up to so many parts; 1 makes them plain.</summary>
    public int BidParts { get; init; } = 4;

    /// <summary>Least hours of a part of its bids.</summary>
    public int BidSlice { get; init; } = 12;

    /// <summary>What taking on more of what it holds costs, as a share of the fair price for each GPU-hour held.</summary>
    public double InventoryCost { get; init; } = 1e-6;

    /// <summary>The furthest that inventory moves a quote, as a share of the fair price.</summary>
    public double MaxSkew { get; init; } = 0.05;
}

/// <summary>A dealer who quotes the standard week two-sided in the markets in play, around a fair price, leaning against its
/// inventory. It never hedges: that is the hedger's work. Yesterday's orders are to be cancelled first.</summary>
/// <remarks>The margin of each side is the best one against rivals whose quotes win as
/// <see cref="RequestForQuoteMargin"/> says; inventory enters it as the price of taking more on.</remarks>
public sealed class DealerQuoter(DealerSettings settings) : IStrategy
{
    private readonly OrderIds _ids = new(settings.Code);

    /// <inheritdoc/>
    public void Step(MarketView view, Inventory own, List<Command> requests)
    {
        foreach (ListedMarket market in view.InPlay)
        {
            DeliveryWindow week = new(view.TomorrowHour, settings.Hours);
            if (FairPrice.Of(view, market, DeliveryMonth.OfHour(week.StartHour)) is not double fair || fair <= 0)
                continue;
            long held = own.UndeliveredGpuHours(market.Id, view.Now.Hour);
            double cost = Math.Clamp(held * settings.InventoryCost, -settings.MaxSkew, settings.MaxSkew);
            requests.Add(Command.Of(default, Bid(market, week, fair * (1 - Margin(cost)))));
            requests.Add(Command.Of(default, Offer(market, week, fair * (1 + Margin(-cost)))));
        }
    }

    private double Margin(double inventoryPrice) =>
        RequestForQuoteMargin.Optimal(settings.Alpha, settings.Beta, inventoryPrice).Margin;

    private NewOrder Bid(ListedMarket market, DeliveryWindow week, double dollars)
    {
        NewOrder order = new()
        {
            Participant = settings.Participant,
            ClOrdId = _ids.Next(),
            Instrument = Instrument.Forward(market.Id, week),
            Side = Side.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = WholeLots(market),
            LimitTicks = LimitPrice.AtMost(dollars),
        };
        return settings.BidParts == 1 ? order : order with
        {
            Given = order.Given | GivenTerms.MaxParts | GivenTerms.MinSlice,
            MaxParts = settings.BidParts,
            MinSlice = settings.BidSlice,
        };
    }

    private NewOrder Offer(ListedMarket market, DeliveryWindow week, double dollars) => new()
    {
        Participant = settings.Participant,
        ClOrdId = _ids.Next(),
        Instrument = Instrument.Forward(market.Id, week),
        Side = Side.Sell,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price | GivenTerms.Divisible,
        Quantity = WholeLots(market),
        LimitTicks = LimitPrice.AtLeast(dollars),
        Divisible = settings.OfferSlice,
    };

    private long WholeLots(ListedMarket market) => Math.Max(market.Lot, settings.Gpus / market.Lot * market.Lot);
}
