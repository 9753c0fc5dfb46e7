using ComputeExchange.Core.Tests.RandomScenarios;

namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>The small crowded market that a simulation begins with: dealers who are hedged, principals, a maker, an operator.
/// </summary>
internal sealed class SimulatedMarket
{
    /// <summary>2026-07-31T00:00Z: a day before a month ends.</summary>
    public static readonly EngineTime Opening =
        EngineTime.FromHour(DeliveryMonth.Of(2026, 8).StartHour - EngineTime.HoursPerDay);

    public static readonly MarketId Market = new(new SkuId(1), new RegionId(1));
    public static readonly BasketId Basket = new(1);

    private readonly List<Command> _definitions;

    public SimulatedMarket(int seed)
    {
        Dice dice = new(seed);
        Participants = dice.Between(4, 6);
        CommandHeader header = new() { Time = Opening };
        _definitions = [.. MarketDefinitions.Of(dice, ScenarioProfile.Everything, Participants, header)];
        Maker = new ParticipantId((ushort)(Participants + 1));
        Operator = new ParticipantId((ushort)(Participants + 2));
        _definitions.Add(Command.Of(header, new DefineParticipant { Code = Code.Parse("MAKER"), Kind = ParticipantKind.MarketMaker }));
        _definitions.Add(Command.Of(header, new DefineParticipant { Code = Code.Parse("DESK"), Kind = ParticipantKind.Operator }));
        Random chance = new(seed);
        for (ushort from = 1; from <= Participants; from++)
            for (ushort to = 1; to <= Participants; to++)
                if (from != to)
                    _definitions.Add(Command.Of(header, CreditLine(new ParticipantId(from), new ParticipantId(to), chance)));
        _definitions.Add(Command.Of(header, Ratio(777_650)));
        _definitions.Add(Command.Of(header, Hedging(new ParticipantId(1), on: true)));
        _definitions.Add(Command.Of(header, Hedging(new ParticipantId(2), on: true)));
    }

    /// <summary>How many trade forwards: P1 and P2 are dealers, the others anything.</summary>
    public int Participants { get; }

    public ParticipantId Maker { get; }

    public ParticipantId Operator { get; }

    /// <summary>The commands that make the market.</summary>
    public IReadOnlyList<Command> Definitions => _definitions;

    /// <summary>One of the two that are hedged.</summary>
    public ParticipantId Dealer(Random chance) => new((ushort)chance.Next(1, 3));

    /// <summary>A line that allows a lot, or a few hours only.</summary>
    public SetCreditLine CreditLine(ParticipantId from, ParticipantId to, Random chance) => new()
    {
        From = from,
        To = to,
        Limit = new Money((chance.Next(3) == 0 ? chance.Next(50, 900) : 1_000_000) * (long)Money.UnitsPerDollar),
        AddOn = chance.Next(3) == 0 ? 3_333 : Limits.FullAddOn,
    };

    public SetHedgeRatio Ratio(long micros) => new() { Market = Market, Basket = Basket, HasRatio = true, Micros = micros };

    public static SetHedging Hedging(ParticipantId dealer, bool on) => new() { Participant = dealer, On = on };
}
