using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>Keeps the ratios in force what the histories say: where a price or an index value has come in, the ratio is
/// estimated again, and told to the engine if it is another.</summary>
internal sealed class RatioUpkeep(HedgeBook book, IHedgeCommands commands, HedgerOptions options)
{
    private readonly Dictionary<(MarketId, BasketId), Pending> _pending = [];
    private (long Observed, long Target) _lookedAt = (-1, -1);
    private int _unanswered;

    /// <summary>Whether no ratio that was sent is still to be applied.</summary>
    public bool IsQuiet => _unanswered == 0;

    /// <summary>Looks at every ratio that is due. False when the ring was full.</summary>
    public bool Step(ref int sent)
    {
        if (_lookedAt == (book.Observed, book.TargetVersion))
            return true;
        _unanswered = 0;
        foreach (MarketId market in book.ReferencedMarkets)
        {
            if (book.HedgingBasketOf(market) is { } basket && !Look(market, basket, ref sent))
                return false;
        }
        _lookedAt = (book.Observed, book.TargetVersion);
        return true;
    }

    private bool Look(MarketId market, BasketState basket, ref int sent)
    {
        RatioInForce? inForce = book.FindRatio(market, basket.Id);
        long timesSet = inForce?.TimesSet ?? 0;
        long observed = book.ObservedOf(market, basket);
        _pending.TryGetValue((market, basket.Id), out Pending pending);
        if (pending.TimesSet > timesSet)
        {
            _unanswered++;
            return true;
        }
        if (observed <= Math.Max(inForce?.ObservedAt ?? 0, pending.LookedAt))
            return true;

        long? micros = MarketRatio.MicrosOf(MarketRatio.Estimate(book, market, basket, options));
        bool isNews = micros != (inForce is { HasRatio: true } ? inForce.Micros : null);
        if (isNews && !Send(market, basket.Id, micros))
            return false;
        if (isNews)
        {
            sent++;
            _unanswered++;
        }
        _pending[(market, basket.Id)] = new Pending(observed, isNews ? timesSet + 1 : timesSet);
        return true;
    }

    private bool Send(MarketId market, BasketId basket, long? micros)
    {
        CommandHeader header = new() { Time = EngineTime.FromHour(book.Hour), Session = SessionId.Engine };
        return commands.TrySend(Command.Of(header, new SetHedgeRatio
        {
            Market = market,
            Basket = basket,
            HasRatio = micros.HasValue,
            Micros = micros.GetValueOrDefault(),
        }));
    }

    /// <summary>How many values had been entered when the pair was looked at, and how often its ratio will have been set
    /// once what was sent is applied.</summary>
    private readonly record struct Pending(long LookedAt, long TimesSet);
}
