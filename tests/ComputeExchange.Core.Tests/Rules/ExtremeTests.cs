using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Numbers at the edges of what may be said: none stops the engine.</summary>
public sealed class ExtremeTests : MarketRules
{
    private const int EndOfAugust = 31 * 24;
    private const int MostLots = Limits.MaxLots;

    [Fact]
    public void A_quote_that_is_filled_and_renewed_without_end_counts_all_that_it_was_filled()
    {
        const int times = 250;
        market.Quote("q0", bid: (0.001m, MostLots));
        for (int i = 0; i < times; i++)
        {
            market.Enter(SellLots($"s{i}", MostLots - 1, 0.001m) with { TimeInForce = Ioc });
            market.Quote($"q{i + 1}", bid: (0.001m, MostLots));
        }
        market.Forget();
        market.Enter(SellLots("last", 1, 0.001m));

        market.Events.ShouldBe(New("last"), Trade($"q{times}.B", "last", 1, 0.001m, restingLeaves: MostLots - 1));
        Assert.Equal(times * (MostLots - 1L) + 1, market.Exchange.OpenOrders().Single().State.Cumulative);
        Assert.Equal(market.Exchange.StateHash(), Reloaded().StateHash());
    }

    [Fact]
    public void A_position_beyond_what_money_can_say_is_settled_to_the_tick()
    {
        const int times = 10_000;
        const int lots = 1_369;
        for (int i = 0; i < times; i++)
        {
            market.Enter(SellLots("s", lots, 100_000m));
            market.Enter(BuyLots("b", lots, 100_000m));
        }
        market.PassTo(0);
        market.SetIndex(100_000m);
        market.Forget();
        market.PassTo(EndOfAugust);

        decimal most = new Money(long.MaxValue).Dollars, least = new Money(long.MinValue).Dollars;
        market.Events.ShouldBe(
            Settled(Alpha, -lots * times, 100_000m, least), Settled(Beta, lots * times, 100_000m, most));
        Assert.Equal([0, 0], new[] { Alpha, Beta }.Select(CashOf));
    }

    [Theory]
    [InlineData(int.MaxValue - DeliveryWindow.MaxHours)]
    [InlineData(DeliveryWindow.LastHour)]
    [InlineData(DeliveryWindow.FirstHour - 1)]
    [InlineData(int.MinValue)]
    public void A_window_outside_of_the_calendar_is_refused(int startHour)
    {
        NewOrder order = Sell("s", 8, 2.50m).ToNewOrder();
        Instrument hour = Instrument.Forward(H200East, new DeliveryWindow(startHour, 1));
        market.Send(header => Command.Of(header, order with { Instrument = hour }));

        market.Events.ShouldBe(Rejected("s", RejectReason.InvalidWindow));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_month_that_a_basket_does_not_list_is_refused_wherever_it_is_named(int index)
    {
        Instrument unlisted = Instrument.Future(MarketUnderTest.Basket, new DeliveryMonth(index));
        NewOrder order = BuyLots("b", 1, 2.50m).ToNewOrder() with { Instrument = unlisted };
        for (int i = 0; i <= Exchange.ForesightDistance; i++)
            market.Exchange.Foresight.Look(Command.Of(default, order));
        market.Send(header => Command.Of(header, order));

        market.Events.ShouldBe(Rejected("b", RejectReason.UnknownInstrument));
        Assert.Equal(RejectReason.UnknownInstrument, market.Exchange.Top(Alpha, unlisted, out _));
    }

    [Fact]
    public void Months_before_and_after_the_one_that_months_are_counted_from_each_have_their_book()
    {
        Exchange early = new();
        Silence sink = new();
        foreach (Command command in Definitions())
            early.Apply(command, sink);
        ConstituentList constituents = default;
        constituents.Add(new Constituent(H200East, 1));
        early.Apply(
            Command.Of(default, new DefineBasket
            {
                Code = Code.Parse("H200-US"),
                Multiplier = 730,
                Tick = 1,
                FirstMonth = new DeliveryMonth(-2),
                ListedMonths = 0b1111,
                Constituents = constituents,
            }),
            sink);
        for (int month = -2; month < 2; month++)
        {
            Instrument future = Instrument.Future(MarketUnderTest.Basket, new DeliveryMonth(month));
            NewOrder order = SellLots($"s{month + 2}", month + 3, 2.50m).ToNewOrder() with { Instrument = future };
            early.Apply(Command.Of(default, order), sink);
        }

        Assert.Equal([1L, 2, 3, 4], new[] { -2, -1, 0, 1 }.Select(month => LotsAskedOf(early, month)));
    }

    [Fact]
    public void Divisible_offers_before_and_after_the_hour_that_hours_are_counted_from_are_both_found()
    {
        Exchange early = new();
        Silence sink = new();
        Command[] commands =
        [
            .. Definitions(),
            Command.Of(default, SellOf("before", new DeliveryWindow(-24, 12))),
            Command.Of(default, SellOf("across", new DeliveryWindow(-6, 12))),
            Command.Of(default, SellOf("after", new DeliveryWindow(6, 12))),
        ];
        foreach (Command command in commands)
            early.Apply(command, sink);

        DeliveryWindow[] asked = [new(-20, 4), new(-2, 4), new(8, 4)];
        Assert.Equal([8L, 8L, 8L], asked.Select(window => AskOf(early, window)));
    }

    [Fact]
    public void Positions_of_the_last_hour_of_the_calendar_can_be_told()
    {
        int last = DeliveryWindow.LastHour - 1 - MarketUnderTest.FirstHour;
        market.Given(Sell("s", 8, 2.50m) with { Hours = (last, last + 1) });
        market.Enter(Buy("b", 8, 2.50m) with { Hours = (last, last + 1) });

        PositionState[] rows = new PositionState[4];
        int count = market.Exchange.View.Positions(Beta, 0, rows, out bool hasMore);
        Assert.Equal((2, false, 8L), (count, hasMore, rows[0].Quantity));
    }

    private static IEnumerable<Command> Definitions() =>
    [
        Command.Of(default, new DefineSku { Code = Code.Parse("H200"), Lot = 8 }),
        Command.Of(default, new DefineRegion { Code = Code.Parse("us-east-1") }),
        Command.Of(default, new DefineParticipant { Code = Code.Parse("ALPHA"), Kind = ParticipantKind.Dealer }),
    ];

    private static NewOrder SellOf(string id, DeliveryWindow window) =>
        (Sell(id, 8, 2.50m) with { Divisible = 1 }).ToNewOrder() with { Instrument = Instrument.Forward(H200East, window) };

    private static long LotsAskedOf(Exchange exchange, int month)
    {
        Instrument future = Instrument.Future(MarketUnderTest.Basket, new DeliveryMonth(month));
        Assert.Equal(RejectReason.None, exchange.Top(Alpha, future, out TopOfBook top));
        return top.BestAsk.Quantity;
    }

    private static long AskOf(Exchange exchange, DeliveryWindow window)
    {
        Assert.Equal(RejectReason.None, exchange.Top(Alpha, Instrument.Forward(H200East, window), out TopOfBook top));
        return top.BestAsk.Quantity;
    }

    private sealed class Silence : IEventSink
    {
        public void On(in Event happened)
        {
        }
    }

    private Int128 CashOf(ParticipantId participant)
    {
        PositionState[] rows = new PositionState[1];
        Assert.Equal(1, market.Exchange.View.Positions(participant, 0, rows, out _));
        return rows[0].Value;
    }

    private Exchange Reloaded()
    {
        using MemoryStream saved = new();
        market.Exchange.Save(saved);
        saved.Position = 0;
        return Exchange.Load(saved);
    }
}
