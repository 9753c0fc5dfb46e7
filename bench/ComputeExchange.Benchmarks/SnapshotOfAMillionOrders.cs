using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>A million open orders, half forwards in 720 windows and half basket futures in 12 months, of 100 dealers: what a
/// restart and a snapshot cost beside the orders themselves.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 2, iterationCount: 5)]
public class SnapshotOfAMillionOrders
{
    private const int Orders = 1_000_000;
    private const int Dealers = 100;
    private const int Windows = 720;
    private const int Months = 12;
    private const int Prices = 200;

    private readonly MemoryStream _snapshot = new();
    private Exchange _exchange = null!;

    [GlobalSetup]
    public void Fill()
    {
        _exchange = new Exchange();
        NoOne sink = new();
        Define(sink);
        for (int i = 0; i < Orders; i++)
            _exchange.Apply(Command.Of(default, Rest(i)), sink);
        if (_exchange.OpenOrderCount != Orders)
            throw new InvalidOperationException($"{_exchange.OpenOrderCount} orders are open, not {Orders}");
        _exchange.Save(_snapshot);
    }

    [Benchmark]
    public void Save()
    {
        _snapshot.Position = 0;
        _exchange.Save(_snapshot);
    }

    [Benchmark]
    public Exchange Load()
    {
        _snapshot.Position = 0;
        return Exchange.Load(_snapshot);
    }

    [Benchmark]
    public ulong StateHash() => _exchange.StateHash();

    private void Define(NoOne sink)
    {
        MarketId market = new(new SkuId(1), new RegionId(1));
        ConstituentList constituents = default;
        constituents.Add(new Constituent(market, 1));
        _exchange.Apply(Command.Of(default, new DefineSku { Code = Code.Parse("H200"), Lot = 8 }), sink);
        _exchange.Apply(Command.Of(default, new DefineRegion { Code = Code.Parse("us-east-1") }), sink);
        for (int i = 0; i < Dealers; i++)
        {
            DefineParticipant dealer = new() { Code = Code.Parse($"D{i}"), Kind = ParticipantKind.Dealer };
            _exchange.Apply(Command.Of(default, dealer), sink);
        }
        _exchange.Apply(
            Command.Of(default, new DefineBasket
            {
                Code = Code.Parse("H200-US"),
                Multiplier = 730,
                Tick = 1,
                FirstMonth = DeliveryMonth.Of(2026, 1),
                ListedMonths = (1 << Months) - 1,
                Constituents = constituents,
            }),
            sink);
    }

    /// <summary>Bids below and asks above, so that all rest.</summary>
    private static NewOrder Rest(int number)
    {
        bool isBuy = number % 4 < 2;
        DeliveryMonth month = new(DeliveryMonth.Of(2026, 1).Index + number / 7 % Months);
        DeliveryWindow window = new(60_000 + number / 7 % Windows, 24);
        return new NewOrder
        {
            Participant = new ParticipantId((ushort)(1 + number / 3 % Dealers)),
            ClOrdId = ClOrdId.Parse($"order-{number}"),
            Instrument = number % 2 == 0
                ? Instrument.Future(new BasketId(1), month)
                : Instrument.Forward(new MarketId(new SkuId(1), new RegionId(1)), window),
            Side = isBuy ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = 64,
            LimitTicks = (isBuy ? 20_000 : 21_000) + number / 11 % Prices,
        };
    }

    private sealed class NoOne : IEventSink
    {
        public void On(in Event happened)
        {
        }
    }
}
