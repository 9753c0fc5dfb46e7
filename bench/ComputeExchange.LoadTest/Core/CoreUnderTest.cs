using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Core;

/// <summary>The whole of `Exchange.Apply`, fed with the messages of a workload as commands: ids looked up, every check made,
/// every event told.</summary>
public sealed class CoreUnderTest : IEventSink
{
    private const int Participants = 64;
    private const int Lot = 8;
    private static readonly EngineTime Start = EngineTime.FromHour(50_000);

    private readonly Exchange _exchange = new();
    private readonly bool _isForward;

    /// <summary>A market with as many books as the workload has, as basket futures or as forwards under credit.</summary>
    public CoreUnderTest(int books, bool isForward, int pairsWithoutLinePercent)
    {
        _isForward = isForward;
        Apply(Command.Of(Header, new DefineSku { Code = Code.Parse("H200"), Lot = Lot }));
        Apply(Command.Of(Header, new DefineRegion { Code = Code.Parse("us-east-1") }));
        for (int i = 0; i < Participants; i++)
            Apply(Command.Of(Header, new DefineParticipant { Code = Code.Parse($"P{i}"), Kind = ParticipantKind.Dealer }));
        if (isForward)
            ExtendCredit(pairsWithoutLinePercent);
        else
            DefineBaskets(books);
    }

    /// <summary>Events told so far.</summary>
    public long EventCount { get; private set; }

    /// <summary>Trades told so far.</summary>
    public long TradeCount { get; private set; }

    private static CommandHeader Header => new() { Time = Start };

    /// <inheritdoc/>
    public void On(in Event happened)
    {
        EventCount++;
        if (happened.Kind == EventKind.Trade)
            TradeCount++;
    }

    /// <summary>Applies a command.</summary>
    public void Apply(in Command command) => _exchange.Apply(command, this);

    /// <summary>A message of a workload as a command.</summary>
    public Command ToCommand(in BookMessage message)
    {
        ClOrdId id = IdOf(message.OrderId);
        ParticipantId participant = new((ushort)(1 + message.OrderId % Participants));
        if (message.Action == BookAction.Cancel)
            return Command.Of(Header, new CancelOrder { Participant = participant, OrigClOrdId = id });
        return Command.Of(Header, new NewOrder
        {
            Participant = participant,
            ClOrdId = id,
            Instrument = InstrumentOf(message.Book),
            Side = message.IsBuy ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = message.Action == BookAction.Add ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = message.Quantity,
            LimitTicks = message.Price,
        });
    }

    private Instrument InstrumentOf(int book)
    {
        if (_isForward)
            return Instrument.Forward(new MarketId(new SkuId(1), new RegionId(1)), new DeliveryWindow(Start.Hour + 100 + book, 24));
        int month = DeliveryMonth.OfHour(Start.Hour).Index + book % 36;
        return Instrument.Future(new BasketId((ushort)(1 + book / 36)), new DeliveryMonth(month));
    }

    private static ClOrdId IdOf(int number)
    {
        Span<byte> text = stackalloc byte[12];
        number.TryFormat(text, out int length);
        ClOrdId.TryParse(text[..length], out ClOrdId id);
        return id;
    }

    private void ExtendCredit(int pairsWithoutLinePercent)
    {
        Random random = new(7);
        for (ushort a = 1; a <= Participants; a++)
        {
            for (ushort b = (ushort)(a + 1); b <= Participants; b++)
            {
                if (random.Next(100) < pairsWithoutLinePercent)
                    continue;
                Apply(Command.Of(Header, LineOf(a, b)));
                Apply(Command.Of(Header, LineOf(b, a)));
            }
        }
    }

    private static SetCreditLine LineOf(ushort from, ushort to) => new()
    {
        From = new ParticipantId(from),
        To = new ParticipantId(to),
        Limit = new Money(900_000_000_000L * Money.UnitsPerDollar),
        AddOn = Limits.FullAddOn,
    };

    private void DefineBaskets(int books)
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(new MarketId(new SkuId(1), new RegionId(1)), 1));
        for (int basket = 0; basket * 36 < books; basket++)
            Apply(Command.Of(Header, new DefineBasket
            {
                Code = Code.Parse($"B{basket}"),
                Multiplier = 730,
                Tick = 1,
                FirstMonth = DeliveryMonth.OfHour(Start.Hour),
                ListedMonths = (1UL << 36) - 1,
                Constituents = constituents,
            }));
    }
}
