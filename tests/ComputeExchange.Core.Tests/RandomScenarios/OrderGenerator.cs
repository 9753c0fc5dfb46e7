using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Random orders: few prices and windows so that they collide, every attribute, mostly valid.</summary>
internal sealed class OrderGenerator(Dice dice, ScenarioProfile profile, int nearPercent)
{
    public NewOrder Make(ParticipantId participant, ClOrdId id, EngineTime now)
    {
        bool isBasket = profile == ScenarioProfile.Basket || (profile == ScenarioProfile.Everything && dice.Chance(30));
        TimeInForce tif = TimeInForceOf(dice.Between(0, 99));
        NewOrder order = new()
        {
            Participant = participant,
            ClOrdId = id,
            Side = dice.Of(Side.Buy, Side.Sell),
            Type = OrderType.Limit,
            TimeInForce = tif,
            SelfMatch = dice.Of(Enum.GetValues<SelfMatchInstruction>()),
            AllOrNone = dice.Chance(8),
            PostOnly = dice.Chance(tif is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill ? 1 : 7),
            Given = GivenTerms.Price,
        };
        order = isBasket ? OnBasket(order) : OnMarket(order, now);
        return Corrupt(WithType(WithExpiry(WithMinimum(order), now)));
    }

    public long Gpus(int lot) => lot * dice.Between(1, 5);

    public long Lots() => dice.Between(1, 12);

    public long BasketTicks() => 22_000 + 100 * dice.Between(0, 7);

    /// <summary>A few prices about $2; some odd ones, so that averages do not come out even.</summary>
    public long ForwardTicks() => 20_000 + 500 * dice.Between(0, 6) + (dice.Chance(15) ? dice.Between(1, 7) : 0);

    public DeliveryMonth Month() => DeliveryMonth.Of(2026, dice.Chance(25) ? 7 : 8);

    private static TimeInForce TimeInForceOf(int roll) => roll switch
    {
        < 72 => TimeInForce.GoodTillCancel,
        < 77 => TimeInForce.Day,
        < 82 => TimeInForce.GoodTillDate,
        < 94 => TimeInForce.ImmediateOrCancel,
        _ => TimeInForce.FillOrKill,
    };

    private NewOrder OnBasket(NewOrder order)
    {
        order = order with
        {
            Instrument = Instrument.Future(new BasketId(1), Month()),
            Quantity = Lots(),
            LimitTicks = BasketTicks(),
        };
        return dice.Chance(25) && order.TimeInForce is not TimeInForce.ImmediateOrCancel and not TimeInForce.FillOrKill
            ? order with
            {
                Given = order.Given | GivenTerms.DisplayQuantity,
                DisplayQuantity = dice.Between(1, 5),
                AllOrNone = false,
            }
            : order;
    }

    private NewOrder OnMarket(NewOrder order, EngineTime now)
    {
        MarketId market = Market();
        order = order with
        {
            Instrument = Instrument.Forward(market, Window(now)),
            Quantity = Gpus(lot: market.Sku.Value == 1 || dice.Chance(50) ? 8 : 4),
            LimitTicks = ForwardTicks() + (order.Side == Side.Buy ? 700 : 0),
        };
        bool hasWindowTerms = profile is ScenarioProfile.Windows or ScenarioProfile.Everything && dice.Chance(75);
        if (order.Side == Side.Buy)
        {
            order = dice.Chance(10) ? order with { Workload = new WorkloadId((ushort)dice.Between(1, 2)) } : order;
            return hasWindowTerms ? Complex(order) : order;
        }
        if (dice.Chance(12))
        {
            WorkloadSet supports = default;
            supports.Add(new WorkloadId((ushort)dice.Between(1, 2)));
            order = order with { Supports = supports };
        }
        return hasWindowTerms ? Divisible(order) : order;
    }

    /// <summary>Most orders go to one market.</summary>
    private MarketId Market() =>
        new(new SkuId((ushort)(dice.Chance(85) ? 1 : 2)), new RegionId((ushort)(dice.Chance(88) ? 1 : 2)));

    /// <summary>Windows of the next six-hour block whose gates are still ahead: few, so that they equal or overlap each
    /// other.</summary>
    private DeliveryWindow Window(EngineTime now)
    {
        if (dice.Chance(nearPercent))
            return new DeliveryWindow(now.Hour + dice.Of(1, 2, 2, 2, 3), dice.Of(1, 2, 4, 8));
        const int block = 6;
        int start = (now.Hour + block + 2) / block * block;
        return dice.Between(0, 9) switch
        {
            <= 3 => new DeliveryWindow(start, 4),
            <= 5 => new DeliveryWindow(start + 2, 2),
            6 => new DeliveryWindow(start, 2),
            7 => new DeliveryWindow(start, block),
            8 => new DeliveryWindow(start, 3),
            _ => new DeliveryWindow(start + dice.Between(0, 3), dice.Between(1, 4)),
        };
    }

    private NewOrder Divisible(NewOrder order)
    {
        // Many are longer than most windows of buys, so that they lie within it; others are parts of one.
        int hours = dice.Chance(50) ? Math.Max(order.Instrument.Window.Hours, dice.Between(2, 8)) : dice.Between(1, 3);
        return order with
        {
            Instrument = Instrument.Forward(order.Instrument.Market, order.Instrument.Window with { Hours = hours }),
            Given = order.Given | GivenTerms.Divisible,
            Divisible = dice.Between(1, dice.Chance(2) ? hours + 1 : 2),
            AllOrNone = dice.Chance(2),
            TimeInForce = order.TimeInForce == TimeInForce.FillOrKill ? TimeInForce.GoodTillCancel : order.TimeInForce,
        };
    }

    private NewOrder Complex(NewOrder order)
    {
        DeliveryWindow window = order.Instrument.Window;
        if (dice.Chance(85))
            order = order with { Given = order.Given | GivenTerms.MaxParts, MaxParts = dice.Of(1, 2, 2, 3, 3) };
        if (dice.Chance(30))
        {
            order = order with
            {
                Given = order.Given | GivenTerms.MinSlice,
                MinSlice = dice.Between(1, dice.Chance(2) ? window.Hours + 1 : Math.Min(2, window.Hours)),
            };
        }
        if (dice.Chance(35))
        {
            int latest = window.StartHour + dice.Between(0, 4);
            order = order with { Given = order.Given | GivenTerms.LatestStart, LatestStartHour = latest };
        }
        if (dice.Chance(25))
            order = order with { Given = order.Given | GivenTerms.Step, Step = dice.Between(1, 3) };
        return dice.Chance(20) ? WithAlternatives(order) : order;
    }

    private NewOrder WithAlternatives(NewOrder order)
    {
        AlternativeList alternatives = default;
        for (int i = dice.Between(1, 2); i > 0; i--)
        {
            MarketId market = new(new SkuId((ushort)dice.Between(1, 2)), new RegionId((ushort)dice.Between(1, 2)));
            if (market != order.Instrument.Market || dice.Chance(5))
                alternatives.Add(new Alternative(market, ForwardTicks()));
        }
        return order with { Alternatives = alternatives, Quantity = Gpus(lot: 8) };
    }

    private NewOrder WithMinimum(NewOrder order)
    {
        bool mayHave = order.TimeInForce == TimeInForce.ImmediateOrCancel || order.Given.HasFlag(GivenTerms.MaxParts);
        return dice.Chance(mayHave ? 15 : 1)
            ? order with { Given = order.Given | GivenTerms.MinQuantity, MinQuantity = dice.Between(1, (int)order.Quantity) }
            : order;
    }

    private NewOrder WithExpiry(NewOrder order, EngineTime now)
    {
        if (dice.Chance(order.TimeInForce == TimeInForce.GoodTillDate ? 97 : 1))
        {
            EngineTime expire = new(now.Nanos + dice.Between(dice.Chance(4) ? -1 : 1, 12) * (EngineTime.NanosPerHour / 2));
            return order with { Given = order.Given | GivenTerms.ExpireTime, ExpireTime = expire };
        }
        return order;
    }

    private NewOrder WithType(NewOrder order)
    {
        if (order.TimeInForce != TimeInForce.ImmediateOrCancel || !dice.Chance(25))
            return order;
        GivenTerms given = dice.Chance(3) ? order.Given : order.Given & ~GivenTerms.Price;
        return order with { Type = OrderType.Market, Given = given, LimitTicks = 0 };
    }

    /// <summary>Now and then something that must be refused.</summary>
    private NewOrder Corrupt(NewOrder order) => dice.Between(0, 199) switch
    {
        0 => order with { Quantity = order.Quantity + 1 },
        1 => order with { Quantity = dice.Of(0L, -8, 1_000_008, 10_000_001) },
        2 => order with { LimitTicks = dice.Of(0L, -1, Price.OffTick, Price.MaxTicks + 1L, 20_050) },
        3 => order with { Given = order.Given & ~GivenTerms.Price },
        4 => order with { Given = order.Given | GivenTerms.Step, Step = dice.Between(-1, 1) },
        5 => order with { Given = order.Given | GivenTerms.Divisible, Divisible = dice.Between(0, 3) },
        6 => order with { Given = order.Given | GivenTerms.DisplayQuantity, DisplayQuantity = dice.Between(0, 3) },
        7 => order with { Workload = new WorkloadId(1) },
        8 => order with { Given = order.Given | GivenTerms.MaxParts, MaxParts = dice.Between(0, 9) },
        9 => order with { Given = order.Given | GivenTerms.MinQuantity, MinQuantity = dice.Between(-1, 99) },
        10 => order with
        {
            Given = order.Given | GivenTerms.LatestStart,
            LatestStartHour = order.Instrument.Window.StartHour + dice.Of(-1, 600),
        },
        11 => order with
        {
            Instrument = Instrument.Forward(Market(), order.Instrument.Window with { Hours = dice.Of(0, -1, 65_536, 65_535) }),
        },
        12 => order with { LimitTicks = Price.MaxTicks, Quantity = Limits.MaxGpus },
        _ => order,
    };
}
