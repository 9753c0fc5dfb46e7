using System.Diagnostics;
using ComputeExchange.Bots;
using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Host.Demo.Report;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>All bots at once, as fast as their windows let them: latency and throughput, not economics.</summary>
/// <remarks>Plain orders far from the market, each cancelled by the next request, and one in five a marketable IOC: what a
/// venue of this kind sees most of. Makers send them to the basket books, everybody else to forward books.</remarks>
internal static class DemoBurst
{
    private const ulong BurstPurpose = 1_000_000;

    /// <summary>Sends requests of every bot and waits for all acknowledgements.</summary>
    /// <param name="sessions">The bots' sessions.</param>
    /// <param name="view">What they see.</param>
    /// <param name="requestsEach">How many requests each sends.</param>
    /// <param name="inFlight">How many each has under way at most.</param>
    /// <param name="seed">What the orders come from.</param>
    public static async Task<LatencyFigures> RunAsync(
        IReadOnlyList<DemoSession> sessions, MarketView view, int requestsEach, int inFlight, ulong seed)
    {
        Command[][] requests =
            [.. sessions.Select(session => RequestsOf(session.Bot.Participant, view, requestsEach, inFlight, seed).ToArray())];
        TimeSpan[][] latencies = [.. sessions.Select(_ => new TimeSpan[requestsEach])];
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(sessions.Select((session, i) =>
            Task.Run(() => SendAsync(session, requests[i], latencies[i], inFlight))));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return LatencyFigures.Of(sessions.Count, inFlight, elapsed, [.. latencies.SelectMany(each => each)]);
    }

    private static async Task SendAsync(DemoSession session, Command[] requests, TimeSpan[] latencies, int inFlight)
    {
        using SemaphoreSlim room = new(inFlight);
        Task[] answers = new Task[requests.Length];
        for (int i = 0; i < requests.Length; i++)
        {
            await room.WaitAsync();
            answers[i] = TimeAsync(session, requests[i], latencies, i, room);
        }
        await Task.WhenAll(answers);
    }

    private static async Task TimeAsync(DemoSession session, Command request, TimeSpan[] latencies, int place, SemaphoreSlim room)
    {
        long sent = Stopwatch.GetTimestamp();
        await session.SendAsync(request);
        latencies[place] = Stopwatch.GetElapsedTime(sent);
        room.Release();
    }

    private static IEnumerable<Command> RequestsOf(DemoParticipant who, MarketView view, int count, int inFlight, ulong seed)
    {
        OrderIds ids = new($"b{inFlight}-");
        SeededRandom random = SeededRandom.For(seed, BurstPurpose + who.Id.Value);
        ClOrdId? resting = null;
        for (int i = 0; i < count; i++)
        {
            if (resting is ClOrdId open)
            {
                yield return Command.Of(default, new CancelOrder { Participant = who.Id, OrigClOrdId = open });
                resting = null;
                continue;
            }
            bool isMarketable = random.Below(5) == 0;
            NewOrder order = OrderOf(who, view, random, isMarketable) with { ClOrdId = ids.Next() };
            if (!isMarketable)
                resting = order.ClOrdId;
            yield return Command.Of(default, order);
        }
    }

    private static NewOrder OrderOf(DemoParticipant who, MarketView view, SeededRandom random, bool isMarketable)
    {
        ListedMarket market = random.Pick(view.Directory.Markets);
        ListedBasket basket = view.Directory.Baskets.Single(each => each.Id == market.Basket);
        bool tradesBasket = who.Kind == ParticipantKind.MarketMaker;
        Side side = random.Chance(0.5) ? Side.Buy : Side.Sell;
        // Half the price, or half as much again, meets nobody; a tenth beyond it meets whoever is there.
        double reach = (side == Side.Buy ? 1 : -1) * (isMarketable ? 0.1 : -0.5);
        double dollars = (tradesBasket ? view.Prices.Index(basket.Id) : view.Prices.Price(market.Id)) ?? 1;
        int tick = tradesBasket ? basket.TickTicks : 1;
        DeliveryWindow window = new(view.TomorrowHour + EngineTime.HoursPerDay, EngineTime.HoursPerDay * random.Between(1, 7));
        return new NewOrder
        {
            Participant = who.Id,
            Instrument = tradesBasket
                ? Instrument.Future(basket.Id, DeliveryMonth.OfHour(view.Now.Hour))
                : Instrument.Forward(market.Id, window),
            Side = side,
            Type = OrderType.Limit,
            TimeInForce = isMarketable ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = tradesBasket ? 1 : market.Lot,
            LimitTicks = LimitPrice.AtMost(dollars * (1 + reach), tick),
        };
    }
}
