using ComputeExchange.Messages;

namespace ComputeExchange.Protocol.Tests.Requests;

/// <summary>Ordinary requests, as a desk sends them.</summary>
internal static class SampleRequests
{
    /// <summary>Sell 64 GPUs for 24 hours at $2.50, good till cancelled.</summary>
    internal static NewOrder PlainOrder => new()
    {
        Participant = new ParticipantId(3),
        ClOrdId = ClOrdId.Parse("a1"),
        Instrument = Instrument.Forward(new MarketId(new SkuId(1), new RegionId(2)), new DeliveryWindow(57708, 24)),
        Side = Side.Sell,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Quantity = 64,
        LimitTicks = 25_000,
        Given = GivenTerms.Price,
    };

    /// <summary>
    /// Buy 64 GPUs for 24 hours at $2.47 at most, in two parts of four hours or more, up to six hours later, for workload 5;
    /// or in another market at $2.10.
    /// </summary>
    internal static NewOrder FlexibleOrder
    {
        get
        {
            AlternativeList alternatives = default;
            alternatives.Add(new Alternative(new MarketId(new SkuId(4), new RegionId(2)), 21_000));
            return PlainOrder with
            {
                ClOrdId = ClOrdId.Parse("b1"),
                Side = Side.Buy,
                LimitTicks = 24_700,
                Given = GivenTerms.Price | GivenTerms.MaxParts | GivenTerms.MinSlice | GivenTerms.LatestStart,
                MaxParts = 2,
                MinSlice = 4,
                LatestStartHour = 57_714,
                Workload = new WorkloadId(5),
                Alternatives = alternatives,
            };
        }
    }
}

/// <summary>Requests whose every field takes as many bytes as it can.</summary>
internal static class LongestRequests
{
    private static readonly MarketId Market = new(new SkuId(ushort.MaxValue), new RegionId(ushort.MaxValue));

    internal static DefineBasket Basket
    {
        get
        {
            ConstituentList constituents = default;
            for (int i = 0; i <= Limits.MaxConstituents; i++) constituents.Add(new Constituent(Market, int.MinValue));
            return new DefineBasket
            {
                Code = Code.Parse(new string('x', Code.MaxLength)),
                Multiplier = int.MinValue,
                Tick = long.MinValue,
                FirstMonth = new DeliveryMonth(int.MinValue),
                ListedMonths = ulong.MaxValue,
                Constituents = constituents,
            };
        }
    }

    internal static NewOrder Order
    {
        get
        {
            AlternativeList alternatives = default;
            WorkloadSet supports = default;
            for (int i = 0; i <= Limits.MaxAlternatives; i++) alternatives.Add(new Alternative(Market, long.MinValue));
            for (int i = 0; i <= Limits.MaxSupportedWorkloads; i++) supports.Add(new WorkloadId(ushort.MaxValue));
            return new NewOrder
            {
                Participant = new ParticipantId(ushort.MaxValue),
                ClOrdId = ClOrdId.Parse(new string('x', ClOrdId.MaxLength)),
                Instrument = Instrument.Forward(Market, new DeliveryWindow(int.MinValue, int.MinValue)),
                Side = Side.Buy,
                Type = OrderType.Limit,
                TimeInForce = TimeInForce.GoodTillDate,
                SelfMatch = SelfMatchInstruction.CancelBoth,
                Given = (GivenTerms)0x1FF,
                Quantity = long.MinValue,
                LimitTicks = long.MinValue,
                MinQuantity = long.MinValue,
                DisplayQuantity = long.MinValue,
                ExpireTime = new EngineTime(long.MinValue),
                Divisible = int.MinValue,
                MaxParts = int.MinValue,
                MinSlice = int.MinValue,
                LatestStartHour = int.MinValue,
                Step = int.MinValue,
                Workload = new WorkloadId(ushort.MaxValue),
                Supports = supports,
                Alternatives = alternatives,
            };
        }
    }
}
