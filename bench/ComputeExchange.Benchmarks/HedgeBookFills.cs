using BenchmarkDotNet.Attributes;
using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>What the hedge book costs for each event, and a step of the hedger after it, with the demo's 33 markets, 4
/// dealers and 36 listed months: a forward fill, a basket fill, a change of the top.</summary>
[MemoryDiagnoser]
public class HedgeBookFills : IHedgeCommands
{
    private const int Markets = 33;
    private const int Dealers = 4;
    private static readonly DeliveryMonth Month = DeliveryMonth.Of(2026, 9);

    private readonly HedgeBook _book = new();
    private Hedger _hedger = null!;
    private long _sequence;
    private int _next;

    bool IHedgeCommands.TrySend(in Command command) => true;

    [GlobalSetup]
    public void Fill()
    {
        _hedger = new Hedger(_book, this);
        for (ushort id = 1; id <= Dealers + 1; id++)
        {
            ParticipantKind kind = id <= Dealers ? ParticipantKind.Dealer : ParticipantKind.Principal;
            Apply(Command.Of(default, new DefineParticipant { Code = Code.Parse($"P{id}"), Kind = kind }), id);
            if (id > Dealers)
                continue;
            ParticipantId dealer = new(id);
            Apply(Command.Of(default, new SetHedging { Participant = dealer, On = true }));
            Apply(Command.Of(default, new OpenSession { Participant = dealer, Name = Code.Parse($"~hedge:P{id}") }), id);
        }
        ConstituentList constituents = default;
        for (ushort market = 1; market <= Markets; market++)
            constituents.Add(new Constituent(MarketAt(market), 1));
        Apply(Command.Of(default, new DefineBasket
        {
            Code = Code.Parse("ALL"),
            Multiplier = 730,
            Tick = 10,
            FirstMonth = Month,
            ListedMonths = (1UL << 36) - 1,
            Constituents = constituents,
        }), 1);
        Apply(Command.Of(default, new SetIndexValue { Basket = new BasketId(1), NanoDollars = 2_500_000_000 }));
        for (ushort market = 1; market <= Markets; market++)
            Apply(Command.Of(default, new SetHedgeRatio
            {
                Market = MarketAt(market),
                Basket = new BasketId(1),
                HasRatio = true,
                Micros = 800_000,
            }));
        for (int i = 0; i < Markets * 64; i++)
            ForwardFill();
        BasketFill();
    }

    [Benchmark]
    public void ForwardFill()
    {
        int at = _next++;
        DeliveryWindow window = new(Month.StartHour + at % 64 * 12, 24);
        Tell(new Trade
        {
            Instrument = Instrument.Forward(MarketAt(at % Markets + 1), window),
            Quantity = 8,
            Price = new Price(25_000),
            Buy = new OrderState { Participant = new ParticipantId((ushort)(at % Dealers + 1)) },
            Sell = new OrderState { Participant = new ParticipantId(Dealers + 1) },
        });
    }

    [Benchmark]
    public void BasketFill() => Tell(new Trade
    {
        Instrument = Instrument.Future(new BasketId(1), Month),
        Quantity = 1,
        Price = new Price(25_000),
        Buy = new OrderState { Participant = new ParticipantId(1) },
        Sell = new OrderState { Participant = new ParticipantId(2) },
    });

    [Benchmark]
    public int TopChangedAndStep()
    {
        EventHeader header = new() { Sequence = ++_sequence };
        _book.Apply(default, Event.Of(header, new TopChanged { Basket = new BasketId(1), Month = Month }));
        return _hedger.Step();
    }

    [Benchmark]
    public int ForwardFillAndStep()
    {
        ForwardFill();
        return _hedger.Step();
    }

    private static MarketId MarketAt(int id) => new(new SkuId((ushort)id), new RegionId(1));

    private void Tell(in Trade trade) => _book.Apply(default, Event.Of(new EventHeader { Sequence = ++_sequence }, trade));

    private void Apply(in Command command, ushort id = 0)
    {
        EventHeader header = new() { Sequence = ++_sequence };
        _book.Apply(command, Event.Of(header, new CommandApplied { Command = command.Kind, Id = id }));
    }
}
