using ComputeExchange.Messages;
using Xunit;
using static ComputeExchange.Core.Tests.Snapshots.ControlledMarket;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>Nothing that a command can set is missing from the state hash: each is set two ways, and the hashes differ.</summary>
public sealed class StateHashTests
{
    private static readonly Dictionary<string, (Command[] One, Command[] Another)> Changes = All();

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_states_that_differ_in_one_thing_have_different_hashes(string name)
    {
        Exchange one = SnapshotFixture.After([.. Setup(), .. Changes[name].One]);
        Exchange another = SnapshotFixture.After([.. Setup(), .. Changes[name].Another]);
        Exchange again = SnapshotFixture.After([.. Setup(), .. Changes[name].One]);

        Assert.Equal(one.StateHash(), again.StateHash());
        Assert.Equal(one.StateHash(), SnapshotFixture.Load(SnapshotFixture.Save(one)).StateHash());
        Assert.Equal(another.StateHash(), SnapshotFixture.Load(SnapshotFixture.Save(another)).StateHash());
        Assert.Equal(one.Sequence, another.Sequence);
        Assert.NotEqual(one.StateHash(), another.StateHash());
    }

    [Fact]
    public void A_market_is_part_of_the_state_once_an_accepted_command_names_it_and_not_by_a_refused_one()
    {
        MarketId unnamed = new(new SkuId(2), new RegionId(1));
        Command[] setup = [.. Setup(), Command.Of(Now, Sku with { Code = Code.Parse("H100") })];
        Command bad = Command.Of(Now, new DefineMarket { Market = unnamed, LeadHours = -1 });
        Command price = Command.Of(Now, new SetReferencePrice { Market = unnamed, NanoDollars = -1 });
        Command ratio = Command.Of(Now, new SetHedgeRatio { Market = unnamed, Basket = new BasketId(99) });
        Command nowhere = Command.Of(Now, new DefineMarket { Market = new MarketId(new SkuId(99), new RegionId(1)) });
        ulong untouched = SnapshotFixture.After([.. setup, nowhere]).StateHash();

        Assert.All([bad, price, ratio], refused => Assert.Equal(untouched, SnapshotFixture.After([.. setup, refused]).StateHash()));
        Command order = Command.Of(Now, new NewOrder
        {
            Participant = new ParticipantId(1),
            Instrument = Instrument.Forward(unnamed, new DeliveryWindow(Now.Time.Hour + 100, 24)),
            Side = Side.Buy,
            Type = OrderType.Limit,
            Quantity = -8,
        });
        Assert.Equal(untouched, SnapshotFixture.After([.. setup, order]).StateHash());
        Command good = Command.Of(Now, new DefineMarket { Market = unnamed, LeadHours = 1 });
        Assert.NotEqual(untouched, SnapshotFixture.After([.. setup, good]).StateHash());
    }

    private static Dictionary<string, (Command[], Command[])> All()
    {
        Dictionary<string, (Command[], Command[])> changes = [];
        AddReference(changes);
        AddControls(changes);
        AddSessions(changes);
        AddOrders(changes);
        AddFills(changes);
        return changes;
    }

    private static void AddReference(Dictionary<string, (Command[], Command[])> changes)
    {
        changes["engine time"] = ([Command.Tick(Later(1))], [Command.Tick(Later(2))]);
        changes["SKU lot"] = Pair(Command.Of(Now, Sku with { Lot = 16 }));
        changes["SKU gpu"] = Pair(Command.Of(Now, Sku with { Gpu = Code.Parse("H20") }));
        changes["SKU form factor"] = Pair(Command.Of(Now, Sku with { FormFactor = Code.Parse("PCIe") }));
        changes["SKU memory"] = Pair(Command.Of(Now, Sku with { MemoryGigabytes = 96 }));
        changes["SKU interconnect"] = Pair(Command.Of(Now, Sku with { Interconnect = default }));
        changes["SKU tenancy"] = Pair(Command.Of(Now, Sku with { Tenancy = Code.Parse("shared") }));
        changes["new SKU"] = Pair(Command.Of(Now, Sku with { Code = Code.Parse("H100") }));
        changes["region"] = Pair(Command.Of(Now, new DefineRegion { Code = Code.Parse("eu-1") }));
        changes["workload"] = Pair(Command.Of(Now, new DefineWorkload { Code = Code.Parse("other") }));
        changes["lead"] = Pair(Command.Of(Now, new DefineMarket { Market = Market, LeadHours = 2 }));
        changes["market order"] = (
            [Command.Of(Now, LeadOf(1, 2)), Command.Of(Now, LeadOf(2, 2))],
            [Command.Of(Now, LeadOf(2, 2)), Command.Of(Now, LeadOf(1, 2))]);
        changes["participant"] =
            Pair(Command.Of(Now, new DefineParticipant { Code = Code.Parse("NEW"), Kind = ParticipantKind.Dealer }));
        changes["kind"] =
            Pair(Command.Of(Now, new DefineParticipant { Code = Code.Parse("MAKER"), Kind = ParticipantKind.Dealer }));
        changes["multiplier"] = Pair(Command.Of(Now, BasketTerms() with { Multiplier = 731 }));
        changes["tick"] = Pair(Command.Of(Now, BasketTerms() with { Tick = 10 }));
        changes["first month"] = Pair(Command.Of(Now, BasketTerms() with { FirstMonth = August }));
        changes["listed months"] = Pair(Command.Of(Now, BasketTerms() with { ListedMonths = 0b1111 }));
        changes["share"] = Pair(Command.Of(Now, BasketTerms(share: 2)));
        changes["constituent"] = Pair(Command.Of(Now, BasketTerms() with { Constituents = ListOf(Other) }));
        changes["new basket"] = Pair(Command.Of(Now, BasketTerms() with { Code = Code.Parse("NEW") }));
    }

    private static void AddControls(Dictionary<string, (Command[], Command[])> changes)
    {
        SetHedging hedging = new() { Participant = Alpha };
        SetPreTradeLimits limits = new() { Participant = Alpha };
        SetOrderCaps caps = new() { OpenOrders = 9, ComplexOrdersOfOne = 9, ComplexOrdersOfAll = 9 };
        SetMarketMakerProtection guard = new() { Participant = Maker, Basket = Basket, Fills = 2, WindowNanos = 5 };
        SetHedgeRatio ratio = new() { Market = Market, Basket = Basket, HasRatio = true, Micros = 1 };
        changes["credit limit"] = Pair(Command.Of(Now, Line(Alpha, Beta) with { Limit = new Money(1) }));
        changes["add-on"] = Pair(Command.Of(Now, Line(Alpha, Beta) with { AddOn = 1 }));
        changes["credit line"] = Pair(Command.Of(Now, Line(Alpha, Maker)));
        changes["credit line order"] = (
            [Command.Of(Now, Line(Alpha, Maker)), Command.Of(Now, Line(Beta, Maker))],
            [Command.Of(Now, Line(Beta, Maker)), Command.Of(Now, Line(Alpha, Maker))]);
        changes["kill switch"] = Pair(Command.Of(Now, new SetKillSwitch { Participant = Alpha, On = true }));
        changes["kill switch that may be reduced under"] = (
            [Command.Of(Now, new SetKillSwitch { Participant = Alpha, On = true })],
            [Command.Of(Now, new SetKillSwitch { Participant = Alpha, On = true, ReduceOnly = true })]);
        changes["halt of all"] = Pair(Command.Of(Now, new SetHalt { On = true }));
        changes["halt of a market"] = Pair(Command.Of(Now, new SetHalt { Market = Market, On = true }));
        changes["halt of a basket"] = Pair(Command.Of(Now, new SetHalt { Basket = Basket, On = true }));
        changes["most GPUs"] = Pair(Command.Of(Now, limits with { MaxGpus = 1 }));
        changes["most lots"] = Pair(Command.Of(Now, limits with { MaxLots = 1 }));
        changes["most value"] = Pair(Command.Of(Now, limits with { MaxValue = new Money(1) }));
        changes["market collar low"] = Pair(Command.Of(Now, new SetPriceCollar { Market = Market, Low = new Price(1) }));
        changes["market collar high"] = Pair(Command.Of(Now, new SetPriceCollar { Market = Market, High = new Price(1) }));
        changes["basket collar low"] = Pair(Command.Of(Now, new SetPriceCollar { Basket = Basket, Low = new Price(1) }));
        changes["basket collar high"] = Pair(Command.Of(Now, new SetPriceCollar { Basket = Basket, High = new Price(1) }));
        changes["cap of orders"] = ([Command.Of(Now, caps)], [Command.Of(Now, caps with { OpenOrders = 8 })]);
        changes["cap of complex orders of one"] = (
            [Command.Of(Now, caps)],
            [Command.Of(Now, caps with { ComplexOrdersOfOne = 8 })]);
        changes["cap of complex orders of all"] = (
            [Command.Of(Now, caps)],
            [Command.Of(Now, caps with { ComplexOrdersOfAll = 8 })]);
        changes["protection"] = Pair(Command.Of(Now, guard));
        changes["protection fills"] = ([Command.Of(Now, guard)], [Command.Of(Now, guard with { Fills = 3 })]);
        changes["protection window"] = ([Command.Of(Now, guard)], [Command.Of(Now, guard with { WindowNanos = 6 })]);
        changes["settled through"] = Pair(Command.Of(Now, new Settle { ThroughHour = Now.Time.Hour - 1 }));
        changes["reference price"] = Pair(Command.Of(Now, new SetReferencePrice { Market = Market, NanoDollars = 1 }));
        changes["index value"] = Pair(Command.Of(Now, new SetIndexValue { Basket = Basket, NanoDollars = 1 }));
        changes["hedge ratio"] = Pair(Command.Of(Now, ratio));
        changes["whether there is a ratio"] = ([Command.Of(Now, ratio)], [Command.Of(Now, ratio with { HasRatio = false })]);
        changes["the ratio"] = ([Command.Of(Now, ratio)], [Command.Of(Now, ratio with { Micros = 2 })]);
        changes["hedging on"] = Pair(Command.Of(Now, hedging with { On = true }));
        changes["hedging lots"] = Pair(Command.Of(Now, hedging with { MaxLots = 1 }));
        changes["hedging ticks"] = Pair(Command.Of(Now, hedging with { TicksThrough = 1 }));
        changes["hedging psi"] = Pair(Command.Of(Now, hedging with { PsiMicros = 1 }));
        changes["hedging eta"] = Pair(Command.Of(Now, hedging with { EtaNanos = 1 }));
        changes["hedging lambda"] = Pair(Command.Of(Now, hedging with { LambdaPicos = 1 }));
        changes["forward fee"] = Pair(Command.Of(Now, new SetFees { Participant = Alpha, ForwardMicrosPerGpuHour = 1 }));
        changes["basket fee"] = Pair(Command.Of(Now, new SetFees { Participant = Alpha, BasketMicrosPerLot = 1 }));
    }

    private static void AddSessions(Dictionary<string, (Command[], Command[])> changes)
    {
        CommandHeader first = Now with { Session = Desk, RequestNumber = 1, BodyHash = 1 };
        MassCancel nothing = new() { Participant = Alpha };
        ConnectSession connect = new() { Session = Desk, CancelOnDisconnect = true, GraceNanos = 5 };
        changes["session"] = Pair(Command.Of(Now, new OpenSession { Participant = Beta, Name = Code.Parse("new") }));
        changes["last request"] = ([Command.Of(first, nothing)], [Command.Of(Now, nothing)]);
        changes["request hash"] = ([Command.Of(first, nothing)], [Command.Of(first with { BodyHash = 2 }, nothing)]);
        changes["last report"] = (
            [Command.Of(first, nothing)],
            [Command.Of(first with { IsThrottled = true }, nothing)]);
        changes["connected"] = Pair(Command.Of(Now, new DisconnectSession { Session = Desk }));
        changes["cancel on disconnect"] = (
            [Command.Of(Now, connect)],
            [Command.Of(Now, connect with { CancelOnDisconnect = false })]);
        changes["grace"] = ([Command.Of(Now, connect)], [Command.Of(Now, connect with { GraceNanos = 6 })]);
        Command reconnect = Command.Of(Later(2), connect with { CancelOnDisconnect = false, GraceNanos = 7 });
        Command disconnect = Command.Of(Now, new DisconnectSession { Session = Desk });
        changes["grace deadline"] = (
            [Command.Of(Now, connect), Command.Of(Now, new DisconnectSession { Session = Desk }), Command.Tick(Later(1))],
            [Command.Of(Now, connect), Command.Tick(Later(1)), Command.Of(Later(1), new DisconnectSession { Session = Desk })]);
        changes["grace over"] = (
            [Command.Of(Now, connect), disconnect, Command.Tick(Later(9))],
            [Command.Of(Now, connect), reconnect, Command.Tick(Later(9))]);
    }

    private static void AddOrders(Dictionary<string, (Command[], Command[])> changes)
    {
        NewOrder plain = Forward(Alpha, "a", Side.Buy, 20_000);
        NewOrder future = Future(Alpha, "a", Side.Buy, 20_000);
        NewOrder complex = Complex(Alpha, "a", 20_000);
        NewOrder divisible = Divisible(Alpha, "a", 20_000);
        WorkloadSet supports = default;
        supports.Add(new WorkloadId(1));
        changes["order"] = Pair(Command.Of(Now, plain));
        Add("owner", plain, plain with { Participant = Beta });
        Add("ClOrdId", plain, plain with { ClOrdId = ClOrdId.Parse("b") });
        Add("side", plain, plain with { Side = Side.Sell });
        Add("market", plain, plain with { Instrument = Instrument.Forward(Other, plain.Instrument.Window) });
        Add("window start", plain, plain with { Instrument = Instrument.Forward(Market, new DeliveryWindow(Hour + 1, 24)) });
        Add("window hours", plain, plain with { Instrument = Instrument.Forward(Market, new DeliveryWindow(Hour, 25)) });
        Add("limit", plain, plain with { LimitTicks = 20_001 });
        Add("quantity", plain, plain with { Quantity = 72 });
        Add("time in force", plain, plain with { TimeInForce = TimeInForce.Day });
        Add("self match", plain, plain with { SelfMatch = SelfMatchInstruction.CancelBoth });
        Add("all or none", plain, plain with { AllOrNone = true });
        Add("post only", plain, plain with { PostOnly = true });
        Add("workload", plain, plain with { Workload = new WorkloadId(1) });
        Add("expire time", Until(plain, 1), Until(plain, 2));
        Add("month", future, future with { Instrument = Instrument.Future(Basket, new DeliveryMonth(August.Index + 1)) });
        Add("display", Showing(future, 2), Showing(future, 3));
        Add("supports", divisible, divisible with { Supports = supports });
        Add("divisible", divisible, divisible with { Divisible = 5 });
        Add("max parts", complex, complex with { MaxParts = 3 });
        Add("min slice", complex, complex with { MinSlice = 5 });
        Add("latest start", complex, complex with { LatestStartHour = Hour + 2 });
        Add("step", complex, complex with { Step = 4 });
        Add("alternatives", complex, complex with { Alternatives = default });
        Add("least quantity", complex, complex with { Given = complex.Given | GivenTerms.MinQuantity, MinQuantity = 8 });
        CommandHeader request = Now with { Session = Desk, RequestNumber = 1, BodyHash = 1 };
        changes["session of an order"] = ([Command.Of(request, plain)], [Command.Of(Now, plain)]);
        changes["quote"] = ([Command.Of(Now, QuoteOf("q"))], [Command.Of(Now, QuoteOf("r"))]);
        changes["entry order"] = (
            [Command.Of(Now, plain), Command.Of(Now, plain with { Participant = Beta })],
            [Command.Of(Now, plain with { Participant = Beta }), Command.Of(Now, plain)]);

        void Add(string name, NewOrder one, NewOrder another) =>
            changes[name] = ([Command.Of(Now, one)], [Command.Of(Now, another)]);
    }

    private static void AddFills(Dictionary<string, (Command[], Command[])> changes)
    {
        Command sell = Command.Of(Now, Divisible(Alpha, "s", 20_000));
        Command offer = Command.Of(Now, Forward(Alpha, "s", Side.Sell, 20_000));
        Command lots = Command.Of(Now, Future(Alpha, "s", Side.Sell, 20_000));
        Command iceberg = Command.Of(Now, Showing(Future(Alpha, "s", Side.Sell, 20_000), 3));
        NewOrder buy = Forward(Beta, "b", Side.Buy, 20_000);
        NewOrder take = Future(Beta, "b", Side.Buy, 20_000);
        changes["filled"] = Both(offer, buy with { Quantity = 8 }, buy with { Quantity = 16 });
        changes["profile"] = Both(sell, Window(buy, 0, 8), Window(buy, 8, 8));
        changes["position"] = Both(lots, take with { Quantity = 1 }, take with { Quantity = 2 });
        changes["shown part"] = Both(iceberg, take with { Quantity = 1 }, take with { Quantity = 2 });
        changes["refilled place"] = Both(iceberg, take with { Quantity = 3 }, take with { Quantity = 4 });
        changes["remembered fills"] = (
            [Guard(5), Command.Of(Now, QuoteOf("q")), Command.Tick(Later(1)), Hit(Later(1), 1), Command.Tick(Later(2))],
            [Guard(5), Command.Of(Now, QuoteOf("q")), Command.Tick(Later(1)), Command.Tick(Later(2)), Hit(Later(2), 1)]);
        changes["pinned"] = (
            [Command.Of(Now, Complex(Beta, "c", 20_000)),
             Command.Of(Now, Forward(Alpha, "s", Side.Sell, 20_000) with { Quantity = 8 })],
            [Command.Of(Now, Complex(Beta, "c", 20_000)),
             Command.Of(Now, Forward(Alpha, "s", Side.Sell, 20_100) with { Quantity = 8 })]);
        changes["settled month"] = (
            [Command.Of(Now, new SetIndexValue { Basket = Basket, NanoDollars = 2_000_000_000 }),
             Command.Tick(At(August.StartHour))],
            [Command.Tick(Now), Command.Tick(At(August.StartHour))]);
        changes["replaced"] = Both(offer, Forward(Beta, "x", Side.Buy, 10_000), Forward(Beta, "x", Side.Buy, 10_001));
    }

    private static (Command[], Command[]) Both(in Command first, in NewOrder one, in NewOrder another) =>
        ([first, Command.Of(Now, one)], [first, Command.Of(Now, another)]);

    private static (Command[], Command[]) Pair(in Command change) => ([change], [Command.Tick(Now)]);

    private static CommandHeader Later(long nanos) => new() { Time = new EngineTime(Opening.Nanos + nanos) };

    private static CommandHeader At(int hour) => new() { Time = EngineTime.FromHour(hour) };

    private static DefineMarket LeadOf(ushort sku, ushort region) =>
        new() { Market = new MarketId(new SkuId(sku), new RegionId(region)), LeadHours = 1 };

    private static ConstituentList ListOf(MarketId market)
    {
        ConstituentList list = default;
        list.Add(new Constituent(market, 1));
        return list;
    }

    private static NewOrder Until(in NewOrder order, int hours) => order with
    {
        TimeInForce = TimeInForce.GoodTillDate,
        Given = order.Given | GivenTerms.ExpireTime,
        ExpireTime = new EngineTime(Opening.Nanos + hours * EngineTime.NanosPerHour),
    };

    private static NewOrder Showing(in NewOrder order, int lots) =>
        order with { Given = order.Given | GivenTerms.DisplayQuantity, DisplayQuantity = lots };

    private static NewOrder Window(in NewOrder order, int from, int hours) =>
        order with { Instrument = Instrument.Forward(Market, new DeliveryWindow(Hour + from, hours)) };

    private static Quote QuoteOf(string id) => new()
    {
        Participant = Maker,
        QuoteId = ClOrdId.Parse(id),
        Basket = Basket,
        Month = August,
        HasBid = true,
        BidTicks = 20_000,
        BidLots = 10,
    };

    private static Command Guard(int fills) => Command.Of(Now, new SetMarketMakerProtection
    {
        Participant = Maker,
        Basket = Basket,
        Fills = fills,
        WindowNanos = 5,
    });

    private static Command Hit(in CommandHeader at, long lots) =>
        Command.Of(at, Future(Alpha, "h", Side.Sell, 20_000) with { Quantity = lots });
}
