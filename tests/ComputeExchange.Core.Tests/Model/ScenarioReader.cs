using System.Text.Json;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>Turns the lines of a scenario file (SPEC 8) into commands. Codes become ids, from 1 in the order of
/// definition.</summary>
internal sealed class ScenarioReader
{
    private const int DefaultLot = 8;
    private const int DefaultMultiplier = 730;
    private readonly List<string> _skus = [];
    private readonly List<string> _regions = [];
    private readonly List<string> _participants = [];
    private readonly List<string> _baskets = [];
    private readonly List<string> _workloads = [];
    private EngineTime _now;

    public string SkuOf(SkuId id) => _skus[id.Value - 1];

    public string RegionOf(RegionId id) => _regions[id.Value - 1];

    public string ParticipantOf(ParticipantId id) => _participants[id.Value - 1];

    public string BasketOf(BasketId id) => _baskets[id.Value - 1];

    /// <summary>The commands of a line that commands something: its own, behind the definition of workloads that it names
    /// first.</summary>
    public IEnumerable<Command> Read(JsonElement line)
    {
        int known = _workloads.Count;
        Command command = Command(line);
        for (int i = known; i < _workloads.Count; i++)
            yield return Messages.Command.Of(Header(), new DefineWorkload { Code = Code.Parse(_workloads[i]) });
        yield return command;
    }

    /// <summary>The participant that a line asks for; id 0 if there is none of that code.</summary>
    public ParticipantId Participant(JsonElement line, string field = "participant") => new(Id(_participants, Text(line, field)));

    /// <summary>The forward or basket future that a line names.</summary>
    public Instrument Instrument(JsonElement line)
    {
        if (line.TryGetProperty("basket", out _))
            return Messages.Instrument.Future(Basket(line), Month(Text(line, "month")));
        DeliveryWindow window = new(Hour(Text(line, "start")), line.GetProperty("hours").GetInt32());
        return Messages.Instrument.Forward(Market(line), window);
    }

    private Command Command(JsonElement line)
    {
        CommandHeader header = Header();
        switch (Text(line, "do"))
        {
            case "time":
                _now = Time(Text(line, "at"));
                return Messages.Command.Tick(Header());
            case "sku":
                int lot = line.TryGetProperty("lot", out JsonElement given) ? given.GetInt32() : DefaultLot;
                return Messages.Command.Of(header, new DefineSku { Code = Define(_skus, Text(line, "sku")), Lot = lot });
            case "region":
                return Messages.Command.Of(header, new DefineRegion { Code = Define(_regions, Text(line, "region")) });
            case "market":
                return Messages.Command.Of(header,
                    new DefineMarket { Market = Market(line), LeadHours = line.GetProperty("lead").GetInt32() });
            case "participant":
                ParticipantKind kind = Enum.Parse<ParticipantKind>(Text(line, "kind"), ignoreCase: true);
                return Messages.Command.Of(header,
                    new DefineParticipant { Code = Define(_participants, Text(line, "participant")), Kind = kind });
            case "basket":
                return Messages.Command.Of(header, BasketOf(line));
            case "credit":
                return Messages.Command.Of(header, Credit(line));
            case "caps":
                return Messages.Command.Of(header, new SetOrderCaps
                {
                    OpenOrders = line.GetProperty("openOrders").GetInt32(),
                    ComplexOrdersOfOne = line.GetProperty("complexOrdersOfOne").GetInt32(),
                    ComplexOrdersOfAll = line.GetProperty("complexOrdersOfAll").GetInt32(),
                });
            case "protection":
                return Messages.Command.Of(header, new SetMarketMakerProtection
                {
                    Participant = Participant(line),
                    Basket = Basket(line),
                    Fills = line.GetProperty("fills").GetInt32(),
                    WindowNanos = (long)(line.GetProperty("seconds").GetDecimal() * EngineTime.NanosPerSecond),
                });
            case "settle":
                return Messages.Command.Of(header, new Settle { ThroughHour = Time(Text(line, "through")).Hour });
            case "kill" or "revive":
                return Messages.Command.Of(header,
                    new SetKillSwitch { Participant = Participant(line), On = Text(line, "do") == "kill" });
            case "massCancel":
                return Messages.Command.Of(header, new MassCancel { Participant = Participant(line) });
            case "cancel":
                return Messages.Command.Of(header,
                    new CancelOrder { Participant = Participant(line), OrigClOrdId = OrderId(line, "orig") });
            case "replace":
                return Messages.Command.Of(header, Replace(line));
            case "quote":
                return Messages.Command.Of(header, Quote(line));
            case "order":
                return Messages.Command.Of(header, Order(line));
            default:
                throw new FormatException($"unknown command: {line}");
        }
    }

    private CommandHeader Header() => new() { Time = _now };

    private DefineBasket BasketOf(JsonElement line)
    {
        ConstituentList constituents = default;
        foreach (JsonElement constituent in line.GetProperty("constituents").EnumerateArray())
            constituents.Add(new Constituent(Market(constituent), constituent.GetProperty("share").GetInt32()));
        List<DeliveryMonth> months = [.. line.GetProperty("months").EnumerateArray()
            .Select(month => Month(month.GetString()!)).Order()];
        return new DefineBasket
        {
            Code = Define(_baskets, Text(line, "basket")),
            Multiplier = line.TryGetProperty("multiplier", out JsonElement lot) ? lot.GetInt32() : DefaultMultiplier,
            Tick = Ticks(line.GetProperty("tick")),
            FirstMonth = months[0],
            ListedMonths = months.Aggregate(0UL, (listed, month) => listed | 1UL << (month.Index - months[0].Index)),
            Constituents = constituents,
        };
    }

    private SetCreditLine Credit(JsonElement line) => new()
    {
        From = Participant(line, "from"),
        To = Participant(line, "to"),
        Limit = new Money((long)(line.GetProperty("limit").GetDecimal() * Money.UnitsPerDollar)),
        AddOn = line.TryGetProperty("addOn", out JsonElement addOn)
            ? (int)(addOn.GetDecimal() * Limits.FullAddOn)
            : Limits.FullAddOn,
    };

    private ReplaceOrder Replace(JsonElement line)
    {
        ReplacedTerms given = ReplacedTerms.None;
        long gpus = Number(line, "gpus", ref given, ReplacedTerms.Gpus);
        long lots = Number(line, "lots", ref given, ReplacedTerms.Lots);
        given |= line.TryGetProperty("price", out JsonElement price) ? ReplacedTerms.Price : ReplacedTerms.None;
        return new ReplaceOrder
        {
            Participant = Participant(line),
            ClOrdId = OrderId(line, "clOrdId"),
            OrigClOrdId = OrderId(line, "orig"),
            Given = given,
            Gpus = gpus,
            Lots = lots,
            LimitTicks = given.HasFlag(ReplacedTerms.Price) ? Ticks(price) : 0,
        };
    }

    private Quote Quote(JsonElement line)
    {
        bool hasBid = line.TryGetProperty("bid", out JsonElement bid);
        bool hasAsk = line.TryGetProperty("ask", out JsonElement ask);
        return new Quote
        {
            Participant = Participant(line),
            QuoteId = OrderId(line, "quoteId"),
            Basket = Basket(line),
            Month = Month(Text(line, "month")),
            HasBid = hasBid,
            HasAsk = hasAsk,
            BidTicks = hasBid ? Ticks(bid.GetProperty("price")) : 0,
            BidLots = hasBid ? bid.GetProperty("lots").GetInt64() : 0,
            AskTicks = hasAsk ? Ticks(ask.GetProperty("price")) : 0,
            AskLots = hasAsk ? ask.GetProperty("lots").GetInt64() : 0,
        };
    }

    private NewOrder Order(JsonElement line)
    {
        GivenTerms given = GivenTerms.None;
        OrderType type = Option(line, "type") == "market" ? OrderType.Market : OrderType.Limit;
        return new NewOrder
        {
            Participant = Participant(line),
            ClOrdId = OrderId(line, "clOrdId"),
            Instrument = Instrument(line),
            Side = Text(line, "side") == "buy" ? Side.Buy : Side.Sell,
            Type = type,
            TimeInForce = TimeInForceOf(Option(line, "tif") ?? (type == OrderType.Market ? "IOC" : "GTC")),
            SelfMatch = Enum.Parse<SelfMatchInstruction>(Option(line, "stp") ?? "CancelResting"),
            PostOnly = Flag(line, "postOnly"),
            AllOrNone = Flag(line, "allOrNone"),
            Quantity = line.GetProperty(line.TryGetProperty("lots", out _) ? "lots" : "gpus").GetInt64(),
            LimitTicks = Given(line, "price", ref given, GivenTerms.Price) is { } price ? Ticks(price) : 0,
            MinQuantity = Number(line, "minQty", ref given, GivenTerms.MinQuantity),
            DisplayQuantity = Number(line, "display", ref given, GivenTerms.DisplayQuantity),
            ExpireTime = Given(line, "expire", ref given, GivenTerms.ExpireTime) is { } expire
                ? Time(expire.GetString()!) : default,
            Divisible = (int)Number(line, "divisible", ref given, GivenTerms.Divisible),
            MaxParts = (int)Number(line, "maxParts", ref given, GivenTerms.MaxParts),
            MinSlice = (int)Number(line, "minSlice", ref given, GivenTerms.MinSlice),
            LatestStartHour = Given(line, "latestStart", ref given, GivenTerms.LatestStart) is { } latest
                ? Hour(latest.GetString()!) : 0,
            Step = (int)Number(line, "step", ref given, GivenTerms.Step),
            Workload = Option(line, "workload") is { } workload ? Workload(workload) : default,
            Supports = Supports(line),
            Alternatives = Alternatives(line),
            Given = given,
        };
    }

    private WorkloadSet Supports(JsonElement line)
    {
        WorkloadSet supports = default;
        if (line.TryGetProperty("supports", out JsonElement named))
        {
            foreach (JsonElement workload in named.EnumerateArray())
                supports.Add(Workload(workload.GetString()!));
        }
        return supports;
    }

    private AlternativeList Alternatives(JsonElement line)
    {
        AlternativeList alternatives = default;
        if (line.TryGetProperty("alternatives", out JsonElement listed))
        {
            foreach (JsonElement alternative in listed.EnumerateArray())
                alternatives.Add(new Alternative(Market(alternative), Ticks(alternative.GetProperty("price"))));
        }
        return alternatives;
    }

    private WorkloadId Workload(string code)
    {
        if (!_workloads.Contains(code))
            _workloads.Add(code);
        return new WorkloadId(Id(_workloads, code));
    }

    private MarketId Market(JsonElement line) =>
        new(new SkuId(Id(_skus, Text(line, "sku"))), new RegionId(Id(_regions, Text(line, "region"))));

    private BasketId Basket(JsonElement line) => new(Id(_baskets, Text(line, "basket")));

    private static Code Define(List<string> codes, string code)
    {
        if (!codes.Contains(code))
            codes.Add(code);
        return Code.Parse(code);
    }

    private static ushort Id(List<string> codes, string code) => (ushort)(codes.IndexOf(code) + 1);

    private static ClOrdId OrderId(JsonElement line, string field) => ClOrdId.Parse(Text(line, field));

    private static string Text(JsonElement line, string field) => line.GetProperty(field).GetString()!;

    private static string? Option(JsonElement line, string field) =>
        line.TryGetProperty(field, out JsonElement value) ? value.GetString() : null;

    private static bool Flag(JsonElement line, string field) =>
        line.TryGetProperty(field, out JsonElement value) && value.GetBoolean();

    private static long Number<TTerms>(JsonElement line, string field, ref TTerms given, TTerms term)
        where TTerms : struct, Enum =>
        Given(line, field, ref given, term)?.GetInt64() ?? 0;

    private static JsonElement? Given<TTerms>(JsonElement line, string field, ref TTerms given, TTerms term)
        where TTerms : struct, Enum
    {
        if (!line.TryGetProperty(field, out JsonElement value))
            return null;
        given = (TTerms)Enum.ToObject(typeof(TTerms), Convert.ToInt64(given) | Convert.ToInt64(term));
        return value;
    }

    private static long Ticks(JsonElement dollars)
    {
        decimal ticks = dollars.GetDecimal() * Price.TicksPerDollar;
        return ticks == decimal.Truncate(ticks) ? (long)ticks : Price.OffTick;
    }

    private static TimeInForce TimeInForceOf(string text) => text switch
    {
        "GTC" => TimeInForce.GoodTillCancel,
        "Day" => TimeInForce.Day,
        "GTD" => TimeInForce.GoodTillDate,
        "IOC" => TimeInForce.ImmediateOrCancel,
        "FOK" => TimeInForce.FillOrKill,
        _ => throw new FormatException($"unknown time in force: {text}"),
    };

    private static EngineTime Time(string text) =>
        new((DateTimeOffset.Parse(text).UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100);

    private static int Hour(string text) => Time(text).Hour;

    private static DeliveryMonth Month(string text) => DeliveryMonth.Of(int.Parse(text[..4]), int.Parse(text[5..]));
}
