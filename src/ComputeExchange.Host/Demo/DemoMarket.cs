using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Prices;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>The market that `demo` plays on and that `serve` starts with: three SKUs in the regions that really offer them, two
/// baskets, and participants with credit between them.</summary>
/// <remarks>All of it enters as commands, in an order that lets their ids be told beforehand: the core numbers what it is given
/// from 1. So the definitions fit an empty market only.</remarks>
internal sealed class DemoMarket
{
    /// <summary>How many months the baskets list, from the first on: compute futures are listed up to three years out.</summary>
    public const int ListedMonths = 36;

    private const int GpusOfNode = 8;
    private const int GpuHoursOfLot = 730;
    private const int BasketTick = 10;
    private const string H100Machine = "a3-highgpu-8g";
    private const string A100Machine = "a2-highgpu-8g";
    private const string BigA100Machine = "a2-ultragpu-8g";
    private static readonly BasketId H100Basket = new(1);
    private static readonly BasketId A100Basket = new(2);

    private static readonly DemoSku[] SkuTable =
    [
        new("H100-SXM-80GB", "H100", 80, H100Machine, H100Basket),
        new("A100-SXM-40GB", "A100", 40, A100Machine, A100Basket),
        new("A100-SXM-80GB", "A100", 80, BigA100Machine, A100Basket),
    ];

    private static readonly string[] BasketCodes = ["H100", "A100"];
    private static readonly string[] WorkloadCodes = ["inference", "training"];

    private static readonly (string Code, ParticipantKind Kind, PrincipalBusiness? Business)[] ParticipantTable =
    [
        ("OPERATOR", ParticipantKind.Operator, null),
        ("DEALER-ALDER", ParticipantKind.Dealer, null),
        ("DEALER-BIRCH", ParticipantKind.Dealer, null),
        ("DEALER-CEDAR", ParticipantKind.Dealer, null),
        ("MAKER-DELTA", ParticipantKind.MarketMaker, null),
        ("MAKER-EPSILON", ParticipantKind.MarketMaker, null),
        ("NEOCLOUD-FJORD", ParticipantKind.Principal, PrincipalBusiness.Neocloud),
        ("NEOCLOUD-GALE", ParticipantKind.Principal, PrincipalBusiness.Neocloud),
        ("DATACENTRE-HAVEN", ParticipantKind.Principal, PrincipalBusiness.DataCentre),
        ("DATACENTRE-IONA", ParticipantKind.Principal, PrincipalBusiness.DataCentre),
        ("INFERENCE-JUNO", ParticipantKind.Principal, PrincipalBusiness.InferencePlatform),
        ("INFERENCE-KITE", ParticipantKind.Principal, PrincipalBusiness.InferencePlatform),
        ("APP-LARK", ParticipantKind.Principal, PrincipalBusiness.ApplicationCompany),
        ("APP-MOTH", ParticipantKind.Principal, PrincipalBusiness.ApplicationCompany),
    ];

    private readonly DeliveryMonth _firstMonth;
    private readonly string[] _regions;

    private DemoMarket(DeliveryMonth firstMonth, string[] regions, MarketDirectory directory)
    {
        _firstMonth = firstMonth;
        _regions = regions;
        Directory = directory;
        Participants = [.. ParticipantTable.Select((entry, i) =>
            new DemoParticipant(new ParticipantId((ushort)(i + 1)), entry.Code, entry.Kind) { Business = entry.Business })];
    }

    /// <summary>Markets and baskets, with the ids that the core will give them.</summary>
    public MarketDirectory Directory { get; }

    /// <summary>Everybody, in the order of their ids.</summary>
    public IReadOnlyList<DemoParticipant> Participants { get; }

    /// <summary>The workload that inference platforms name.</summary>
    public static WorkloadId Inference => new(1);

    /// <summary>The market over the regions that a price history names.</summary>
    /// <param name="prices">Tells where each machine is offered.</param>
    /// <param name="firstMonth">The first month that the baskets list.</param>
    public static DemoMarket Over(ReferencePriceHistory prices, DeliveryMonth firstMonth)
    {
        string[] regions = [.. SkuTable.SelectMany(sku => prices.RegionsOf(sku.Machine))
            .Distinct().Order(StringComparer.Ordinal)];
        List<ListedMarket> markets = [];
        for (int sku = 0; sku < SkuTable.Length; sku++)
        {
            foreach (string region in prices.RegionsOf(SkuTable[sku].Machine))
            {
                MarketId id = new(new SkuId((ushort)(sku + 1)), new RegionId((ushort)(Array.IndexOf(regions, region) + 1)));
                markets.Add(new ListedMarket(id, SkuTable[sku].Machine, region, SkuTable[sku].Basket, GpusOfNode));
            }
        }
        ListedBasket[] baskets =
        [
            new(H100Basket, GpuHoursOfLot, BasketTick),
            new(A100Basket, GpuHoursOfLot, BasketTick),
        ];
        return new DemoMarket(firstMonth, regions, new MarketDirectory(markets, baskets));
    }

    /// <summary>The code of a SKU of this market.</summary>
    public static string CodeOf(SkuId sku) => SkuTable[sku.Value - 1].Code;

    /// <summary>What a person calls a SKU of this market: its GPU and memory.</summary>
    public static string ShortNameOf(SkuId sku) => $"{SkuTable[sku.Value - 1].Gpu} {SkuTable[sku.Value - 1].MemoryGigabytes}GB";

    /// <summary>The code of a region of this market.</summary>
    public string CodeOf(RegionId region) => _regions[region.Value - 1];

    /// <summary>The code of a basket of this market.</summary>
    public static string CodeOf(BasketId basket) => BasketCodes[basket.Value - 1];

    /// <summary>The code of a participant of this market.</summary>
    public string CodeOf(ParticipantId participant) => Participants[participant.Value - 1].Code;

    /// <summary>Everything that defines the market, in order, with empty headers: reference data, participants, credit lines,
    /// hedging of the dealers.</summary>
    public IEnumerable<Command> Definitions()
    {
        foreach (DemoSku sku in SkuTable)
            yield return Command.Of(default, sku.Definition(GpusOfNode));
        foreach (string region in _regions)
            yield return Command.Of(default, new DefineRegion { Code = Code.Parse(region) });
        foreach (string workload in WorkloadCodes)
            yield return Command.Of(default, new DefineWorkload { Code = Code.Parse(workload) });
        foreach (DemoParticipant participant in Participants)
        {
            DefineParticipant definition = new() { Code = Code.Parse(participant.Code), Kind = participant.Kind };
            yield return Command.Of(default, definition);
        }
        foreach (ListedBasket basket in Directory.Baskets)
            yield return Command.Of(default, Definition(basket));
        foreach (SetCreditLine line in DemoCredit.Lines(Participants))
            yield return Command.Of(default, line);
        foreach (DemoParticipant dealer in Participants.Where(participant => participant.Kind == ParticipantKind.Dealer))
            yield return Command.Of(default, DemoHedging.Of(dealer));
    }

    private DefineBasket Definition(ListedBasket basket)
    {
        ConstituentList constituents = default;
        foreach (ListedMarket market in Directory.MarketsOf(basket.Id))
            constituents.Add(new Constituent(market.Id, Share: 1));
        return new DefineBasket
        {
            Code = Code.Parse(CodeOf(basket.Id)),
            Multiplier = basket.Multiplier,
            Tick = basket.TickTicks,
            FirstMonth = _firstMonth,
            ListedMonths = (1UL << ListedMonths) - 1,
            Constituents = constituents,
        };
    }

    private sealed record DemoSku(string Code, string Gpu, int MemoryGigabytes, string Machine, BasketId Basket)
    {
        public DefineSku Definition(int lot) => new()
        {
            Code = Messages.Code.Parse(Code),
            Lot = lot,
            Gpu = Messages.Code.Parse(Gpu),
            FormFactor = Messages.Code.Parse("SXM"),
            MemoryGigabytes = MemoryGigabytes,
        };
    }
}
