using ComputeExchange.Core;
using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Decisions;

/// <summary>The real core with a hedger beside it, on one thread: a ring between them that can be looked into, lost or
/// full.</summary>
internal sealed class HedgedMarket : IHedgeCommands, IEventSink
{
    public static readonly DeliveryMonth September = DeliveryMonth.Of(2026, 9);
    public static readonly MarketId Market = new(new SkuId(1), new RegionId(1));
    public static readonly BasketId Basket = new(1);
    public static readonly ParticipantId Dealer = new(1), Principal = new(2), Maker = new(3);

    private static readonly SessionId OperatorSession = new(1);

    private const int MonthsListed = 3;
    private readonly List<(Command Command, Event Happened)> _told = [];
    private Command _applying;
    private long _orders;
    private long _operatorRequests;

    public HedgedMarket()
    {
        Hedger = new Hedger(Book, this);
        Set(new DefineSku { Code = Code.Parse("H200"), Lot = 1 });
        Set(new DefineRegion { Code = Code.Parse("us-east-1") });
        Set(new DefineParticipant { Code = Code.Parse("ALPHA"), Kind = ParticipantKind.Dealer });
        Set(new DefineParticipant { Code = Code.Parse("CLOUD"), Kind = ParticipantKind.Principal });
        Set(new DefineParticipant { Code = Code.Parse("MAKER"), Kind = ParticipantKind.MarketMaker });
        Set(new DefineParticipant { Code = Code.Parse("OPS"), Kind = ParticipantKind.Operator });
        Apply(Command.Of(Header, new OpenSession { Participant = new ParticipantId(4), Name = Code.Parse("ops") }));
        Set(new SetCreditLine { From = Dealer, To = Principal, Limit = new Money(1L << 50), AddOn = 1 });
        Set(new SetCreditLine { From = Principal, To = Dealer, Limit = new Money(1L << 50), AddOn = 1 });
        ConstituentList constituents = default;
        constituents.Add(new Constituent(Market, 1));
        Set(new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = 730,
            Tick = 10,
            FirstMonth = September,
            ListedMonths = (1UL << MonthsListed) - 1,
            Constituents = constituents,
        });
        MoveTo(DeliveryMonth.Of(2026, 8).StartHour);
        Hedging(on: true);
    }

    public Exchange Exchange { get; } = new();

    public HedgeBook Book { get; private set; } = new();

    public Hedger Hedger { get; private set; }

    /// <summary>Commands that the hedger has sent and that have not been applied.</summary>
    public Queue<Command> Ring { get; } = [];

    /// <summary>The numbers of the requests that hedgers have sent, in the order of sending.</summary>
    public List<long> SentRequests { get; } = [];

    public bool IsRingFull { get; set; }

    /// <summary>Called after every single event, also between those of one command.</summary>
    public Action AfterEvent { get; set; } = () => { };

    public IReadOnlyList<(Command Command, Event Happened)> Told => _told;

    public EngineTime Time { get; private set; }

    public long Position => Book.PositionOf(Dealer, Basket, September);

    public DealerHedgeReport Report => new HedgeReporter(Book).Report().Dealers[0];

    public bool TrySend(in Command command)
    {
        if (IsRingFull)
            return false;
        Ring.Enqueue(command);
        if (command.Header.RequestNumber > 0)
            SentRequests.Add(command.Header.RequestNumber);
        return true;
    }

    void IEventSink.On(in Event happened)
    {
        _told.Add((_applying, happened));
        Book.Apply(_applying, happened);
        AfterEvent();
    }

    public void Apply(in Command command)
    {
        _applying = command;
        Exchange.Apply(command, this);
    }

    /// <summary>Lets hedger and core take turns until nothing is left to do.</summary>
    public void Settle()
    {
        for (int turns = 0; turns < 10_000; turns++)
        {
            Hedger.Step();
            if (Ring.Count == 0 && Hedger.IsQuiet)
                return;
            while (Ring.TryDequeue(out Command command))
                Apply(command);
        }
        Assert.Fail("The hedger never comes to rest.");
    }

    /// <summary>Another hedger takes over, which knows nothing but the book.</summary>
    public void RestartHedger() => Hedger = new Hedger(Book, this);

    /// <summary>A new process: the book is folded again from all that was told.</summary>
    public void RebuildBook()
    {
        HedgeBook rebuilt = new();
        foreach ((Command command, Event happened) in _told)
            rebuilt.Apply(command, happened);
        Book = rebuilt;
        RestartHedger();
    }

    /// <summary>A new process: the book comes from a snapshot.</summary>
    public void ReloadBook()
    {
        Book = HedgeBook.Load(new MemoryStream(Saved()));
        RestartHedger();
    }

    public byte[] Saved()
    {
        MemoryStream stream = new();
        Book.Save(stream);
        return stream.ToArray();
    }

    public void MoveTo(int hour)
    {
        Time = EngineTime.FromHour(hour);
        Apply(Command.Tick(Header));
    }

    public void Hedging(bool on, int maxLots = 0, long psiMicros = 0, long etaNanos = 0, long lambdaPicos = 0) =>
        Set(new SetHedging
        {
            Participant = Dealer,
            On = on,
            MaxLots = maxLots,
            PsiMicros = psiMicros,
            EtaNanos = etaNanos,
            LambdaPicos = lambdaPicos,
        });

    /// <summary>An operator sets the ratio: it stands until the next price or index value.</summary>
    public void Ratio(int micros) =>
        Apply(Command.Of(
            Header with { Session = OperatorSession, RequestNumber = ++_operatorRequests },
            new SetHedgeRatio { Market = Market, Basket = Basket, HasRatio = true, Micros = micros }));

    public void Mark(decimal dollars) => Set(new SetReferencePrice { Market = Market, NanoDollars = (long)(dollars * 1e9m) });

    public void Index(decimal dollars) => Set(new SetIndexValue { Basket = Basket, NanoDollars = (long)(dollars * 1e9m) });

    /// <summary>The dealer buys (+) or sells (-) capacity from hour to hour of September.</summary>
    public void Deal(int gpus, int fromHour = 0, int hours = 720, decimal price = 2.50m)
    {
        DeliveryWindow window = new(September.StartHour + fromHour, hours);
        Order(Principal, gpus > 0 ? Side.Sell : Side.Buy, Instrument.Forward(Market, window), Math.Abs(gpus), price);
        Order(Dealer, gpus > 0 ? Side.Buy : Side.Sell, Instrument.Forward(Market, window), Math.Abs(gpus), price);
    }

    /// <summary>The maker stands on both sides with so many lots; 0 takes a side away.</summary>
    public void Quote(long bidLots, long askLots, decimal bid = 2.48m, decimal ask = 2.52m) =>
        Apply(Command.Of(Header, new Quote
        {
            Participant = Maker,
            QuoteId = ClOrdId.Parse($"q{++_orders}"),
            Basket = Basket,
            Month = September,
            HasBid = bidLots > 0,
            HasAsk = askLots > 0,
            BidTicks = Price.FromDollars(bid).Ticks,
            BidLots = bidLots,
            AskTicks = Price.FromDollars(ask).Ticks,
            AskLots = askLots,
        }));

    public void Order(
        ParticipantId who, Side side, Instrument what, long quantity, decimal price, bool allOrNone = false) =>
        Apply(Command.Of(Header, new NewOrder
        {
            Participant = who,
            ClOrdId = ClOrdId.Parse($"o{++_orders}"),
            Instrument = what,
            Side = side,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            AllOrNone = allOrNone,
            Given = GivenTerms.Price,
            Quantity = quantity,
            LimitTicks = Price.FromDollars(price).Ticks,
        }));

    public void Kill(bool on, bool reduceOnly = false) =>
        Set(new SetKillSwitch { Participant = Dealer, On = on, ReduceOnly = reduceOnly });

    public void Halt(bool on) => Set(new SetHalt { Basket = Basket, On = on });

    public void Fees(long forwardMicros, long basketMicros) =>
        Set(new SetFees { Participant = Dealer, ForwardMicrosPerGpuHour = forwardMicros, BasketMicrosPerLot = basketMicros });

    /// <summary>Hedge orders that the core accepted, in order.</summary>
    public IEnumerable<OrderState> HedgeOrders() =>
        _told.Where(told => told.Happened.Kind == EventKind.New)
            .Select(told => told.Happened.Accepted.Order)
            .Where(order => order.ClOrdId.StartsWith(ReservedNames.HedgeOrderPrefix));

    public IEnumerable<RejectReason> Refusals() =>
        _told.Where(told => told.Happened.Kind == EventKind.Rejected).Select(told => told.Happened.Rejected.Reason);

    private CommandHeader Header => new() { Time = Time };

    private void Set(in DefineSku body) => Apply(Command.Of(Header, body));

    private void Set(in DefineRegion body) => Apply(Command.Of(Header, body));

    private void Set(in DefineParticipant body) => Apply(Command.Of(Header, body));

    private void Set(in DefineBasket body) => Apply(Command.Of(Header, body));

    private void Set(in SetCreditLine body) => Apply(Command.Of(Header, body));

    private void Set(in SetHedging body) => Apply(Command.Of(Header, body));

    private void Set(in SetReferencePrice body) => Apply(Command.Of(Header, body));

    private void Set(in SetIndexValue body) => Apply(Command.Of(Header, body));

    private void Set(in SetKillSwitch body) => Apply(Command.Of(Header, body));

    private void Set(in SetHalt body) => Apply(Command.Of(Header, body));

    private void Set(in SetFees body) => Apply(Command.Of(Header, body));
}
