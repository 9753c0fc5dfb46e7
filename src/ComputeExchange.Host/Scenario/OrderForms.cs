using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The lines by which participants trade: order, replace, cancel, massCancel, quote.</summary>
internal sealed class OrderForms(ScenarioMarket market)
{
    private const int PriceDecimals = 4;
    private readonly JsonFields _nested = new();

    /// <summary>A new order.</summary>
    public void Order(JsonFields line)
    {
        Subject subject = new(line.Get("participant"u8).Code(), line.Get("clOrdId"u8).ClOrdId());
        bool isBasket = line.Has("basket"u8);
        OrderType type = OrderWords.Type(line);
        GivenTerms given = GivenTerms.None;
        NewOrder order = new()
        {
            Participant = market.Participant(subject.Participant),
            ClOrdId = subject.ClOrdId,
            Instrument = market.Instrument(line),
            Side = OrderWords.Side(line.Get("side"u8)),
            Type = type,
            TimeInForce = OrderWords.TimeInForce(line, type),
            SelfMatch = OrderWords.SelfMatch(line),
            PostOnly = line.Flag("postOnly"u8),
            AllOrNone = line.Flag("allOrNone"u8),
            Quantity = line.Get(isBasket ? "lots"u8 : "gpus"u8).Whole(),
            LimitTicks = Given(line, "price"u8, GivenTerms.Price, ref given)
                ? line.Get("price"u8).Scaled(PriceDecimals) : 0,
            MinQuantity = Given(line, "minQty"u8, GivenTerms.MinQuantity, ref given) ? line.Get("minQty"u8).Whole() : 0,
            DisplayQuantity = Given(line, "display"u8, GivenTerms.DisplayQuantity, ref given)
                ? line.Get("display"u8).Whole() : 0,
            ExpireTime = Given(line, "expire"u8, GivenTerms.ExpireTime, ref given)
                ? UtcTime.ToEngineTime(line.Get("expire"u8).Time()) : default,
            Divisible = Given(line, "divisible"u8, GivenTerms.Divisible, ref given) ? line.Get("divisible"u8).WholeInt() : 0,
            MaxParts = Given(line, "maxParts"u8, GivenTerms.MaxParts, ref given) ? line.Get("maxParts"u8).WholeInt() : 0,
            MinSlice = Given(line, "minSlice"u8, GivenTerms.MinSlice, ref given) ? line.Get("minSlice"u8).WholeInt() : 0,
            LatestStartHour = Given(line, "latestStart"u8, GivenTerms.LatestStart, ref given)
                ? line.Get("latestStart"u8).Hour() : 0,
            Step = Given(line, "step"u8, GivenTerms.Step, ref given) ? line.Get("step"u8).WholeInt() : 0,
            Alternatives = Alternatives(line),
        };
        Code workload = line.CodeOrNone("workload"u8);
        List<Code>? supports = Supports(line);
        line.RequireNoOthers();
        Enter(subject, order with { Given = given }, workload, supports);
    }

    /// <summary>A replacement of an open order's quantity, price or both.</summary>
    public void Replace(JsonFields line)
    {
        Subject subject = new(line.Get("participant"u8).Code(), line.Get("clOrdId"u8).ClOrdId());
        ReplacedTerms given = (line.Has("gpus"u8) ? ReplacedTerms.Gpus : 0) | (line.Has("lots"u8) ? ReplacedTerms.Lots : 0)
            | (line.Has("price"u8) ? ReplacedTerms.Price : 0);
        ReplaceOrder replace = new()
        {
            Participant = market.Participant(subject.Participant),
            ClOrdId = subject.ClOrdId,
            OrigClOrdId = line.Get("orig"u8).ClOrdId(),
            Given = given,
            Gpus = line.TryGet("gpus"u8, out JsonValue gpus) ? gpus.Whole() : 0,
            Lots = line.TryGet("lots"u8, out JsonValue lots) ? lots.Whole() : 0,
            LimitTicks = line.Scaled("price"u8, PriceDecimals, 0),
        };
        line.RequireNoOthers();
        market.Apply(subject, Command.Of(market.Header, replace));
    }

    /// <summary>The cancellation of an open order.</summary>
    public void Cancel(JsonFields line)
    {
        Subject subject = new(line.Get("participant"u8).Code(), line.Get("orig"u8).ClOrdId());
        line.RequireNoOthers();
        CancelOrder cancel = new() { Participant = market.Participant(subject.Participant), OrigClOrdId = subject.ClOrdId };
        market.Apply(subject, Command.Of(market.Header, cancel));
    }

    /// <summary>The cancellation of every open order of a participant.</summary>
    public void MassCancel(JsonFields line)
    {
        Subject subject = new(line.Get("participant"u8).Code());
        line.RequireNoOthers();
        MassCancel cancel = new() { Participant = market.Participant(subject.Participant) };
        market.Apply(subject, Command.Of(market.Header, cancel));
    }

    /// <summary>A two-sided quote; a side left out is cancelled.</summary>
    public void Quote(JsonFields line)
    {
        Subject subject = new(line.Get("participant"u8).Code(), line.Get("quoteId"u8).ClOrdId(ClOrdId.MaxQuoteIdLength));
        bool hasBid = line.TryGet("bid"u8, out JsonValue bid);
        bool hasAsk = line.TryGet("ask"u8, out JsonValue ask);
        (long bidTicks, long bidLots) = hasBid ? QuoteSide(bid) : default;
        (long askTicks, long askLots) = hasAsk ? QuoteSide(ask) : default;
        Quote quote = new()
        {
            Participant = market.Participant(subject.Participant),
            QuoteId = subject.ClOrdId,
            Basket = market.Basket(line.Get("basket"u8).Code()),
            Month = line.Get("month"u8).Month(),
            HasBid = hasBid,
            HasAsk = hasAsk,
            BidTicks = bidTicks,
            BidLots = bidLots,
            AskTicks = askTicks,
            AskLots = askLots,
        };
        line.RequireNoOthers();
        market.Apply(subject, Command.Of(market.Header, quote));
    }

    /// <summary>Refused with a tag that the engine has no room for: without it, it would be another order.</summary>
    private void Enter(in Subject subject, NewOrder order, Code workload, List<Code>? supports)
    {
        if (workload.Length > 0 && !market.TryDefineWorkload(subject, workload))
            return;
        WorkloadSet supported = default;
        foreach (Code tag in supports ?? [])
        {
            if (!market.TryDefineWorkload(subject, tag))
                return;
            supported.Add(market.Workload(tag));
        }
        WorkloadId named = workload.Length > 0 ? market.Workload(workload) : default;
        market.Apply(subject, Command.Of(market.Header, order with { Workload = named, Supports = supported }));
    }

    private static bool Given(JsonFields line, ReadOnlySpan<byte> name, GivenTerms term, ref GivenTerms given)
    {
        bool isGiven = line.Has(name);
        if (isGiven)
            given |= term;
        return isGiven;
    }

    private static List<Code>? Supports(JsonFields line)
    {
        if (!line.TryGet("supports"u8, out JsonValue array))
            return null;
        List<Code> tags = [];
        JsonItems items = array.Items();
        while (items.TryNext(out JsonValue tag))
            tags.Add(tag.Code());
        return tags;
    }

    private AlternativeList Alternatives(JsonFields line)
    {
        AlternativeList alternatives = default;
        if (!line.TryGet("alternatives"u8, out JsonValue array))
            return alternatives;
        JsonItems items = array.Items();
        while (items.TryNext(out JsonValue item))
        {
            _nested.Read(item);
            alternatives.Add(new Alternative(market.Market(_nested), _nested.Scaled("price"u8, PriceDecimals, Price.OffTick)));
            _nested.RequireNoOthers();
        }
        return alternatives;
    }

    private (long Ticks, long Lots) QuoteSide(JsonValue side)
    {
        _nested.Read(side);
        (long Ticks, long Lots) read =
            (_nested.Scaled("price"u8, PriceDecimals, Price.OffTick), _nested.Get("lots"u8).Whole());
        _nested.RequireNoOthers();
        return read;
    }
}
