using System.Diagnostics;
using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>One market with dealers who all trust each other, to be filled with divisible offers and asked questions.</summary>
public sealed class WindowMarket : IEventSink
{
    /// <summary>The first hour that offers are made for.</summary>
    public const int FirstHour = 60_000;

    private const int Dealers = 16;
    private static readonly EngineTime Now = EngineTime.FromHour(FirstHour - 100);
    private static readonly MarketId Market = new(new SkuId(1), new RegionId(1));

    private readonly Exchange _exchange = new();
    private int _orders;

    /// <summary>A market with a line of a given limit, in dollars, between every two dealers.</summary>
    public WindowMarket(long lineDollars = 1_000_000_000_000)
    {
        Apply(Command.Of(Header, new DefineSku { Code = Code.Parse("H200"), Lot = 8 }));
        Apply(Command.Of(Header, new DefineRegion { Code = Code.Parse("us-east-1") }));
        for (int i = 0; i < Dealers; i++)
            Apply(Command.Of(Header, new DefineParticipant { Code = Code.Parse($"D{i}"), Kind = ParticipantKind.Dealer }));
        for (ushort from = 1; from <= Dealers; from++)
            for (ushort to = 1; to <= Dealers; to++)
                if (from != to)
                    SetLine(from, to, lineDollars);
        Apply(Command.Of(Header, new SetOrderCaps
        {
            OpenOrders = 10_000_000,
            ComplexOrdersOfOne = 4_096,
            ComplexOrdersOfAll = 4_096,
        }));
    }

    /// <summary>Trades told so far.</summary>
    public long Trades { get; private set; }

    private static CommandHeader Header => new() { Time = Now };

    /// <inheritdoc/>
    public void On(in Event happened)
    {
        if (happened.Kind == EventKind.Rejected)
            throw new InvalidOperationException($"{happened.Rejected.Command} was refused: {happened.Rejected.Reason}.");
        if (happened.Kind == EventKind.Trade)
            Trades++;
    }

    /// <summary>Sets the line from one dealer to another.</summary>
    public void SetLine(int from, int to, long dollars) => Apply(Command.Of(Header, new SetCreditLine
    {
        From = new ParticipantId((ushort)from),
        To = new ParticipantId((ushort)to),
        Limit = new Money(dollars * Money.UnitsPerDollar),
        AddOn = Limits.FullAddOn,
    }));

    /// <summary>The id that the next order will have.</summary>
    public ClOrdId NextId => OrderIds.Of(_orders + 1);

    /// <summary>A divisible offer.</summary>
    public void Offer(int dealer, DeliveryWindow window, int ticks, int gpus, int leastSlice) =>
        Apply(OfferCommand(dealer, window, ticks, gpus, leastSlice));

    /// <summary>A divisible offer as a command, to be timed.</summary>
    public Command OfferCommand(int dealer, DeliveryWindow window, int ticks, int gpus, int leastSlice) => Command.Of(
        Header, Order(dealer, window, ticks, gpus) with
        {
            Side = Side.Sell,
            Given = GivenTerms.Price | GivenTerms.Divisible,
            Divisible = leastSlice,
        });

    /// <summary>The cancellation of an order.</summary>
    public static Command CancelCommand(int dealer, ClOrdId id) => Command.Of(
        Header, new CancelOrder { Participant = new ParticipantId((ushort)dealer), OrigClOrdId = id });

    /// <summary>A sell of exactly one window.</summary>
    public void Sell(int dealer, DeliveryWindow window, int ticks, int gpus) =>
        Apply(Command.Of(Header, Order(dealer, window, ticks, gpus) with { Side = Side.Sell, Given = GivenTerms.Price }));

    /// <summary>A plain buy as a command; at rest or immediate.</summary>
    public Command BuyCommand(int dealer, DeliveryWindow window, int ticks, int gpus, bool rests) => Command.Of(
        Header, Order(dealer, window, ticks, gpus) with
        {
            Side = Side.Buy,
            TimeInForce = rests ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel,
            Given = GivenTerms.Price,
        });

    /// <summary>A buy assembled from parts, with a choice of starts; at rest or immediate.</summary>
    public Command ComplexBuy(int dealer, DeliveryWindow window, int ticks, int gpus, int maxParts, int starts, bool rests) =>
        Command.Of(Header, Order(dealer, window, ticks, gpus) with
        {
            Side = Side.Buy,
            TimeInForce = rests ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel,
            Given = GivenTerms.Price | GivenTerms.MaxParts | GivenTerms.LatestStart,
            MaxParts = maxParts,
            LatestStartHour = window.StartHour + starts - 1,
        });

    /// <summary>A sell as a command, to be timed.</summary>
    public Command SellCommand(int dealer, DeliveryWindow window, int ticks, int gpus) =>
        Command.Of(Header, Order(dealer, window, ticks, gpus) with { Side = Side.Sell, Given = GivenTerms.Price });

    /// <summary>Raises one line and times what that sets off.</summary>
    public TimeSpan TimeLine(int from, int to, long dollars) => ProcessorTimeOf(Command.Of(Header, new SetCreditLine
    {
        From = new ParticipantId((ushort)from),
        To = new ParticipantId((ushort)to),
        Limit = new Money(dollars * Money.UnitsPerDollar),
        AddOn = Limits.FullAddOn,
    }));

    /// <summary>Applies a command and says how long it took.</summary>
    public TimeSpan Time(in Command command)
    {
        long started = Stopwatch.GetTimestamp();
        _exchange.Apply(command, this);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Applies commands one after the other, and says how many nanoseconds of the thread each took on average.</summary>
    public double NanosEach(ReadOnlySpan<Command> commands)
    {
        long started = ThreadClock.Nanos;
        foreach (ref readonly Command command in commands)
            _exchange.Apply(command, this);
        return (ThreadClock.Nanos - started) / (double)commands.Length;
    }

    /// <summary>Applies a command and says how much of the processor it took, whatever else the machine did.</summary>
    public TimeSpan ProcessorTimeOf(in Command command)
    {
        long before = ThreadClock.Nanos;
        _exchange.Apply(command, this);
        return TimeSpan.FromMicroseconds((ThreadClock.Nanos - before) / 1_000.0);
    }

    /// <summary>Applies a command.</summary>
    public void Apply(in Command command) => _exchange.Apply(command, this);

    private NewOrder Order(int dealer, DeliveryWindow window, int ticks, int gpus) => new()
    {
        Participant = new ParticipantId((ushort)dealer),
        ClOrdId = OrderIds.Of(++_orders),
        Instrument = Instrument.Forward(Market, window),
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Quantity = gpus,
        LimitTicks = ticks,
    };
}
