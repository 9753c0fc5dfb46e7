using BenchmarkDotNet.Attributes;
using ComputeExchange.Core;
using ComputeExchange.LoadTest;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>Orders in a basket book of so many resting ones, on 58 price levels, through the core's one door: an order added and
/// cancelled again, and one that trades with an order that was added for it.</summary>
[MemoryDiagnoser]
public class OrderBookOrders : IEventSink
{
    private const int LevelsPerSide = 29;
    private const int Middle = 20_000;
    private static readonly DeliveryMonth Month = DeliveryMonth.Of(2100, 1);

    private readonly Exchange _exchange = new();
    private long _orders;

    [Params(100, 10_000, 100_000)]
    public int Resting { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(new MarketId(new SkuId(1), new RegionId(1)), 1));
        Apply(Command.Of(default, new DefineSku { Code = Code.Parse("H200"), Lot = 8 }));
        Apply(Command.Of(default, new DefineRegion { Code = Code.Parse("us-east-1") }));
        for (int i = 0; i < 2; i++)
            Apply(Command.Of(default, new DefineParticipant { Code = Code.Parse($"M{i}"), Kind = ParticipantKind.MarketMaker }));
        Apply(Command.Of(default, new SetOrderCaps
        {
            OpenOrders = 1_000_000,
            ComplexOrdersOfOne = 256,
            ComplexOrdersOfAll = 4_096,
        }));
        Apply(Command.Of(default, new DefineBasket
        {
            Code = Code.Parse("ALL"),
            Multiplier = 730,
            Tick = 1,
            FirstMonth = Month,
            ListedMonths = 1,
            Constituents = constituents,
        }));
        for (int i = 0; i < Resting; i++)
            Enter(owner: 1, isBuy: i % 2 == 0, awayTicks: 1 + i / 2 % LevelsPerSide, TimeInForce.GoodTillCancel);
        if (_exchange.OpenOrderCount != Resting)
            throw new InvalidOperationException($"{_exchange.OpenOrderCount} orders rest, not {Resting}");
    }

    [Benchmark]
    public void AddAndCancel()
    {
        ClOrdId id = Enter(owner: 1, isBuy: true, awayTicks: 1 + (int)(_orders % LevelsPerSide), TimeInForce.GoodTillCancel);
        Apply(Command.Of(default, new CancelOrder { Participant = new ParticipantId(1), OrigClOrdId = id }));
    }

    [Benchmark]
    public void AddAndTrade()
    {
        Enter(owner: 1, isBuy: false, awayTicks: 0, TimeInForce.GoodTillCancel);
        Enter(owner: 2, isBuy: true, awayTicks: 0, TimeInForce.ImmediateOrCancel);
    }

    /// <inheritdoc/>
    public void On(in Event happened)
    {
        if (happened.Kind == EventKind.Rejected)
            throw new InvalidOperationException($"{happened.Rejected.Command} was refused: {happened.Rejected.Reason}");
    }

    private ClOrdId Enter(ushort owner, bool isBuy, int awayTicks, TimeInForce timeInForce)
    {
        ClOrdId id = OrderIds.Of(++_orders);
        Apply(Command.Of(default, new NewOrder
        {
            Participant = new ParticipantId(owner),
            ClOrdId = id,
            Instrument = Instrument.Future(new BasketId(1), Month),
            Side = isBuy ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = timeInForce,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = 8,
            LimitTicks = isBuy ? Middle - awayTicks : Middle + awayTicks,
        }));
        return id;
    }

    private void Apply(in Command command) => _exchange.Apply(command, this);
}
