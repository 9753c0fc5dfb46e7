using ComputeExchange.Bots;
using ComputeExchange.Bots.Markets;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>Who acts when: the dates of the history one after the other, one bot at a time.</summary>
/// <remarks>Turns are made when they are asked for, from what the bots have been told until then: whoever carries them out
/// tells the bots what happened before asking for the next one. So the same seed gives the same turns as long as the same
/// things happen, over sockets or in one process.</remarks>
internal sealed class DemoScript
{
    /// <summary>Dates whose prices only warm the hedge ratios up.</summary>
    public const int WarmUpDates = 27;

    private const int OpeningHour = 9;
    private const int H100MarketsInPlay = 4;
    private const int A100MarketsInPlay = 2;
    private const ulong AgendaPurpose = 0;
    private static readonly long SecondNanos = EngineTime.NanosPerSecond;

    private readonly DemoMarket _market;
    private readonly DemoPrices _prices;
    private readonly DemoBots _bots;
    private readonly SeededRandom _agenda;
    private EngineTime _now;

    /// <summary>A script.</summary>
    public DemoScript(DemoMarket market, DemoPrices prices, DemoBots bots, ulong seed)
    {
        _market = market;
        _prices = prices;
        _bots = bots;
        _agenda = SeededRandom.For(seed, AgendaPurpose);
        View = new MarketView(market.Directory);
    }

    /// <summary>What every bot sees; market data is put in by whoever carries the turns out.</summary>
    public MarketView View { get; }

    /// <summary>The turns of the first dates.</summary>
    /// <param name="dates">How many dates are played, warm-up included.</param>
    public IEnumerable<DemoTurn> Turns(int dates)
    {
        for (int date = 0; date < dates; date++)
        {
            Open(date);
            foreach (DemoTurn turn in date < WarmUpDates ? WarmUp(date) : Trade(date))
                yield return turn;
        }
    }

    private void Open(int date)
    {
        DateOnly day = _prices.Dates[date];
        int hour = DeliveryMonth.Of(day.Year, day.Month).StartHour + (day.Day - 1) * EngineTime.HoursPerDay + OpeningHour;
        _now = EngineTime.FromHour(hour);
        View.Now = _now;
        View.Prices.Publish(_prices.On(day, _market.Directory));
    }

    private IEnumerable<DemoTurn> WarmUp(int date)
    {
        yield return TurnOf(date, _bots.Operator, [.. _bots.Operator.Step(View)]);
    }

    private IEnumerable<DemoTurn> Trade(int date)
    {
        View.InPlay =
        [
            .. _agenda.PickSome([.. _market.Directory.MarketsOf(_market.Directory.Baskets[0].Id)], H100MarketsInPlay),
            .. _agenda.PickSome([.. _market.Directory.MarketsOf(_market.Directory.Baskets[1].Id)], A100MarketsInPlay),
        ];
        return OneByOne(date, [_bots.Operator])
            .Concat(OneByOne(date, _bots.MarketMakers))
            .Concat(OneByOne(date, _bots.Dealers))
            .Concat(OneByOne(date, _bots.MarketMakers))
            .Concat(Mixed(date, _bots.Principals))
            .Concat(OneByOne(date, _bots.MarketMakers))
            .Concat(Close(date));
    }

    /// <summary>Desks go home flat of orders: a quote left standing would be picked off when the next prices come.</summary>
    private IEnumerable<DemoTurn> Close(int date)
    {
        foreach (DemoBot bot in _bots.MarketMakers.Concat(_bots.Dealers))
            yield return TurnOf(date, bot, [Command.Of(default, new MassCancel { Participant = bot.Participant.Id })]);
    }

    private IEnumerable<DemoTurn> OneByOne(int date, IEnumerable<DemoBot> bots)
    {
        foreach (DemoBot bot in bots)
        {
            yield return TurnOf(date, bot, []);
            foreach (Command request in bot.Step(View))
                yield return TurnOf(date, bot, [request]);
        }
    }

    /// <summary>Everybody's first order, then everybody's second, and so on: nobody is always the last.</summary>
    private IEnumerable<DemoTurn> Mixed(int date, IReadOnlyList<DemoBot> bots)
    {
        Queue<Command>[] waiting = [.. bots.Select(bot => new Queue<Command>(bot.Step(View)))];
        while (waiting.Any(queue => queue.Count > 0))
        {
            for (int i = 0; i < bots.Count; i++)
            {
                if (waiting[i].TryDequeue(out Command request))
                    yield return TurnOf(date, bots[i], [request]);
            }
        }
    }

    private DemoTurn TurnOf(int date, DemoBot bot, Command[] requests)
    {
        _now = new EngineTime(_now.Nanos + SecondNanos);
        View.Now = _now;
        return new DemoTurn(_now, bot.Participant.Id, requests, date);
    }
}
