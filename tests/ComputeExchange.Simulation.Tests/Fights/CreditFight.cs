using ComputeExchange.Core.Tests.RandomScenarios;

namespace ComputeExchange.Simulation.Tests.Fights;

/// <summary>Many who want the last dollar of the same lines at once: limits that are some lots' worth, or a unit more or less;
/// plain orders, divisible offers and covers; and credit that comes back dollar by dollar.</summary>
internal sealed class CreditFight
{
    public const int Participants = 6;
    private const int Orders = 16;
    private const int Raises = 5;
    private const int Lot = 8;
    private const int Ticks = 20_000;

    private static readonly MarketId Market = new(new SkuId(1), new RegionId(1));
    private static readonly int Hour = DeliveryMonth.Of(2026, 8).StartHour;

    private readonly Dice _dice;
    private readonly List<Command> _commands = [];
    private EngineTime _now = EngineTime.FromHour(Hour - EngineTime.HoursPerDay);
    private int _lastId;

    private CreditFight(int seed) => _dice = new Dice(seed);

    public static Scenario Of(int seed)
    {
        CreditFight fight = new(seed);
        fight._commands.AddRange(MarketDefinitions.Of(fight._dice, ScenarioProfile.Windows, Participants, fight.Now));
        for (int from = 1; from <= Participants; from++)
            for (int to = 1; to <= Participants; to++)
                if (from != to)
                    fight.SetLine(from, to, fight._dice.Between(0, 3));
        for (int i = 0; i < Orders; i++)
            fight.Enter();
        for (int i = 0; i < Raises; i++)
            fight.FreeSome();
        return new Scenario(ScenarioProfile.Windows, seed, fight._commands);
    }

    private CommandHeader Now => new() { Time = _now };

    /// <summary>So many lots over four hours at about the market, to the unit or one off.</summary>
    private void SetLine(int from, int to, int lots)
    {
        long units = (long)lots * Lot * 4 * Ticks + _dice.Of(-1, 0, 0, 1);
        _commands.Add(Command.Of(Now, new SetCreditLine
        {
            From = new ParticipantId((ushort)from),
            To = new ParticipantId((ushort)to),
            Limit = new Money(Math.Max(units, 0)),
            AddOn = _dice.Of(Limits.FullAddOn, Limits.FullAddOn, 5_000, 9_999),
        }));
    }

    private void Enter()
    {
        Side side = _dice.Of(Side.Buy, Side.Sell);
        int hours = _dice.Of(2, 4, 4, 6);
        NewOrder order = new()
        {
            Participant = new ParticipantId((ushort)_dice.Between(1, Participants)),
            ClOrdId = ClOrdId.Parse($"o{++_lastId}"),
            Instrument = Instrument.Forward(Market, new DeliveryWindow(Hour + _dice.Of(0, 0, 2), hours)),
            Side = side,
            Type = OrderType.Limit,
            TimeInForce = _dice.Chance(85) ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = Lot * _dice.Between(1, 4),
            LimitTicks = Ticks + (side == Side.Buy ? _dice.Of(0, 0, 100) : _dice.Of(0, 0, -100)),
            AllOrNone = _dice.Chance(5),
        };
        if (side == Side.Sell && _dice.Chance(60))
            order = order with { Given = order.Given | GivenTerms.Divisible, Divisible = 1, AllOrNone = false };
        if (side == Side.Buy && _dice.Chance(60))
            order = order with { Given = order.Given | GivenTerms.MaxParts, MaxParts = _dice.Between(2, 3) };
        _commands.Add(Command.Of(Now, order));
    }

    /// <summary>A line rises, by a lot or by a unit; or hours are delivered and settled; or somebody asks for more meanwhile.</summary>
    private void FreeSome()
    {
        switch (_dice.Between(0, 3))
        {
            case 0:
                _now = EngineTime.FromHour(Math.Max(_now.Hour, Hour) + 1);
                _commands.Add(Command.Of(Now, new Settle { ThroughHour = _now.Hour }));
                break;
            case 1:
                Enter();
                break;
            default:
                int from = _dice.Between(1, Participants);
                int to = from % Participants + 1;
                SetLine(from, to, _dice.Between(1, 5));
                SetLine(to, from, _dice.Between(1, 5));
                break;
        }
    }
}
