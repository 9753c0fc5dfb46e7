using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The reference data that a random scenario opens with.</summary>
internal static class MarketDefinitions
{
    /// <summary>SKUs, of different lots.</summary>
    public const int Skus = 2;

    /// <summary>Regions.</summary>
    public const int Regions = 2;

    public static IEnumerable<Command> Of(Dice dice, ScenarioProfile profile, int participants, CommandHeader header)
    {
        for (int i = 0; i < Skus; i++)
            yield return Command.Of(header, new DefineSku { Code = Code.Parse($"SKU{i + 1}"), Lot = i == 0 ? 8 : 4 });
        for (int i = 0; i < Regions; i++)
            yield return Command.Of(header, new DefineRegion { Code = Code.Parse($"region{i + 1}") });
        for (int i = 0; i < 2; i++)
            yield return Command.Of(header, new DefineWorkload { Code = Code.Parse($"model{i + 1}") });
        for (int i = 0; i < participants; i++)
        {
            ParticipantKind kind = i < 2 || dice.Chance(70)
                ? ParticipantKind.Dealer
                : dice.Of(ParticipantKind.Principal, ParticipantKind.MarketMaker);
            yield return Command.Of(header, new DefineParticipant { Code = Code.Parse($"P{i + 1}"), Kind = kind });
        }
        ConstituentList constituents = default;
        constituents.Add(new Constituent(new MarketId(new SkuId(1), new RegionId(1)), 1));
        yield return Command.Of(header, new DefineBasket
        {
            Code = Code.Parse("BASKET"),
            Multiplier = 730,
            Tick = 100,
            FirstMonth = DeliveryMonth.Of(2026, 7),
            ListedMonths = 0b11,
            Constituents = constituents,
        });
        if (dice.Chance(10))
        {
            yield return Command.Of(header, new SetOrderCaps
            {
                OpenOrders = dice.Between(2, 8),
                ComplexOrdersOfOne = dice.Between(1, 3),
                ComplexOrdersOfAll = dice.Between(1, 4),
            });
        }
        if (profile is ScenarioProfile.Basket or ScenarioProfile.Everything && dice.Chance(30))
        {
            yield return Command.Of(header, new SetMarketMakerProtection
            {
                Participant = new ParticipantId((ushort)dice.Between(0, participants)),
                Basket = new BasketId(1),
                Fills = dice.Between(1, 4),
                WindowNanos = EngineTime.NanosPerHour + 1,
            });
        }
    }
}
