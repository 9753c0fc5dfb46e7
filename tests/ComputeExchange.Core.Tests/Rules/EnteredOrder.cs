using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>An order as a test writes it down: hours are counted from the first of August 2026, dollars are decimals, and
/// what is left null is not given.</summary>
internal sealed record EnteredOrder(Side Side, string Id, long Quantity)
{
    public decimal? Price { get; init; }

    public ParticipantId By { get; init; }

    public (int From, int To) Hours { get; init; } = (0, 24);

    public MarketId Market { get; init; } = MarketUnderTest.H200East;

    /// <summary>The month of a basket order; null for a forward.</summary>
    public DeliveryMonth? Month { get; init; }

    public TimeInForce TimeInForce { get; init; } = TimeInForce.GoodTillCancel;

    public SelfMatchInstruction SelfMatch { get; init; } = SelfMatchInstruction.CancelResting;

    public bool IsMarketOrder { get; init; }

    public bool PostOnly { get; init; }

    public bool AllOrNone { get; init; }

    public long? MinQuantity { get; init; }

    public long? Display { get; init; }

    public int? ExpireAtHour { get; init; }

    public int? Divisible { get; init; }

    public int? MaxParts { get; init; }

    public int? MinSlice { get; init; }

    public int? LatestStart { get; init; }

    public int? Step { get; init; }

    public WorkloadId Workload { get; init; }

    public WorkloadId[] Supports { get; init; } = [];

    public (MarketId Market, decimal Price)[] Alternatives { get; init; } = [];

    public NewOrder ToNewOrder() => new()
    {
        Participant = By,
        ClOrdId = ClOrdId.Parse(Id),
        Instrument = Month is { } month
            ? Instrument.Future(MarketUnderTest.Basket, month)
            : Instrument.Forward(Market, MarketUnderTest.Window(Hours.From, Hours.To)),
        Side = Side,
        Type = IsMarketOrder ? OrderType.Market : OrderType.Limit,
        TimeInForce = TimeInForce,
        SelfMatch = SelfMatch,
        PostOnly = PostOnly,
        AllOrNone = AllOrNone,
        Given = Given,
        Quantity = Quantity,
        LimitTicks = MarketUnderTest.Ticks(Price ?? 0),
        MinQuantity = MinQuantity ?? 0,
        DisplayQuantity = Display ?? 0,
        ExpireTime = MarketUnderTest.At(ExpireAtHour ?? 0),
        Divisible = Divisible ?? 0,
        MaxParts = MaxParts ?? 0,
        MinSlice = MinSlice ?? 0,
        LatestStartHour = MarketUnderTest.FirstHour + (LatestStart ?? 0),
        Step = Step ?? 0,
        Workload = Workload,
        Supports = SupportedWorkloads(),
        Alternatives = FurtherMarkets(),
    };

    private GivenTerms Given =>
        If(Price is not null, GivenTerms.Price) | If(MinQuantity is not null, GivenTerms.MinQuantity)
        | If(Display is not null, GivenTerms.DisplayQuantity) | If(ExpireAtHour is not null, GivenTerms.ExpireTime)
        | If(Divisible is not null, GivenTerms.Divisible) | If(MaxParts is not null, GivenTerms.MaxParts)
        | If(MinSlice is not null, GivenTerms.MinSlice) | If(LatestStart is not null, GivenTerms.LatestStart)
        | If(Step is not null, GivenTerms.Step);

    private static GivenTerms If(bool given, GivenTerms term) => given ? term : GivenTerms.None;

    private WorkloadSet SupportedWorkloads()
    {
        WorkloadSet set = default;
        foreach (WorkloadId workload in Supports)
            set.Add(workload);
        return set;
    }

    private AlternativeList FurtherMarkets()
    {
        AlternativeList list = default;
        foreach ((MarketId market, decimal price) in Alternatives)
            list.Add(new Alternative(market, MarketUnderTest.Ticks(price)));
        return list;
    }
}
