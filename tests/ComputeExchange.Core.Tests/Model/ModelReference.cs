using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 2: SKUs, regions, markets, participants, baskets. Ids count from 1 in the order of definition, each kind
/// separately.</summary>
internal sealed class ModelReference
{
    public List<DefineSku> Skus { get; } = [];

    public List<Code> Regions { get; } = [];

    public List<DefineParticipant> Participants { get; } = [];

    public List<Code> Workloads { get; } = [];

    public List<DefineBasket> Baskets { get; } = [];

    public Dictionary<MarketId, int> Leads { get; } = [];

    public HashSet<ParticipantId> Killed { get; } = [];

    public Dictionary<(ParticipantId, BasketId), SetMarketMakerProtection> Protections { get; } = [];

    public SetOrderCaps Caps { get; set; } = new() { OpenOrders = 100_000, ComplexOrdersOfOne = 256, ComplexOrdersOfAll = 4_096 };

    public bool Knows(ParticipantId id) => id.Value >= 1 && id.Value <= Participants.Count;

    public bool Knows(MarketId id) =>
        id.Sku.Value >= 1 && id.Sku.Value <= Skus.Count && id.Region.Value >= 1 && id.Region.Value <= Regions.Count;

    public bool Knows(BasketId id) => id.Value >= 1 && id.Value <= Baskets.Count;

    public bool Knows(Instrument instrument) => instrument.IsBasket
        ? Knows(instrument.Basket) && Basket(instrument.Basket).Lists(instrument.Month)
        : Knows(instrument.Market);

    public ParticipantKind KindOf(ParticipantId id) => Participants[id.Value - 1].Kind;

    public bool IsDealer(ParticipantId id) => KindOf(id) == ParticipantKind.Dealer;

    public DefineBasket Basket(BasketId id) => Baskets[id.Value - 1];

    /// <summary>GPUs of one node of a SKU: forward quantities are multiples of it.</summary>
    public long LotOf(MarketId market) => Skus[market.Sku.Value - 1].Lot;

    /// <summary>"every pair of known SKU and region is a market with lead 1" (SPEC 8) unless set.</summary>
    public int LeadOf(MarketId market) => Leads.GetValueOrDefault(market, 1);
}
