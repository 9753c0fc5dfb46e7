using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>A market with so many offers that a search fetches some of them only, and with complex buys that take cover after
/// cover: what small scenarios, in which every search sees everything at once, do not reach.</summary>
internal sealed class CrowdedMarket
{
    private const int Participants = 6;

    /// <summary>The last two buy, the others sell.</summary>
    private const int Sellers = 4;

    private const int Hours = 10;
    private const int Steps = 30;

    private static readonly EngineTime Now = EngineTime.FromHour(DeliveryMonth.Of(2026, 8).StartHour);
    private static readonly MarketId Market = new(new SkuId(1), new RegionId(1));

    private readonly Dice _dice;
    private readonly List<Command> _commands = [];
    private readonly int _prices;

    /// <summary>How much dearer each seller is than the one before, and how many of them give the last buyer no credit at first:
    /// his searches look at all that those offer in vain, and trade behind it.</summary>
    private readonly int _dearer;
    private readonly int _strangers;
    private int _orders;

    private CrowdedMarket(int seed)
    {
        _dice = new Dice(seed);
        _prices = _dice.Of(4, 40, 1_000);
        (_dearer, _strangers) = (_dice.Of(0, 250), _dice.Of(2, Sellers));
    }

    private static CommandHeader Header => new() { Time = Now };

    /// <summary>So many offers of a seed, and then buys, sells, cancels and credit.</summary>
    public static Scenario Generate(int seed, int offers)
    {
        CrowdedMarket market = new(seed);
        market._commands.AddRange(
            MarketDefinitions.Of(market._dice, ScenarioProfile.ExactForwards, Participants, Header)
                .Where(command => command.Kind != CommandKind.SetOrderCaps));
        market.OpenCredit();
        for (int i = 0; i < offers; i++)
            market.AddSell();
        for (int i = 0; i < Steps; i++)
            market.AddStep();
        return new Scenario(ScenarioProfile.Windows, seed, market._commands);
    }

    /// <summary>One buyer begins without credit from some sellers, so that his orders rest until they look again.</summary>
    private void OpenCredit()
    {
        for (int from = 1; from <= Participants; from++)
            for (int to = 1; to <= Participants; to++)
                if (from != to)
                    SetLine(from, to, from <= _strangers && to == Participants ? 0 : Dollars());
    }

    private int Dollars() => _dice.Chance(25) ? _dice.Between(100, 3_000) : 1_000_000;

    private void SetLine(int from, int to, int dollars) => _commands.Add(Command.Of(Header, new SetCreditLine
    {
        From = new ParticipantId((ushort)from),
        To = new ParticipantId((ushort)to),
        Limit = new Money((long)dollars * Money.UnitsPerDollar),
        AddOn = Limits.FullAddOn,
    }));

    private void AddStep()
    {
        switch (_dice.Between(0, 99))
        {
            case < 55:
                AddBuy();
                break;
            case < 75:
                AddSell();
                break;
            case < 85:
                _commands.Add(Command.Of(Header, new CancelOrder
                {
                    Participant = new ParticipantId((ushort)_dice.Between(1, Participants)),
                    OrigClOrdId = ClOrdId.Parse($"o{_dice.Between(1, _orders)}"),
                }));
                break;
            default:
                SetLine(_dice.Between(1, Sellers), Participants, Dollars());
                break;
        }
    }

    /// <summary>Mostly divisible, of any hours; now and then exact, and rarely all or none.</summary>
    private void AddSell()
    {
        int start = _dice.Between(0, Hours - 1), hours = _dice.Between(1, Hours - start);
        int seller = _dice.Between(1, Sellers);
        NewOrder sell = Order(Side.Sell, seller, start, hours) with
        {
            Quantity = 8 * _dice.Between(1, 3),
            LimitTicks = 20_000 + _dearer * seller + 1_000 / _prices * _dice.Between(0, _prices),
        };
        _commands.Add(Command.Of(Header, _dice.Chance(80)
            ? sell with { Given = GivenTerms.Price | GivenTerms.Divisible, Divisible = _dice.Between(1, Math.Min(3, hours)) }
            : sell with { AllOrNone = _dice.Chance(5) }));
    }

    private void AddBuy()
    {
        int hours = _dice.Between(3, 7), start = _dice.Between(0, Hours - hours);
        _commands.Add(Command.Of(Header, Order(Side.Buy, _dice.Between(Sellers + 1, Participants), start, hours) with
        {
            Quantity = 8 * _dice.Between(1, 12),
            LimitTicks = 20_000 + _dearer * _dice.Of(1, Sellers) + _dice.Between(0, 900),
            TimeInForce = _dice.Chance(70) ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel,
            AllOrNone = _dice.Chance(5),
            Given = GivenTerms.Price | GivenTerms.MaxParts | GivenTerms.LatestStart | GivenTerms.MinSlice,
            MaxParts = _dice.Of(1, 2, 2, 2),
            MinSlice = _dice.Of(1, 1, 2),
            LatestStartHour = Now.Hour + 10 + _dice.Between(start, Hours - hours),
        }));
    }

    private NewOrder Order(Side side, int participant, int start, int hours) => new()
    {
        Participant = new ParticipantId((ushort)participant),
        ClOrdId = ClOrdId.Parse($"o{++_orders}"),
        Instrument = Instrument.Forward(Market, new DeliveryWindow(Now.Hour + 10 + start, hours)),
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Given = GivenTerms.Price,
    };
}
