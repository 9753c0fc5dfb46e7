using System.Runtime;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Once its pools have grown to what the market needs, the core allocates nothing, whatever the traffic.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests : MarketRules
{
    private const int WarmUpRounds = 300, MeasuredRounds = 300;

    /// <summary>For what others allocate meanwhile.</summary>
    private const long RoomBytes = 32 << 20;

    [Fact]
    public void Basket_traffic_allocates_nothing() =>
        ShouldAllocateNothing(
            Enter(SellLots("s", 20, 2.60m) with { Display = 5 }), Enter(SellLots("t", 10, 2.61m)), Enter(BuyLots("b", 12, 2.60m)),
            Enter(BuyLots("fok", 100, 2.61m) with { TimeInForce = Fok }),
            Enter(BuyLots("post", 1, 2.61m) with { PostOnly = true }),
            Enter(AtMarket(BuyLots("market", 3, 0))), Replace("s", "s2", lots: 15), Cancel("s2", Alpha), Cancel("t", Alpha),
            Quote("q", 2.50m, 2.70m), Quote("r", 2.51m, 2.71m), MassCancel(Maker));

    [Fact]
    public void Forward_traffic_allocates_nothing() =>
        ShouldAllocateNothing(
            Enter(Sell("s", 16, 2.50m)), Enter(Sell("t", 16, 2.51m) with { By = Gamma }),
            Enter(Sell("u", 16, 2.51m) with { Hours = (0, 12) }),
            Enter(Buy("b", 24, 2.52m)), Enter(Buy("whole", 24, 2.52m) with { AllOrNone = true }), Enter(Buy("bad", 7, 2.52m)),
            Enter(Sell("day", 8, 2.60m) with { TimeInForce = Day }), Cancel("t", Gamma), Cancel("u", Alpha),
            Cancel("whole", Beta),
            Cancel("day", Alpha), Credit(1_000_000_000), Credit(900_000_000));

    [Fact]
    public void Divisible_traffic_allocates_nothing() =>
        ShouldAllocateNothing(
            Enter(Sell("s", 64, 2.50m) with { Divisible = 4 }), Enter(Buy("1", 32, 2.50m) with { Hours = (4, 12) }),
            Enter(Buy("2", 16, 2.50m) with { Hours = (8, 20) }), Enter(Buy("3", 8, 2.50m)),
            Enter(Buy("rests", 8, 2.40m) with { Hours = (2, 8) }),
            Enter(Sell("comes", 8, 2.40m) with { Divisible = 2 }), Cancel("s", Alpha), Cancel("comes", Alpha));

    [Fact]
    public void Complex_traffic_allocates_nothing() =>
        ShouldAllocateNothing(
            Enter(Sell("1", 8, 2.40m) with { Hours = (0, 12) }), Enter(Sell("2", 16, 2.50m) with { Divisible = 4 }),
            Enter(Buy("b", 8, 2.50m) with { MaxParts = 3, LatestStart = 2, Alternatives = [(H100East, 2.00m)] }),
            Enter(Buy("rests", 16, 2.47m) with { MaxParts = 2 }),
            Enter(Sell("comes", 8, 2.40m) with { Hours = (0, 12), By = Gamma }),
            Enter(Sell("whole", 8, 2.40m) with { AllOrNone = true }), Enter(Sell("post", 8, 2.40m) with { PostOnly = true }),
            Credit(1_000_000_000), Credit(900_000_000), MassCancel(Alpha), MassCancel(Beta), MassCancel(Gamma));

    [Fact]
    public void Passing_time_allocates_nothing()
    {
        Command[] hours = [.. Enumerable.Range(-31 * 24 + 1, WarmUpRounds + MeasuredRounds).SelectMany(AnHour)];
        int warmUp = hours.Length / 2;
        Deaf deaf = new();
        Play(hours[..warmUp], deaf, rounds: 1);
        Command[] measured = hours[warmUp..];
        Assert.Equal(0, AllocatedBy(() => Play(measured, deaf, rounds: 1)));
        Assert.True(deaf.Trades >= WarmUpRounds + MeasuredRounds, $"only {deaf.Trades} trades");
    }

    /// <summary>An hour in which orders expire, hours are delivered and settled, and prices come in.</summary>
    private static Command[] AnHour(int hour)
    {
        CommandHeader header = new() { Time = MarketUnderTest.At(hour) };
        (int, int) next = (hour + 2, hour + 6);
        return
        [
            Command.Tick(header),
            Command.Of(header, (Sell("gtd", 8, 2.60m) with { TimeInForce = Gtd, ExpireAtHour = hour + 1 }).ToNewOrder()),
            Command.Of(header, (Sell("gate", 8, 2.60m) with { Hours = (hour + 2, hour + 26) }).ToNewOrder()),
            Command.Of(header, (Sell("s", 8, 2.50m) with { Hours = next }).ToNewOrder()),
            Command.Of(header, (Buy("b", 8, 2.50m) with { Hours = next }).ToNewOrder()),
            Command.Of(header, new SetIndexValue { Basket = MarketUnderTest.Basket, NanoDollars = 2_500_000_000 + hour }),
            Command.Of(header, new SetReferencePrice { Market = H200East, NanoDollars = 2_500_000_000 + hour }),
            Command.Of(header, new Settle { ThroughHour = MarketUnderTest.FirstHour + hour }),
        ];
    }

    private void ShouldAllocateNothing(params Command[] round)
    {
        Deaf deaf = new();
        Play(round, deaf, WarmUpRounds);
        int open = market.Exchange.OpenOrderCount;
        Assert.Equal(0, AllocatedBy(() => Play(round, deaf, MeasuredRounds)));
        Assert.Equal(open, market.Exchange.OpenOrderCount);
        Assert.True(deaf.Trades >= WarmUpRounds + MeasuredRounds, $"only {deaf.Trades} trades");
    }

    /// <summary>Without a collection, which would count the rest of this thread's buffer as allocated.</summary>
    private static long AllocatedBy(Action work)
    {
        Assert.True(GC.TryStartNoGCRegion(RoomBytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
        return allocated;
    }

    private void Play(Command[] round, Deaf deaf, int rounds)
    {
        for (int i = 0; i < rounds; i++)
            foreach (ref readonly Command command in round.AsSpan())
                market.Exchange.Apply(command, deaf);
    }

    private static Command Enter(EnteredOrder order) => Command.Of(default, order.ToNewOrder());

    private static Command Cancel(string id, ParticipantId by) =>
        Command.Of(default, new CancelOrder { Participant = by, OrigClOrdId = ClOrdId.Parse(id) });

    private static Command MassCancel(ParticipantId by) => Command.Of(default, new MassCancel { Participant = by });

    private static Command Credit(decimal dollars) => Command.Of(default, new SetCreditLine
    {
        From = Alpha,
        To = Beta,
        Limit = MarketUnderTest.Dollars(dollars),
        AddOn = Limits.FullAddOn,
    });

    private static Command Replace(string orig, string id, long lots) => Command.Of(default, new ReplaceOrder
    {
        Participant = Alpha,
        OrigClOrdId = ClOrdId.Parse(orig),
        ClOrdId = ClOrdId.Parse(id),
        Given = ReplacedTerms.Lots,
        Lots = lots,
    });

    private static Command Quote(string id, decimal bid, decimal ask) => Command.Of(default, new Quote
    {
        Participant = Maker,
        QuoteId = ClOrdId.Parse(id),
        Basket = MarketUnderTest.Basket,
        Month = MarketUnderTest.August,
        HasBid = true,
        BidTicks = MarketUnderTest.Ticks(bid),
        BidLots = 5,
        HasAsk = true,
        AskTicks = MarketUnderTest.Ticks(ask),
        AskLots = 5,
    });

    /// <summary>Hears everything, remembers only that there were trades.</summary>
    private sealed class Deaf : IEventSink
    {
        public long Trades { get; private set; }

        public void On(in Event happened) => Trades += happened.Kind == EventKind.Trade ? 1 : 0;
    }
}
