namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>What is said last, over the healed network: that nobody is killed, then quotes with room for every hedge.</summary>
internal static class FinalOrders
{
    private const int Plenty = 1_000_000;

    /// <summary>The operator's.</summary>
    public static IEnumerable<Command> Allow(SimulatedMarket market)
    {
        yield return Command.Of(
            default, new SetOrderCaps { OpenOrders = 10_000, ComplexOrdersOfOne = 256, ComplexOrdersOfAll = 4_096 });
        for (ushort id = 1; id <= market.Maker.Value; id++)
        {
            ParticipantId participant = new(id);
            yield return Command.Of(
                default, new SetMarketMakerProtection { Participant = participant, Basket = SimulatedMarket.Basket });
            yield return Command.Of(default, new SetKillSwitch { Participant = participant, On = false });
        }

        yield return Command.Of(default, market.Ratio(777_650));
        for (ushort dealer = 1; dealer <= 2; dealer++)
            yield return Command.Of(default, SimulatedMarket.Hedging(new ParticipantId(dealer), on: true));
    }

    /// <summary>Everybody else's, so that nothing stands in the way of a hedge.</summary>
    public static Command Clear(ParticipantId participant) =>
        Command.Of(default, new MassCancel { Participant = participant });

    /// <summary>The maker's.</summary>
    public static IEnumerable<Command> Quotes(SimulatedMarket market)
    {
        foreach (int month in new[] { 7, 8 })
        {
            yield return Command.Of(default, new Quote
            {
                Participant = market.Maker,
                QuoteId = ClOrdId.Parse($"last{month}"),
                Basket = SimulatedMarket.Basket,
                Month = DeliveryMonth.Of(2026, month),
                HasBid = true,
                HasAsk = true,
                BidTicks = 22_300,
                BidLots = Plenty,
                AskTicks = 22_400,
                AskLots = Plenty,
            });
        }
    }
}
