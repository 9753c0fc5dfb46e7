using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>A small market, set up and ready: two SKUs (lots of 8 and 4), two regions, three dealers, two principals, a
/// market maker, wide credit between all, one basket, at midnight of 1 July 2026.
/// Tests speak of hours from 1 August on.</summary>
internal sealed class MarketUnderTest : IEventSink
{
    public static readonly DeliveryMonth August = DeliveryMonth.Of(2026, 8);
    public static readonly DeliveryMonth September = DeliveryMonth.Of(2026, 9);
    public static readonly int FirstHour = August.StartHour;

    public static readonly ParticipantId Alpha = new(1), Beta = new(2), Gamma = new(3), Neocloud = new(4), Startup = new(5),
        Maker = new(6), Operator = new(7);

    public static readonly MarketId H200East = new(new SkuId(1), new RegionId(1)), H200West = new(new SkuId(1), new RegionId(2)),
        H100East = new(new SkuId(2), new RegionId(1));

    public static readonly BasketId Basket = new(1);

    private static readonly string[] Names = ["nobody", "ALPHA", "BETA", "GAMMA", "NEOCLOUD", "STARTUP", "MAKER", "OPERATOR"];
    private static readonly ParticipantKind[] Kinds =
    [
        ParticipantKind.Dealer, ParticipantKind.Dealer, ParticipantKind.Dealer, ParticipantKind.Principal,
        ParticipantKind.Principal, ParticipantKind.MarketMaker, ParticipantKind.Operator,
    ];

    private readonly List<Told> _told = [];
    private readonly List<Told> _asides = [];
    private EngineTime _now = EngineTime.FromHour(DeliveryMonth.Of(2026, 7).StartHour);

    public MarketUnderTest()
    {
        DefineSku("H200", lot: 8);
        DefineSku("H100", lot: 4);
        Send(header => Command.Of(header, new DefineRegion { Code = Code.Parse("us-east-1") }));
        Send(header => Command.Of(header, new DefineRegion { Code = Code.Parse("us-west-2") }));
        for (int i = 0; i < Kinds.Length; i++)
            DefineParticipant(Names[i + 1], Kinds[i]);
        for (ushort from = 1; from <= Maker.Value; from++)
            for (ushort to = 1; to <= Maker.Value; to++)
                if (from != to)
                    SetCredit(new ParticipantId(from), new ParticipantId(to), 100_000_000);
        DefineBasket();
        Assert.DoesNotContain(_told, told => told.ToString().StartsWith("Rejected", StringComparison.Ordinal));
        Forget();
    }

    public Exchange Exchange { get; } = new();

    /// <summary>Orders, trades, refusals and settled positions since the market was ready, less what was given.</summary>
    public ToldEvents Events => new(_told);

    /// <summary>What else is told: commands applied, hours passed, tops changed.</summary>
    public ToldEvents Asides => new(_asides);

    /// <summary>The engine time that the last event carries.</summary>
    public EngineTime LastToldAt { get; private set; }

    void IEventSink.On(in Event happened)
    {
        LastToldAt = happened.Header.Time;
        bool isAside = happened.Kind is EventKind.Applied or EventKind.HourPassed or EventKind.TopChanged;
        (isAside ? _asides : _told).Add(Told.Of(happened));
    }

    /// <summary>Orders that come to rest before the story begins.</summary>
    public void Given(params EnteredOrder[] orders)
    {
        foreach (EnteredOrder order in orders)
        {
            Forget();
            Enter(order);
            Events.ShouldBe(new Told("New", ("id", order.Id)));
        }
        Forget();
    }

    public void Forget()
    {
        _told.Clear();
        _asides.Clear();
    }

    public void Enter(EnteredOrder order) => Send(header => Command.Of(header, order.ToNewOrder()));

    public void Replace(
        string orig, string by, long? gpus = null, long? lots = null, decimal? at = null, ParticipantId? of = null) =>
        Send(header => Command.Of(header, new ReplaceOrder
        {
            Participant = of ?? Alpha,
            OrigClOrdId = ClOrdId.Parse(orig),
            ClOrdId = ClOrdId.Parse(by),
            Given = (gpus is null ? 0 : ReplacedTerms.Gpus) | (lots is null ? 0 : ReplacedTerms.Lots)
                | (at is null ? 0 : ReplacedTerms.Price),
            Gpus = gpus ?? 0,
            Lots = lots ?? 0,
            LimitTicks = Ticks(at ?? 0),
        }));

    public void Cancel(string orig, ParticipantId by) =>
        Send(header => Command.Of(header, new CancelOrder { Participant = by, OrigClOrdId = ClOrdId.Parse(orig) }));

    public void MassCancel(ParticipantId by) => Send(header => Command.Of(header, new MassCancel { Participant = by }));

    public void Quote(string id, (decimal Price, long Lots)? bid = null, (decimal Price, long Lots)? ask = null,
        ParticipantId? by = null, DeliveryMonth? month = null) =>
        Send(header => Command.Of(header, new Quote
        {
            Participant = by ?? Maker,
            QuoteId = ClOrdId.Parse(id),
            Basket = Basket,
            Month = month ?? August,
            HasBid = bid is not null,
            BidTicks = Ticks(bid?.Price ?? 0),
            BidLots = bid?.Lots ?? 0,
            HasAsk = ask is not null,
            AskTicks = Ticks(ask?.Price ?? 0),
            AskLots = ask?.Lots ?? 0,
        }));

    public void SetCredit(ParticipantId from, ParticipantId to, decimal dollars, decimal addOn = 1) =>
        Send(header => Command.Of(header, new SetCreditLine
        {
            From = from,
            To = to,
            Limit = Dollars(dollars),
            AddOn = (int)(addOn * Limits.FullAddOn),
        }));

    /// <summary>Sets the lines of two participants both ways.</summary>
    public void SetCreditBetween(ParticipantId one, ParticipantId other, decimal dollars, decimal addOn = 1)
    {
        SetCredit(one, other, dollars, addOn);
        SetCredit(other, one, dollars, addOn);
    }

    public void Settle(int throughHour) =>
        Send(header => Command.Of(header, new Settle { ThroughHour = FirstHour + throughHour }));

    public void Halt(MarketId market = default, BasketId basket = default, bool on = true) =>
        Send(header => Command.Of(header, new SetHalt { Market = market, Basket = basket, On = on }));

    public void Kill(ParticipantId participant, bool on = true, bool reduceOnly = false) => Send(header => Command.Of(
        header, new SetKillSwitch { Participant = participant, On = on, ReduceOnly = reduceOnly }));

    public void DefineSku(string code, int lot) =>
        Send(header => Command.Of(header, new DefineSku { Code = Code.Parse(code), Lot = lot }));

    public void DefineParticipant(string code, ParticipantKind kind) =>
        Send(header => Command.Of(header, new DefineParticipant { Code = Code.Parse(code), Kind = kind }));

    public void SetLead(MarketId market, int hours) =>
        Send(header => Command.Of(header, new DefineMarket { Market = market, LeadHours = hours }));

    public void DefineBasket(ulong months = 0b11, decimal tick = 0.001m, int multiplier = 730)
    {
        ConstituentList constituents = default;
        constituents.Add(new Constituent(H200East, 1));
        Send(header => Command.Of(header, new DefineBasket
        {
            Code = Code.Parse("H200-US"),
            Multiplier = multiplier,
            Tick = Ticks(tick),
            FirstMonth = August,
            ListedMonths = months,
            Constituents = constituents,
        }));
    }

    public void SetIndex(decimal dollars) => Send(header => Command.Of(
        header, new SetIndexValue { Basket = Basket, NanoDollars = (long)(dollars * 1_000_000_000), MethodVersion = 1 }));

    /// <summary>Time passes to an hour from 1 August on; hours before it are negative.</summary>
    public void PassTo(int hour) => PassTo(At(hour));

    public void PassTo(EngineTime time)
    {
        _now = time;
        Send(header => Command.Tick(header));
    }

    public void Send(Func<CommandHeader, Command> command) => Send(new CommandHeader(), command);

    public void Send(CommandHeader header, Func<CommandHeader, Command> command) =>
        Exchange.Apply(command(header with { Time = _now }), this);

    public TopOfBook Top(ParticipantId asker, int from = 0, int to = 24)
    {
        Assert.Equal(RejectReason.None, Exchange.Top(asker, Instrument.Forward(H200East, Window(from, to)), out TopOfBook top));
        return top;
    }

    /// <summary>Open orders as "id leaves", in entry order.</summary>
    public IEnumerable<string> OpenOrders => Exchange.OpenOrders().Select(open => $"{open.State.ClOrdId} {open.State.Leaves}");

    /// <summary>What is left of a divisible sell, as "[from, to) GPUs".</summary>
    public string ProfileOf(string id) => string.Join(", ", Exchange.OpenOrders()
        .Single(open => open.State.ClOrdId == ClOrdId.Parse(id)).Profile
        .Select(run => $"[{run.StartHour - FirstHour}, {run.StartHour - FirstHour + run.Hours}) {run.Gpus}"));

    public static DeliveryWindow Window(int from, int to) => DeliveryWindow.Between(FirstHour + from, FirstHour + to);

    public static EngineTime At(int hour) => EngineTime.FromHour(FirstHour + hour);

    public static Money Dollars(decimal dollars) => new((long)(dollars * Money.UnitsPerDollar));

    public static string NameOf(ParticipantId id) =>
        id.Value < Names.Length ? Names[id.Value] : $"participant {id.Value}";

    /// <summary>A price in ticks, or off the tick.</summary>
    public static long Ticks(decimal dollars)
    {
        decimal ticks = dollars * Price.TicksPerDollar;
        return ticks == decimal.Truncate(ticks) ? (long)ticks : Price.OffTick;
    }
}
