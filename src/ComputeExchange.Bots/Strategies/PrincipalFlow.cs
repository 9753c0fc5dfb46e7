using ComputeExchange.Bots.Markets;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>Which of the four kinds of principal: two own capacity, two rent it.</summary>
public enum PrincipalBusiness
{
    /// <summary>A neocloud: sells blocks of many lengths, divisible, to whoever takes which hours.</summary>
    Neocloud,

    /// <summary>A data centre: sells standard weeks, mostly whole.</summary>
    DataCentre,

    /// <summary>An inference platform: buys a day or two, from one seller or several, sooner or later, here or there.</summary>
    InferencePlatform,

    /// <summary>An application company: buys hours for a job, or a standard week, in one place.</summary>
    ApplicationCompany,
}

/// <summary>A principal and what its orders come from.</summary>
/// <param name="Participant">The principal.</param>
/// <param name="Code">What its order ids begin with.</param>
/// <param name="Business">What it does.</param>
/// <param name="Workload">The workload that its bids name, when they name one; none if 0.</param>
public sealed record PrincipalSettings(ParticipantId Participant, string Code, PrincipalBusiness Business, WorkloadId Workload)
{
    /// <summary>Orders of one step.</summary>
    public int Orders { get; init; } = 3;
}

/// <summary>A principal's orders: a seeded stream over the published prices. It depends on seed, dates and prices alone, not
/// on what traded, so that the same orders can be put to another market.</summary>
public sealed class PrincipalFlow(PrincipalSettings settings, SeededRandom random) : IStrategy
{
    private const int HoursOfWeek = 168;
    private static readonly int[] Slices = [2, 4, 6, 12];
    private static readonly int[] PartSlices = [2, 4, 6];
    private readonly OrderIds _ids = new(settings.Code);

    /// <inheritdoc/>
    public void Step(MarketView view, Inventory own, List<Command> requests)
    {
        for (int i = 0; i < settings.Orders && view.InPlay.Count > 0; i++)
        {
            ListedMarket market = random.Pick(view.InPlay);
            if (view.Prices.Price(market.Id) is not double price)
                continue;
            requests.Add(Command.Of(default, settings.Business switch
            {
                PrincipalBusiness.Neocloud => Neocloud(view, market, price),
                PrincipalBusiness.DataCentre => DataCentre(view, market, price),
                PrincipalBusiness.InferencePlatform => InferencePlatform(view, market, price),
                _ => ApplicationCompany(view, market, price),
            }));
        }
    }

    private NewOrder Neocloud(MarketView view, ListedMarket market, double price)
    {
        DeliveryWindow window = new(view.TomorrowHour + random.Between(-8, 24), 24 * random.Between(4, 10));
        NewOrder order = Sell(market, window, Gpus(market, 4, 24), price * random.Between(0.90, 1.02));
        return order with { Given = order.Given | GivenTerms.Divisible, Divisible = random.Pick(Slices) };
    }

    private NewOrder DataCentre(MarketView view, ListedMarket market, double price)
    {
        DeliveryWindow week = new(view.TomorrowHour, HoursOfWeek);
        NewOrder order = Sell(market, week, Gpus(market, 4, 16), price * random.Between(0.91, 1.01));
        if (random.Chance(0.35))
            return order with { Given = order.Given | GivenTerms.Divisible, Divisible = 24 };
        return random.Chance(0.2) ? order with { AllOrNone = true } : order;
    }

    private NewOrder InferencePlatform(MarketView view, ListedMarket market, double price)
    {
        int hours = 12 * random.Between(1, 5);
        DeliveryWindow window = new(view.TomorrowHour + 6 * random.Between(0, 8), hours);
        double reach = random.Between(0.99, 1.09);
        NewOrder order = Buy(market, window, Gpus(market, 2, 10), price * reach);
        order = order with
        {
            Given = order.Given | GivenTerms.MaxParts | GivenTerms.MinSlice,
            MaxParts = random.Between(2, 4),
            MinSlice = random.Pick(PartSlices),
            Workload = random.Chance(0.3) ? settings.Workload : default,
        };
        if (random.Chance(0.5))
        {
            order = order with
            {
                Given = order.Given | GivenTerms.LatestStart | GivenTerms.Step,
                LatestStartHour = window.StartHour + 12,
                Step = 4,
            };
        }
        return random.Chance(0.5) ? order with { Alternatives = Elsewhere(view, market, reach) } : order;
    }

    private NewOrder ApplicationCompany(MarketView view, ListedMarket market, double price)
    {
        if (random.Chance(0.25))
        {
            DeliveryWindow week = new(view.TomorrowHour, HoursOfWeek);
            return Buy(market, week, Gpus(market, 1, 8), price * random.Between(0.99, 1.08));
        }
        DeliveryWindow window = new(view.TomorrowHour + random.Between(0, 120), random.Between(4, 30));
        NewOrder order = Buy(market, window, Gpus(market, 1, 5), price * random.Between(0.99, 1.10));
        int kind = random.Below(10);
        return kind switch
        {
            < 4 => order,
            < 6 => order with
            {
                Given = order.Given | GivenTerms.LatestStart,
                LatestStartHour = window.StartHour + 8,
            },
            < 8 => order with
            {
                Given = order.Given | GivenTerms.MaxParts,
                MaxParts = 3,
            },
            8 => order with { TimeInForce = TimeInForce.ImmediateOrCancel },
            _ => order with { TimeInForce = TimeInForce.FillOrKill },
        };
    }

    private AlternativeList Elsewhere(MarketView view, ListedMarket home, double reach)
    {
        AlternativeList alternatives = default;
        ListedMarket[] others = [.. view.InPlay.Where(market => market != home && market.Lot == home.Lot)];
        foreach (ListedMarket other in random.PickSome(others, random.Between(1, 2)))
        {
            // What a buyer gives up by going elsewhere is worth a little off the price.
            if (view.Prices.Price(other.Id) is double price)
                alternatives.Add(new Alternative(other.Id, LimitPrice.AtMost(price * (reach - 0.01))));
        }
        return alternatives;
    }

    private long Gpus(ListedMarket market, int leastLots, int mostLots) => (long)market.Lot * random.Between(leastLots, mostLots);

    private NewOrder Sell(ListedMarket market, DeliveryWindow window, long gpus, double dollars) =>
        Order(market, window, gpus, Side.Sell, LimitPrice.AtLeast(dollars));

    private NewOrder Buy(ListedMarket market, DeliveryWindow window, long gpus, double dollars) =>
        Order(market, window, gpus, Side.Buy, LimitPrice.AtMost(dollars));

    private NewOrder Order(ListedMarket market, DeliveryWindow window, long gpus, Side side, long limitTicks) => new()
    {
        Participant = settings.Participant,
        ClOrdId = _ids.Next(),
        Instrument = Instrument.Forward(market.Id, window),
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
        Quantity = gpus,
        LimitTicks = limitTicks,
    };
}
