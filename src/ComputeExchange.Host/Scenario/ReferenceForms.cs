using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The lines that say what there is: sku, region, market, participant, workload, basket.</summary>
internal sealed class ReferenceForms(ScenarioMarket market)
{
    private const int DefaultLot = 8;
    private const int DefaultLeadHours = 1;
    private const int DefaultMultiplier = 730;
    private const long DefaultTick = 1;
    private const int PriceDecimals = 4;
    private readonly JsonFields _nested = new();

    /// <summary>A SKU, or a new lot and new attributes of one.</summary>
    public void Sku(JsonFields line)
    {
        DefineSku sku = new()
        {
            Code = line.Get("sku"u8).Code(),
            Lot = line.WholeInt("lot"u8, DefaultLot),
            Gpu = line.CodeOrNone("gpu"u8),
            FormFactor = line.CodeOrNone("formFactor"u8),
            MemoryGigabytes = line.WholeInt("memory"u8, 0),
            Interconnect = line.CodeOrNone("interconnect"u8),
            Tenancy = line.CodeOrNone("tenancy"u8),
        };
        line.RequireNoOthers();
        market.Define(default, market.Codes.Skus, sku.Code, Command.Of(market.Header, sku));
    }

    /// <summary>A region.</summary>
    public void Region(JsonFields line)
    {
        DefineRegion region = new() { Code = line.Get("region"u8).Code() };
        line.RequireNoOthers();
        market.Define(default, market.Codes.Regions, region.Code, Command.Of(market.Header, region));
    }

    /// <summary>The lead of a market.</summary>
    public void Market(JsonFields line)
    {
        DefineMarket defined = new() { Market = market.Market(line), LeadHours = line.WholeInt("lead"u8, DefaultLeadHours) };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, defined));
    }

    /// <summary>A participant, or a new kind of one.</summary>
    public void Participant(JsonFields line)
    {
        DefineParticipant participant = new()
        {
            Code = line.Get("participant"u8).Code(),
            Kind = OrderWords.Kind(line.Get("kind"u8)),
        };
        line.RequireNoOthers();
        market.Define(default, market.Codes.Participants, participant.Code, Command.Of(market.Header, participant));
    }

    /// <summary>A workload tag.</summary>
    public void Workload(JsonFields line)
    {
        DefineWorkload workload = new() { Code = line.Get("workload"u8).Code() };
        line.RequireNoOthers();
        market.Define(default, market.Codes.Workloads, workload.Code, Command.Of(market.Header, workload));
    }

    /// <summary>A basket, or further months of one.</summary>
    public void Basket(JsonFields line)
    {
        (DeliveryMonth first, ulong listed) = Months(line.Get("months"u8));
        DefineBasket basket = new()
        {
            Code = line.Get("basket"u8).Code(),
            Multiplier = line.WholeInt("multiplier"u8, DefaultMultiplier),
            Tick = line.Scaled("tick"u8, PriceDecimals, DefaultTick),
            FirstMonth = first,
            ListedMonths = listed,
            Constituents = Constituents(line.Get("constituents"u8)),
        };
        line.RequireNoOthers();
        market.Define(default, market.Codes.Baskets, basket.Code, Command.Of(market.Header, basket));
    }

    /// <summary>The listed months as the first one and a bit for each; no bits, which the engine refuses, when they span
    /// more than a basket may list.</summary>
    private static (DeliveryMonth First, ulong Listed) Months(JsonValue array)
    {
        List<int> indices = [];
        JsonItems items = array.Items();
        while (items.TryNext(out JsonValue month))
            indices.Add(month.Month().Index);
        if (indices.Count == 0)
            return default;
        int first = indices.Min();
        if (indices.Max() - first >= Limits.MaxListedMonths)
            return (new DeliveryMonth(first), 0);
        return (new DeliveryMonth(first), indices.Aggregate(0UL, (bits, index) => bits | 1UL << (index - first)));
    }

    private ConstituentList Constituents(JsonValue array)
    {
        ConstituentList constituents = default;
        JsonItems items = array.Items();
        while (items.TryNext(out JsonValue item))
        {
            _nested.Read(item);
            constituents.Add(new Constituent(market.Market(_nested), _nested.Get("share"u8).WholeInt()));
            _nested.RequireNoOthers();
        }
        return constituents;
    }
}
