using ComputeExchange.Bots;
using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Hedging.Index;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>A participant of the demo with its strategy and what it holds.</summary>
/// <param name="Participant">Who.</param>
/// <param name="Strategy">How it trades.</param>
internal sealed record DemoBot(DemoParticipant Participant, IStrategy Strategy)
{
    /// <summary>What its reports have told it.</summary>
    public Inventory Inventory { get; } = new();

    /// <summary>What it sends now.</summary>
    public List<Command> Step(MarketView view)
    {
        List<Command> requests = [];
        Strategy.Step(view, Inventory, requests);
        return requests;
    }
}

/// <summary>The bots of the demo's market, one a participant.</summary>
internal sealed class DemoBots
{
    private readonly DemoBot[] _all;

    /// <summary>One bot for each participant.</summary>
    /// <param name="market">The market.</param>
    /// <param name="seed">What the principals' orders come from: each draws from a generator of its own.</param>
    public DemoBots(DemoMarket market, ulong seed)
    {
        IndexMethod method = new();
        Operator = new DemoBot(
            Of(market, ParticipantKind.Operator).Single(), new PriceFeed(IndexMethod.Version, method.Hash));
        MarketMakers = [.. Of(market, ParticipantKind.MarketMaker).Select((each, i) => new DemoBot(each, MakerOf(each, i)))];
        Dealers = [.. Of(market, ParticipantKind.Dealer).Select((each, i) => new DemoBot(each, DealerOf(each, i)))];
        Principals = [.. Of(market, ParticipantKind.Principal).Select(each => new DemoBot(each, PrincipalOf(each, seed)))];
        _all = [Operator, .. MarketMakers, .. Dealers, .. Principals];
        Array.Sort(_all, (left, right) => left.Participant.Id.Value.CompareTo(right.Participant.Id.Value));
    }

    /// <summary>The operator with its price feed.</summary>
    public DemoBot Operator { get; }

    /// <summary>Market makers on the basket books.</summary>
    public IReadOnlyList<DemoBot> MarketMakers { get; }

    /// <summary>Dealers.</summary>
    public IReadOnlyList<DemoBot> Dealers { get; }

    /// <summary>Principals of four kinds.</summary>
    public IReadOnlyList<DemoBot> Principals { get; }

    /// <summary>All of them, in the order of their ids.</summary>
    public IReadOnlyList<DemoBot> All => _all;

    /// <summary>The bot of a participant.</summary>
    public DemoBot Of(ParticipantId participant) => _all[participant.Value - 1];

    private static IEnumerable<DemoParticipant> Of(DemoMarket market, ParticipantKind kind) =>
        market.Participants.Where(each => each.Kind == kind);

    private static MarketMaker MakerOf(DemoParticipant participant, int number) => new(
        new MarketMakerSettings(participant.Id, "q")
        {
            DepthDecay = number == 0 ? 140 : 110,
            QuoteLots = number == 0 ? 30 : 50,
        });

    // No two quote alike: a large dealer with thin margins, one in the middle, and a small one whose bids are plain.
    private static DealerQuoter DealerOf(DemoParticipant participant, int number) => new(number switch
    {
        0 => new DealerSettings(participant.Id, "d") { Beta = 110, Gpus = 96 },
        1 => new DealerSettings(participant.Id, "d") { Beta = 95, Gpus = 64, OfferSlice = 6 },
        _ => new DealerSettings(participant.Id, "d") { Beta = 80, Gpus = 48, BidParts = 1, InventoryCost = 2e-6 },
    });

    private static PrincipalFlow PrincipalOf(DemoParticipant participant, ulong seed) => new(
        new PrincipalSettings(participant.Id, "p", participant.Business!.Value, DemoMarket.Inference),
        SeededRandom.For(seed, participant.Id.Value));
}
