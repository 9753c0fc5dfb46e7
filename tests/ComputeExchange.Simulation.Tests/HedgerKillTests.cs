using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Simulation.Tests.WholeSystem;

namespace ComputeExchange.Simulation.Tests;

/// <summary>The whole engine killed between fill, target, hedge order and hedge fill: the position is the target, never twice.</summary>
public sealed class HedgerKillTests(ITestOutputHelper output)
{
    private const int Lots = 49;
    private static readonly ParticipantId Dealer = new(1), Cloud = new(2), Maker = new(3);
    private static readonly DeliveryMonth September = DeliveryMonth.Of(2026, 9);
    private static readonly EngineTime Start = EngineTime.FromHour(DeliveryMonth.Of(2026, 8).StartHour);

    public enum Death
    {
        /// <summary>The process dies, and what it had written stays.</summary>
        Process,

        /// <summary>The machine dies, and nothing stays that was not forced.</summary>
        Machine,

        /// <summary>The machine dies, and chance decides what stays of that.</summary>
        MachineByChance,
    }

    [Fact]
    public void Killed_at_any_step_the_position_after_recovery_is_the_target_and_never_was_past_it()
    {
        int kills = 0;
        foreach (Death death in Enum.GetValues<Death>())
        {
            int steps = Play(death, killAt: -1);
            for (int at = RunSize.Of(smoke: (int)death, full: 0); at < steps; at += RunSize.Of(smoke: 5, full: 1), kills++)
                Play(death, at);
        }

        output.WriteLine($"seed {RunSize.FirstSeed}: {kills} kills, each at a step of its own");
    }

    /// <summary>A deal of 64 GPUs over September calls for 49 lots sold; the book takes them in pieces.</summary>
    private static int Play(Death death, int killAt)
    {
        SimulatedStorage storage = new(sectorBytes: 512);
        VirtualClock clock = new(Start);
        BasketHedger hedger = null!;
        BasketHedger Make() => hedger = new BasketHedger();
        EngineOptions options = new()
        {
            CommandRingSlots = 64,
            SnapshotEvery = 0,
            Journal = new JournalOptions { SegmentBytes = JournalLimits.MinSegmentBytes, BufferBytes = 128 * 1024 },
            Reports = new ReportLogOptions { SegmentBytes = ReportLogOptions.MinSegmentBytes },
            Clock = clock,
        };
        SteppedEngine engine = new(storage, options, null, Make);
        int step = 0;
        try
        {
            foreach (Command command in Story())
            {
                // What was not yet durable when the engine died is entered again, as its client would.
                for (bool isThere = false; !isThere;)
                {
                    long before = engine.Figures.DurableSequence;
                    Assert.True(engine.TrySubmit(command, default), "one command at a time finds no room");
                    bool died = TakeTurnsUntilQuiet(engine, hedger, ref step, killAt);
                    if (died)
                    {
                        if (death != Death.Process)
                            storage.Crash(death == Death.Machine ? null : new Random(RunSize.FirstSeed * 1_000 + step));
                        engine.Dispose();
                        engine = new SteppedEngine(storage, options, null, Make);
                        TakeTurnsUntilQuiet(engine, hedger, ref step, killAt);
                    }

                    isThere = !died || engine.Recovery.LastSequence > before;
                }
            }

            ContractHedgeReport september = Report(hedger)!;
            Assert.True(september.Position == -Lots, $"{death} at step {killAt}: {september}");
            return step;
        }
        finally
        {
            engine.Dispose();
        }
    }

    /// <summary>The stages in turn, with a look at the position behind each, until nothing is left to do or the engine dies.
    /// </summary>
    private static bool TakeTurnsUntilQuiet(SteppedEngine engine, BasketHedger hedger, ref int step, int killAt)
    {
        for (bool hasWorked = true; hasWorked;)
        {
            hasWorked = false;
            foreach (Func<bool> stage in new[] { engine.TryJournal, engine.TryMatch, engine.TryPublish, engine.TryHedge })
            {
                hasWorked |= stage();
                NeverPastTheTarget(engine, hedger, step);
                if (step++ == killAt)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Neither what the matching has come to, which runs ahead, nor what the hedger was told of it.</summary>
    private static void NeverPastTheTarget(SteppedEngine engine, BasketHedger hedger, int step)
    {
        long held = PositionOf(engine.Exchange);
        Assert.True(held is >= -Lots and <= 0, $"at step {step} the dealer holds {held} lots");
        if (Report(hedger) is { } september)
            Assert.InRange(september.Position, Math.Min(decimal.Truncate(september.ExactTarget), 0), 0);
    }

    private static long PositionOf(Exchange exchange)
    {
        Span<PositionState> rows = stackalloc PositionState[8];
        int count = exchange.View.Positions(Dealer, afterRow: 0, rows, out bool hasMore);
        Assert.False(hasMore);
        long held = 0;
        foreach (ref readonly PositionState row in rows[..count])
            held += row.Instrument.Kind == InstrumentKind.BasketFuture ? row.Quantity : 0;
        return held;
    }

    private static ContractHedgeReport? Report(BasketHedger hedger) => new HedgeReporter(hedger.Book).Report().Dealers
        .SelectMany(dealer => dealer.Contracts).FirstOrDefault(contract => contract.Month == September.ToString());

    private static IEnumerable<Command> Story()
    {
        CommandHeader header = new() { Time = Start };
        yield return Command.Of(header, new DefineSku { Code = Code.Parse("H200"), Lot = 8 });
        yield return Command.Of(header, new DefineRegion { Code = Code.Parse("us-east-1") });
        yield return Command.Of(header, new DefineParticipant { Code = Code.Parse("ALPHA"), Kind = ParticipantKind.Dealer });
        yield return Command.Of(header, new DefineParticipant { Code = Code.Parse("CLOUD"), Kind = ParticipantKind.Principal });
        yield return Command.Of(header, new DefineParticipant { Code = Code.Parse("MAKER"), Kind = ParticipantKind.MarketMaker });
        ConstituentList constituents = default;
        constituents.Add(new Constituent(SimulatedMarket.Market, 1));
        yield return Command.Of(header, new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = 730,
            Tick = 10,
            FirstMonth = September,
            ListedMonths = 1,
            Constituents = constituents,
        });
        foreach ((ParticipantId from, ParticipantId to) in new[] { (Dealer, Cloud), (Cloud, Dealer) })
            yield return Command.Of(header, new SetCreditLine { From = from, To = to, Limit = new Money(1L << 50), AddOn = 1 });
        yield return Command.Of(header, new SetHedging { Participant = Dealer, On = true });
        yield return Command.Of(header, new SetHedgeRatio
        {
            Market = SimulatedMarket.Market,
            Basket = SimulatedMarket.Basket,
            HasRatio = true,
            Micros = 777_650,
        });
        yield return Command.Of(header, Forward(Cloud, Side.Sell));
        yield return Command.Of(header, Forward(Dealer, Side.Buy));
        foreach (int lots in new[] { 20, 5, 1_000 })
            yield return Command.Of(header, Bid(lots));
    }

    private static NewOrder Forward(ParticipantId who, Side side) => new()
    {
        Participant = who,
        ClOrdId = ClOrdId.Parse($"f{who.Value}"),
        Instrument = Instrument.Forward(
            SimulatedMarket.Market, DeliveryWindow.Between(September.StartHour, September.EndHour)),
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
        Quantity = 64,
        LimitTicks = 25_000,
    };

    private static Quote Bid(int lots) => new()
    {
        Participant = Maker,
        QuoteId = ClOrdId.Parse($"q{lots}"),
        Basket = SimulatedMarket.Basket,
        Month = September,
        HasBid = true,
        BidTicks = 24_800,
        BidLots = lots,
    };
}
